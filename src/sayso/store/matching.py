"""The index on disk: items under keys in a window of days, and the pairs that comparisons joined."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sayso.codec import compact
from sayso.model.ledger import Pair
from sayso.store import rows
from sayso.store.session import Row, Session, among
from sayso.store.tables import match_keys, match_pairs

ANY_DAY = 0  # of an item whose day nobody knows: it stands in every window
LIMIT = 64  # candidates that an item is compared with
_NUMBER = "INSERT INTO match_items (number, space, item) SELECT coalesce(max(number), 0) + 1, ?, ? FROM match_items"


def _own(space: str, keys: Iterable[int]) -> list[int]:
    """The keys as those of one space, sorted: what two spaces have in common lies apart."""
    offset = _offset(space)
    return sorted({key ^ offset for key in keys})


@cache
def _offset(space: str) -> int:
    return int.from_bytes(blake2b(space.encode(), digest_size=8).digest()) >> 1


class MatchStore(Session):
    """Meets `sayso.corroborate.index.Index`, and keeps pairs."""

    def add(self, space: str, item: str, day: int, keys: Iterable[int]) -> None:
        """Put an item under its keys; again is no error."""
        with self._writing() as connection:
            number = self._numbered(connection, space, item)
            if number is None:
                self._many(connection, self._sql(_NUMBER), [(space, item)])
                number = self._numbered(connection, space, item)
            self._insert(connection, match_keys, [(key, day, number) for key in _own(space, keys)])

    def remove(self, space: str, item: str, day: int, keys: Iterable[int]) -> None:
        """Take an item from under its keys."""
        with self._writing() as connection:
            number = self._numbered(connection, space, item)
            if number is not None and (found := [(key, day, number) for key in _own(space, keys)]):
                sql = self._sql("DELETE FROM match_keys WHERE key = ? AND day = ? AND item = ?")
                self._many(connection, sql, found)

    def _numbered(self, connection: Connection, space: str, item: str) -> int | None:
        found = self._rows(connection, "SELECT number FROM match_items WHERE item = ? AND space = ?", (item, space))
        return found[0][0] if found else None

    def near(
        self, space: str, keys: Iterable[int], day: int, *, window: int | None = None, limit: int = LIMIT
    ) -> list[tuple[str, int]]:
        """Items that share keys within `window` days (None: any), with how many: most shared first, then nearest, then by id."""
        asked = _own(space, keys)
        sqlite = self.dialect == "sqlite"
        own = "SELECT item, day FROM match_keys WHERE key " + (
            "IN (SELECT value FROM json_each(?))" if sqlite else "= ANY(?)"
        )
        key_list = compact(asked).decode() if sqlite else asked
        found: tuple[object, ...] = (key_list,)
        if window is not None and day != ANY_DAY:
            inside, found = f"{own} AND day BETWEEN ? AND ?", (*found, day - window, day + window)
            if not day - window <= ANY_DAY <= day + window:
                inside, found = f"{inside} UNION ALL {own} AND day = {ANY_DAY}", (*found, key_list)
            own = inside
        sql = (
            "SELECT i.item, x.shared FROM "
            f"(SELECT item, count(*) AS shared, min(abs(day - ?)) AS far FROM ({own}) AS k GROUP BY item) AS x "
            "JOIN match_items AS i ON i.number = x.item WHERE i.space = ? ORDER BY x.shared DESC, x.far, i.item LIMIT ?"
        )
        with self._reading() as connection:
            return [(item, shared) for item, shared in self._rows(connection, sql, (day, *found, space, limit))]

    def add_pairs(self, space: str, pairs: Iterable[Pair]) -> None:
        """Keep pairs; a pair that is there takes its new score and reasons."""
        with self._writing() as connection:
            self._upsert(
                connection, match_pairs, [(space, *sorted((p.a, p.b)), p.score, rows.dumps(p.why)) for p in pairs]
            )

    def remove_pairs(self, space: str, items: Iterable[str]) -> None:
        """Drop every pair that touches one of the items."""
        asked = sorted(set(items))
        with self._writing() as connection:
            for column in (match_pairs.c.a, match_pairs.c.b):
                connection.execute(
                    match_pairs.delete().where(match_pairs.c.space == space, among(column, asked, self.dialect))
                )

    def pairs_touching(self, space: str, items: Iterable[str]) -> list[Pair]:
        """The pairs that have one of the items, in the order of their ids."""
        asked = sorted(set(items))
        found: dict[tuple[str, str], Pair] = {}
        with self._reading() as connection:
            for column in (match_pairs.c.a, match_pairs.c.b):
                query = select(match_pairs).where(match_pairs.c.space == space, among(column, asked, self.dialect))
                for row in connection.execute(query):
                    found[row.a, row.b] = Pair(a=row.a, b=row.b, score=row.score, why=tuple(json.loads(row.why)))
        return [found[key] for key in sorted(found)]

    def component(self, space: str, items: Iterable[str]) -> tuple[tuple[str, ...], tuple[Pair, ...]]:
        """All items that a path of pairs connects with these, and the pairs among them without their reasons, both sorted."""
        known, edge = set(items), set(items)
        found: dict[tuple[str, str], Pair] = {}
        with self._reading() as connection:
            while edge:
                new = {
                    (a, b): score
                    for column in ("a", "b")
                    for a, b, score in self._scores(connection, space, column, sorted(edge))
                    if (a, b) not in found
                }
                found.update((two, Pair(a=two[0], b=two[1], score=score)) for two, score in new.items())
                edge = {item for two in new for item in two} - known
                known |= edge
        return tuple(sorted(known)), tuple(found[key] for key in sorted(found))

    def _scores(self, connection: Connection, space: str, column: str, items: list[str]) -> Sequence[Row]:
        sqlite = self.dialect == "sqlite"
        held = "IN (SELECT value FROM json_each(?))" if sqlite else "= ANY(?)"
        sql = f"SELECT a, b, score FROM match_pairs WHERE space = ? AND {column} {held}"
        return self._rows(connection, sql, (space, compact(items).decode() if sqlite else items))

"""Lists a page at a time, found by the values of the last row and not by counting rows: each page costs the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.engine import Connection

from sayso.codec.derived import claim_to_dict
from sayso.desk.claims import claim_query
from sayso.desk.conditions import event_conditions
from sayso.desk.events import events_by_id
from sayso.desk.filters import Filter
from sayso.desk.stories import stories_by_id, story_query
from sayso.store import tables as t
from sayso.web.api.cursors import Key

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
WORD, NUMBER, MAYBE = str, int, (str, type(None))


@dataclass(frozen=True, slots=True)
class Part:
    """One column of an order. `nulls`: it may be missing, and what has none comes last."""

    column: Any
    falls: bool = False
    nulls: bool = False

    @property
    def ordering(self) -> Any:
        if self.nulls:
            return self.column.desc().nulls_last()
        return self.column.desc() if self.falls else self.column

    def beyond(self, value: Any) -> ColumnElement[bool]:
        """Rows that come after all that have this value."""
        if value is None:
            return false()
        if self.nulls:
            return or_(self.column < value, self.column.is_(None))
        return self.column < value if self.falls else self.column > value  # type: ignore[no-any-return]

    def at(self, value: Any) -> ColumnElement[bool]:
        return self.column.is_(None) if value is None else self.column == value  # type: ignore[no-any-return]


Order = tuple[Part, ...]
Found = tuple[list[Json], Key | None]


def after(order: Order, key: Key) -> ColumnElement[bool]:
    """Rows that come after the one with this key."""
    first, value = order[0], key[0]
    if len(order) == 1:
        return first.beyond(value)
    return or_(first.beyond(value), and_(first.at(value), after(order[1:], key[1:])))


def walked(connection: Connection, query: Select[Any], order: Order, key: Key | None, most: int) -> list[Any]:
    """Up to so many rows of the query after the key. What an index can begin at is said by itself: the rest of the condition
    would have every row looked at."""
    query = query.order_by(None).order_by(*(part.ordering for part in order))
    if key is None:
        return list(connection.execute(query.limit(most)))
    first, value = order[0], key[0]
    if not first.nulls:
        edge = first.column <= value if first.falls else first.column >= value
        return list(connection.execute(query.where(edge, after(order, key)).limit(most)))
    out: list[Any] = []
    if value is not None:
        rest = or_(first.column < value, after(order[1:], key[1:]))
        out = list(connection.execute(query.where(first.column <= value, rest).limit(most)))
        key = None
    if len(out) < most:
        query = query.where(first.column.is_(None))
        if key is not None:
            query = query.where(after(order[1:], key[1:]))
        out += connection.execute(query.limit(most - len(out)))
    return out


def _cut(rows: Sequence[Any], most: int, key_of: Callable[[Any], Key]) -> tuple[Sequence[Any], Key | None]:
    """The rows of this page, and the key of the last one if there are more."""
    return (rows[:most], key_of(rows[most - 1])) if len(rows) > most else (rows, None)


_e, _c, _a, _s = t.events.c, t.claims.c, t.articles.c, t.stories.c
_DATE = Part(_e.earliest, nulls=True)
EVENT_ORDERS: dict[str, Order] = {
    "date": (_DATE, Part(_e.id)),
    "first": (Part(_e.first_at, falls=True), Part(_e.id)),
    "reports": (Part(_e.reports, falls=True), Part(_e.independent_roots, falls=True), _DATE, Part(_e.id)),
    "roots": (Part(_e.independent_roots, falls=True), Part(_e.reports, falls=True), _DATE, Part(_e.id)),
}
EVENT_KEYS = {
    "date": (MAYBE, WORD),
    "first": (WORD, WORD),
    "reports": (NUMBER, NUMBER, MAYBE, WORD),
    "roots": (NUMBER, NUMBER, MAYBE, WORD),
}


def event_page(store: Store, asked: Filter, key: Key | None, most: int) -> Found:
    """Events in the order of the filter, and the key for going on."""
    order = EVENT_ORDERS[asked.sort]
    with store.read() as connection:
        conditions = event_conditions(connection, replace(asked, limit=most + 1))
        query = select(*(part.column for part in order)).where(*conditions)
        rows, then = _cut(walked(connection, query, order, key, most + 1), most, tuple)
    return events_by_id(store, [row.id for row in rows]), then


_CLAIM_TAIL = (Part(_a.ordered_at, falls=True), Part(_a.id), Part(_c.position))
CLAIM_ORDERS: dict[str, Order] = {"date": (Part(_c.earliest, nulls=True), *_CLAIM_TAIL), "first": _CLAIM_TAIL}
CLAIM_KEYS = {"date": (MAYBE, WORD, WORD, NUMBER), "first": (WORD, WORD, NUMBER)}


def claim_page(store: Store, asked: Filter, key: Key | None, most: int) -> Found:
    """Claims in the order of the filter, and the key for going on."""
    order = CLAIM_ORDERS[asked.sort]
    with store.read() as connection:
        query = claim_query(connection, replace(asked, limit=most + 1))
        query = query.add_columns(*(part.column.label(f"key_{n}") for n, part in enumerate(order)))
        found = walked(connection, query, order, key, most + 1)
    rows, then = _cut(found, most, lambda row: tuple(getattr(row, f"key_{n}") for n in range(len(order))))
    return [claim_to_dict(json.loads(row.json), row._asdict()) for row in rows], then


_STORY_TAIL = (Part(_s.last_at, falls=True), Part(_s.id))
STORY_ORDERS: dict[str, Order] = {"date": _STORY_TAIL, "reports": (Part(_s.articles, falls=True), *_STORY_TAIL)}
STORY_KEYS = {"date": (WORD, WORD), "reports": (NUMBER, WORD, WORD)}


def story_page(store: Store, asked: Filter, key: Key | None, most: int) -> Found:
    """Stories, the newest first or those with most articles, and the key for going on."""
    order = STORY_ORDERS[asked.sort]
    with store.read() as connection:
        query = story_query(connection, replace(asked, limit=most + 1))
        query = query.add_columns(*(part.column for part in order if part.column is not _s.id))
        rows, then = _cut(
            walked(connection, query, order, key, most + 1), most,
            lambda row: tuple(getattr(row, part.column.name) for part in order),
        )  # fmt: skip
    return stories_by_id(store, [row.id for row in rows]), then

"""Sources: how often each is the root of events, and what became of them. Counts only, no score of honesty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.engine import Connection

from sayso.desk.conditions import begins, event_conditions, unindexed
from sayso.desk.filters import Filter
from sayso.desk.names import outlets_meant, sources_meant
from sayso.desk.ranking import PAGE, Facts, Lately, Ranking, events_only, lately
from sayso.store import tables as t
from sayso.store.kept import kept
from sayso.store.rollup_tables import source_sums
from sayso.store.session import among
from sayso.store.totals import VERDICTS, sums_of_sources

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
SOURCE_SCHEMA = "sayso-source/1"
_OWN = ("root", "outlet", "country", "ids", "limit", "sort", "min_reports", "min_roots")
_COUNTS = ("claims", "events", "alone", "corroborated", "disputed", "withdrawn")


class Row(NamedTuple):
    """A source with its counts, as `source_sums` has them."""

    root_id: str
    events: int
    claims: int
    alone: int
    corroborated: int
    disputed: int
    withdrawn: int
    first_at: str
    last_at: str


def sources(store: Store, asked: Filter) -> Iterator[Json]:
    """Sources that are roots of the events asked for, those of most events first."""
    plain = events_only(asked, _OWN)
    with store.read() as connection:
        query = _of_all(connection, asked) if plain == Filter() else _of_events(connection, asked, plain)
        rows = [Row(*row) for row in connection.execute(query.limit(asked.limit))]
        for start in range(0, len(rows), PAGE):
            yield from _told(connection, rows[start : start + PAGE])


@kept(16)
def source_ranking(store: Store, asked: Filter, most: int) -> Ranking[Row]:
    """The same sources as bare counts, to cut pages from. Where the filter speaks of events, only the newest `most` that meet it
    are counted, and the answer says since when."""
    with store.read() as connection:
        newest = lately(connection, events_only(asked, _OWN), most)
        if newest is not None:
            return Ranking(_of_newest(connection, asked, newest)[: asked.limit], newest.since)
        query = _of_all(connection, asked).limit(asked.limit)
        return Ranking(tuple(Row(*row) for row in connection.execute(query)), None)


def sources_told(store: Store, rows: Sequence[Row]) -> list[Json]:
    """Some sources of a ranking as objects of `sayso-source/1`."""
    with store.read() as connection:
        return list(_told(connection, rows))


def _of_all(connection: Connection, asked: Filter) -> Select[Any]:
    s = source_sums.c
    query = select(source_sums).where(*_own(connection, asked, s.root_id))
    query = query.where(s.claims >= asked.min_reports) if asked.min_reports else query
    return query.order_by(s.events.desc(), s.claims.desc(), s.root_id)


def _of_events(connection: Connection, asked: Filter, plain: Filter) -> Select[Any]:
    r = t.event_roots.c
    events, claims = func.count(), func.sum(r.claims)
    query = sums_of_sources(connection, select(t.events.c.id).where(*event_conditions(connection, plain)))
    query = query.where(*_own(connection, asked, r.root_id))
    if asked.min_reports:
        query = query.having(claims >= asked.min_reports)
    return query.order_by(events.desc(), claims.desc(), r.root_id)


def _of_newest(connection: Connection, asked: Filter, newest: Lately) -> tuple[Row, ...]:
    """The same of some events, whose roots are looked up and counted here: no plan of a database can take the long way."""
    r = t.event_roots.c
    query = select(r.root_id, r.event_id, r.claims).where(*_own(connection, asked, unindexed(r.root_id)))
    found: dict[str, list[tuple[Facts, int]]] = defaultdict(list)
    for own, event, claims in connection.execute(
        query.where(among(r.event_id, list(newest.events), connection.dialect.name))
    ):
        found[own].append((newest.events[event], claims))
    made = [_row(own, told) for own, told in found.items()]
    made = [row for row in made if row.claims >= asked.min_reports]
    return tuple(sorted(made, key=lambda row: (-row.events, -row.claims, row.root_id)))


def _row(own: str, told: Sequence[tuple[Facts, int]]) -> Row:
    events = [event for event, _ in told]
    verdicts = [event.verdict for event in events]
    first, last = min(event.first_at for event in events), max(event.last_at for event in events)
    alone = sum(event.independent_roots <= 1 for event in events)
    corroborated, disputed, withdrawn = (verdicts.count(verdict) for verdict in VERDICTS)
    claims = sum(claims for _, claims in told)
    return Row(own, len(events), claims, alone, corroborated, disputed, withdrawn, first, last)


def _own(connection: Connection, asked: Filter, root: ColumnElement[str]) -> Iterator[ColumnElement[bool]]:
    """What a source itself must meet."""
    for name in asked.root:
        yield root.in_(sources_meant(connection, name))
    for name in asked.outlet:
        yield root.in_(outlets_meant(name)[0])
    if asked.country:
        yield root.in_(select(t.sources.c.id).where(t.sources.c.country.in_(asked.country)))
    if asked.ids:
        yield or_(*(begins(root, one) for one in asked.ids))


def _told(connection: Connection, page: Sequence[Row]) -> Iterator[Json]:
    """One page of sources with their names and what became of their events."""
    ids = [row.root_id for row in page]
    nodes = {row.id: row for row in connection.execute(select(t.sources).where(t.sources.c.id.in_(ids)))}
    names = _names(connection, [one for one in ids if one not in nodes])
    aliases = _aliases(connection, ids)
    for row in page:
        own = row.root_id
        node = nodes.get(own)
        yield {
            "schema": SOURCE_SCHEMA,
            "id": own,
            "name": (node or names[own]).name or own,
            "kind": (node or names[own]).kind,
            "standing": (node or names[own]).standing,
            "family": node.family if node else None,
            "country": node.country if node else None,
            "aliases": aliases.get(own, []),
            **{key: int(getattr(row, key)) for key in _COUNTS},
            "first_at": row.first_at,
            "last_at": row.last_at,
        }


def _names(connection: Connection, ids: list[str]) -> dict[str, Any]:
    """What events call the roots that are no sources of their own, as those that a judgement names."""
    r = t.event_roots.c
    called = select(r.name, r.kind, r.standing).order_by(r.root_id, r.event_id).limit(1)
    found = {own: connection.execute(called.where(r.root_id == own)).first() for own in ids}
    return {own: row for own, row in found.items() if row is not None}


def _aliases(connection: Connection, ids: list[str]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    a = t.source_aliases.c
    for row in connection.execute(select(a.source_id, a.alias).where(a.source_id.in_(ids)).order_by(a.alias)):
        out[row.source_id].append(row.alias)
    return out

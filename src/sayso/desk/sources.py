"""Sources: how often each is the root of events, and what became of them. Counts only, no score of honesty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.engine import Connection

from sayso.desk.conditions import begins, event_conditions
from sayso.desk.filters import Filter
from sayso.desk.names import outlets_meant, sources_meant
from sayso.desk.ranking import PAGE, Lately, Ranking, events_only, lately
from sayso.store import tables as t
from sayso.store.kept import kept
from sayso.store.rollup_tables import source_sums
from sayso.store.session import among
from sayso.store.totals import sums_of_sources

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
SOURCE_SCHEMA = "sayso-source/1"
_OWN = ("root", "outlet", "country", "ids", "limit", "sort", "min_reports", "min_roots")
_COUNTS = ("claims", "events", "alone", "corroborated", "disputed", "withdrawn")


def sources(store: Store, asked: Filter) -> Iterator[Json]:
    """Sources that are roots of the events asked for, those of most events first."""
    with store.read() as connection:
        rows = list(connection.execute(_ranked(connection, asked, None)))
        for start in range(0, len(rows), PAGE):
            yield from _told(connection, rows[start : start + PAGE])


@kept(16)
def source_ranking(store: Store, asked: Filter, most: int) -> Ranking:
    """The same sources as bare counts, to cut pages from. Where the filter speaks of events, only the newest `most` that meet it
    are counted, and the answer says since when."""
    with store.read() as connection:
        among_newest = lately(connection, events_only(asked, _OWN), most)
        rows = connection.execute(_ranked(connection, asked, among_newest))
        return Ranking(tuple(rows), among_newest.since if among_newest else None)


def sources_told(store: Store, rows: Sequence[Any]) -> list[Json]:
    """Some sources of a ranking as objects of `sayso-source/1`."""
    with store.read() as connection:
        return list(_told(connection, rows))


def _ranked(connection: Connection, asked: Filter, newest: Lately | None) -> Select[Any]:
    """Sources with their counts, those of most events first: over all events from the totals, else from the events."""
    plain = events_only(asked, _OWN)
    if plain == Filter():
        s = source_sums.c
        query = select(source_sums).where(*_own(connection, asked, s.root_id))
        query = query.where(s.claims >= asked.min_reports) if asked.min_reports else query
        query = query.order_by(s.events.desc(), s.claims.desc(), s.root_id)
    else:
        query = _of_events(connection, asked, plain, newest)
    return query if asked.limit is None else query.limit(asked.limit)


def _of_events(connection: Connection, asked: Filter, plain: Filter, newest: Lately | None) -> Select[Any]:
    r = t.event_roots.c
    events, claims = func.count(), func.sum(r.claims)
    query = sums_of_sources(connection).where(*_own(connection, asked, r.root_id))
    if newest is not None:
        query = query.where(among(r.event_id, newest.ids, connection.dialect.name))
    else:
        query = query.where(r.event_id.in_(select(t.events.c.id).where(*event_conditions(connection, plain))))
    if asked.min_reports:
        query = query.having(claims >= asked.min_reports)
    return query.order_by(events.desc(), claims.desc(), r.root_id)


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


def _told(connection: Connection, page: Sequence[Any]) -> Iterator[Json]:
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

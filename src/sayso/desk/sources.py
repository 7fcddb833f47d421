"""Sources: how often each is the root of events, and what became of them. Counts only, no score of honesty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.engine import Connection

from sayso.desk.conditions import begins, event_conditions, unindexed
from sayso.desk.filters import Filter
from sayso.desk.names import outlets_meant, sources_meant
from sayso.store import tables as t
from sayso.store.kept import kept

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
SOURCE_SCHEMA = "sayso-source/1"
PAGE = 200
LATELY = 5_000  # events from which a page counts where no days are asked for
_OWN = ("root", "outlet", "country", "ids", "limit", "sort", "min_reports", "min_roots")
_COUNTS = ("claims", "events", "alone", "corroborated", "disputed", "withdrawn")


def sources(store: Store, asked: Filter) -> Iterator[Json]:
    """Sources that are roots of the events asked for, those of most events first."""
    with store.read() as connection:
        rows = iter(list(connection.execute(_ranked(connection, asked))))
        while page := list(islice(rows, PAGE)):
            yield from _told(connection, page, asked)


@kept(16)
def source_list(store: Store, asked: Filter) -> tuple[Json, ...]:
    """The same as a whole: pages are cut from it, and it holds until the store changes."""
    return tuple(sources(store, asked))


def begun_lately(store: Store) -> str | None:
    """The day on which the newest `LATELY` events begin; None in a store that has no more."""
    at = t.events.c.last_at
    with store.read() as connection:
        found = connection.scalar(select(at).order_by(at.desc()).offset(LATELY).limit(1))
    return str(found)[:10] if found else None


def _ranked(connection: Connection, asked: Filter) -> Select[Any]:
    """Ids of the sources with their number of events and claims: all that the order needs, and no more."""
    r = t.event_roots.c
    events, claims = func.count(), func.sum(r.claims)
    query = select(r.root_id.label("id"), events.label("events"), claims.label("claims")).group_by(r.root_id)
    conditions = event_conditions(connection, events_only(asked, _OWN))
    if conditions:
        query = query.where(r.event_id.in_(select(t.events.c.id).where(*conditions)))
    for name in asked.root:
        query = query.where(r.root_id.in_(sources_meant(connection, name)))
    for name in asked.outlet:
        query = query.where(r.root_id.in_(outlets_meant(name)[0]))
    if asked.country:
        query = query.where(r.root_id.in_(select(t.sources.c.id).where(t.sources.c.country.in_(asked.country))))
    if asked.ids:
        query = query.where(or_(*(begins(r.root_id, one) for one in asked.ids)))
    if asked.min_reports:
        query = query.having(claims >= asked.min_reports)
    query = query.order_by(events.desc(), claims.desc(), r.root_id)
    return query if asked.limit is None else query.limit(asked.limit)


def _told(connection: Connection, page: Sequence[Any], asked: Filter) -> Iterator[Json]:
    """One page of sources with what became of their events."""
    ids = [row.id for row in page]
    detail = _details(connection, ids, asked)
    nodes = {row.id: row for row in connection.execute(select(t.sources).where(t.sources.c.id.in_(ids)))}
    names = _names(connection, [one for one in ids if one not in nodes])
    aliases = _aliases(connection, ids)
    for row in page:
        found, node = detail[row.id], nodes.get(row.id)
        yield {
            "schema": SOURCE_SCHEMA,
            "id": row.id,
            "name": (node or names[row.id]).name or row.id,
            "kind": (node or names[row.id]).kind,
            "standing": (node or names[row.id]).standing,
            "family": node.family if node else None,
            "country": node.country if node else None,
            "aliases": aliases.get(row.id, []),
            **{key: int(getattr(found, key)) for key in _COUNTS},
            "first_at": found.first_at,
            "last_at": found.last_at,
        }


def _details(connection: Connection, ids: list[str], asked: Filter) -> dict[str, Any]:
    r, e = t.event_roots.c, t.events.c
    few = bool(asked.published_since)  # then it is made from the events, else from all that a source ever said

    def told(condition: ColumnElement[bool]) -> Any:
        return func.sum(case((condition, 1), else_=0))

    query = (
        select(
            r.root_id.label("id"),
            func.sum(r.claims).label("claims"),
            func.count().label("events"),
            told(e.independent_roots <= 1).label("alone"),
            *(told(e.verdict == word).label(word) for word in ("corroborated", "disputed", "withdrawn")),
            func.min(e.first_at).label("first_at"),
            func.max(e.last_at).label("last_at"),
        )
        .join(t.events, e.id == r.event_id if few else event_of(connection, r.event_id))
        .group_by(r.root_id)
    )
    conditions = event_conditions(connection, events_only(asked, _OWN))
    if few:
        query = query.where(unindexed(r.root_id).in_(ids), r.event_id.in_(select(e.id).where(*conditions)))
    else:
        query = query.where(r.root_id.in_(ids), *conditions)
    return {row.id: row for row in connection.execute(query)}


def event_of(connection: Connection, key: Any) -> ColumnElement[bool]:
    """The join of a row to its event. SQLite fetches the event, which is long, for `=`; for a range it reads what it is asked
    for from an index."""
    own = t.events.c.id
    return own.between(key, key) if connection.dialect.name == "sqlite" else own == key


def events_only(asked: Filter, own: Sequence[str]) -> Filter:
    """The part of the filter that speaks of events; the rest, under the names `own`, speaks of what is listed itself."""
    plain = Filter()
    return replace(asked, **{name: getattr(plain, name) for name in own})


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

"""Actors of a store: how often each acts, is acted upon, and is the root of what is said."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select, true
from sqlalchemy.engine import Connection

from sayso.desk.conditions import ROLES, begins, event_conditions
from sayso.desk.filters import Filter
from sayso.desk.names import actors_meant
from sayso.desk.ranking import PAGE, Lately, Ranking, events_only, lately
from sayso.store import tables as t
from sayso.store.kept import kept
from sayso.store.rollup_tables import actor_countries, actor_sums, source_sums
from sayso.store.session import among
from sayso.store.totals import sums_of_actors

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
ACTOR_SCHEMA = "sayso-actor/1"
_OWN = ("country", "ids", "limit", "sort", "min_reports", "min_roots")
_COUNTS = ("events", "as_actor", "as_recipient", "as_other")


class Row(NamedTuple):
    """An actor with its counts, as `actor_sums` has them."""

    actor_id: str
    parts: int
    events: int
    as_actor: int
    as_recipient: int
    as_other: int
    first_at: str
    last_at: str


def actors(store: Store, asked: Filter) -> Iterator[Json]:
    """Who takes part in the events asked for: how often as actor, as recipient and as source; the busiest first."""
    plain = events_only(asked, _OWN)
    with store.read() as connection:
        query = _of_all(asked) if plain == Filter() else _of_events(connection, asked, plain)
        rows = [Row(*row) for row in connection.execute(query.limit(asked.limit))]
        for start in range(0, len(rows), PAGE):
            yield from _told(connection, rows[start : start + PAGE])


@kept(16)
def actor_ranking(store: Store, asked: Filter, most: int) -> Ranking[Row]:
    """The same actors as bare counts, to cut pages from. Where the filter speaks of events, only the newest `most` that meet it
    are counted, and the answer says since when."""
    with store.read() as connection:
        newest = lately(connection, events_only(asked, _OWN), most)
        if newest is not None:
            return Ranking(_of_newest(connection, asked, newest)[: asked.limit], newest.since)
        return Ranking(tuple(Row(*row) for row in connection.execute(_of_all(asked).limit(asked.limit))), None)


def actors_told(store: Store, rows: Sequence[Row]) -> list[Json]:
    """Some actors of a ranking as objects of `sayso-actor/1`."""
    with store.read() as connection:
        return list(_told(connection, rows))


def _of_all(asked: Filter) -> Select[Any]:
    s, of_country = actor_sums.c, actor_countries.c
    query = select(actor_sums)
    parts: ColumnElement[int] = s.parts
    if asked.country:
        counted = select(of_country.actor_id, func.sum(of_country.parts).label("parts"))
        there = counted.where(of_country.country.in_(asked.country)).group_by(of_country.actor_id).subquery()
        query, parts = query.join(there, there.c.actor_id == s.actor_id), there.c.parts
    if asked.ids:
        query = query.where(or_(*(begins(s.actor_id, one) for one in asked.ids)))
    if asked.min_reports:
        query = query.where(parts >= asked.min_reports)
    return query.order_by(parts.desc(), s.actor_id)


def _of_events(connection: Connection, asked: Filter, plain: Filter) -> Select[Any]:
    p = t.event_actors.c
    query = sums_of_actors(connection, select(t.events.c.id).where(*event_conditions(connection, plain)))
    own = _own(connection, asked)
    parts = func.count().filter(*own) if own else func.count()
    query = query.where(_begun(asked)).having(parts >= max(1, asked.min_reports))
    return query.order_by(parts.desc(), p.actor_id)


def _of_newest(connection: Connection, asked: Filter, newest: Lately) -> tuple[Row, ...]:
    """The same of some events, whose parts are looked up and counted here: no plan of a database can take the long way."""
    p = t.event_actors.c
    fits = case((and_(true(), *_own(connection, asked)), 1), else_=0)
    query = select(p.actor_id, p.event_id, p.role, fits)
    query = query.where(among(p.event_id, list(newest.events), connection.dialect.name), _begun(asked))
    parts: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        parts[row[0]].append(row)
    made = []
    for own, rows in parts.items():
        number = sum(row[3] for row in rows)
        if number >= max(1, asked.min_reports):
            made.append((-number, own, _row(own, rows, newest)))
    return tuple(row for _, _, row in sorted(made))


def _row(own: str, parts: Sequence[Any], newest: Lately) -> Row:
    roles = [role for _, _, role, _ in parts]
    did, had = roles.count("actor"), roles.count("recipient")
    events = [newest.events[event] for event in {event for _, event, _, _ in parts}]
    first, last = min(event.first_at for event in events), max(event.last_at for event in events)
    return Row(own, len(roles), len(events), did, had, len(roles) - did - had, first, last)


def _own(connection: Connection, asked: Filter) -> list[Any]:
    """What a part in an event must meet to count for the order."""
    p = t.event_actors.c
    who = [actors_meant(connection, name) for role in ROLES for name in getattr(asked, role)]
    own = [p.country == one.country if one.country else p.actor_id.in_(one.ids) for one in who]
    return [*own, p.country.in_(asked.country)] if asked.country else own


def _begun(asked: Filter) -> Any:
    own = t.event_actors.c.actor_id
    return or_(*(begins(own, one) for one in asked.ids)) if asked.ids else true()


def _told(connection: Connection, rows: Sequence[Row]) -> Iterator[Json]:
    ids = [row.actor_id for row in rows]
    r, p = source_sums.c, t.event_actors.c
    said = select(r.root_id, r.events).where(among(r.root_id, ids, connection.dialect.name))
    as_source = {row[0]: int(row[1]) for row in connection.execute(said)}
    one = select(p.name, p.kind, p.country, p.sectors).where(p.actor_id == bindparam("own"))
    one = one.order_by(p.actor_id, p.role, p.event_id, p.position).limit(1)  # as an index has them
    for row in rows:
        called = connection.execute(one, {"own": row.actor_id}).one()
        yield {
            "schema": ACTOR_SCHEMA,
            "id": row.actor_id,
            "name": called.name,
            "kind": called.kind,
            "country": called.country,
            "sectors": json.loads(called.sectors),
            **{key: int(getattr(row, key)) for key in _COUNTS},
            "as_source": as_source.get(row.actor_id, 0),
            "first_at": row.first_at,
            "last_at": row.last_at,
        }

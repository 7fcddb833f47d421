"""Actors of a store: how often each acts, is acted upon, and is the root of what is said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, func, or_, select
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


def actors(store: Store, asked: Filter) -> Iterator[Json]:
    """Who takes part in the events asked for: how often as actor, as recipient and as source; the busiest first."""
    with store.read() as connection:
        rows = list(connection.execute(_ranked(connection, asked, None)))
        for start in range(0, len(rows), PAGE):
            yield from _told(connection, rows[start : start + PAGE])


@kept(16)
def actor_ranking(store: Store, asked: Filter, most: int) -> Ranking:
    """The same actors as bare counts, to cut pages from. Where the filter speaks of events, only the newest `most` that meet it
    are counted, and the answer says since when."""
    with store.read() as connection:
        among_newest = lately(connection, events_only(asked, _OWN), most)
        rows = connection.execute(_ranked(connection, asked, among_newest))
        return Ranking(tuple(rows), among_newest.since if among_newest else None)


def actors_told(store: Store, rows: Sequence[Any]) -> list[Json]:
    """Some actors of a ranking as objects of `sayso-actor/1`."""
    with store.read() as connection:
        return list(_told(connection, rows))


def _ranked(connection: Connection, asked: Filter, newest: Lately | None) -> Select[Any]:
    """Actors with their counts, those who take part most often first: over all events from the totals, else from the events."""
    plain = events_only(asked, _OWN)
    query = _of_all(asked) if plain == Filter() else _of_events(connection, asked, plain, newest)
    return query if asked.limit is None else query.limit(asked.limit)


def _of_all(asked: Filter) -> Select[Any]:
    s, of_country = actor_sums.c, actor_countries.c
    query, parts = select(actor_sums), s.parts
    if asked.country:
        counted = select(of_country.actor_id, func.sum(of_country.parts).label("parts"))
        there = counted.where(of_country.country.in_(asked.country)).group_by(of_country.actor_id).subquery()
        query, parts = query.join(there, there.c.actor_id == s.actor_id), there.c.parts
    if asked.ids:
        query = query.where(or_(*(begins(s.actor_id, one) for one in asked.ids)))
    if asked.min_reports:
        query = query.where(parts >= asked.min_reports)
    return query.order_by(parts.desc(), s.actor_id)


def _of_events(connection: Connection, asked: Filter, plain: Filter, newest: Lately | None) -> Select[Any]:
    p = t.event_actors.c
    query = sums_of_actors(connection)
    if newest is not None:
        query = query.where(among(p.event_id, newest.ids, connection.dialect.name))
    else:
        query = query.where(p.event_id.in_(select(t.events.c.id).where(*event_conditions(connection, plain))))
    own: list[Any] = []
    for role in ROLES:
        for name in getattr(asked, role):
            who = actors_meant(connection, name)
            own.append(p.country == who.country if who.country else p.actor_id.in_(who.ids))
    if asked.country:
        own.append(p.country.in_(asked.country))
    if asked.ids:
        query = query.where(or_(*(begins(p.actor_id, one) for one in asked.ids)))
    parts = func.count().filter(*own) if own else func.count()
    return query.having(parts >= max(1, asked.min_reports)).order_by(parts.desc(), p.actor_id)


def _told(connection: Connection, rows: Sequence[Any]) -> Iterator[Json]:
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

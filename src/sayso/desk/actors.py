"""Actors of a store: how often each acts, is acted upon, and is the root of what is said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.engine import Connection

from sayso.desk.conditions import ROLES, begins, event_conditions
from sayso.desk.filters import Filter
from sayso.desk.names import actors_meant
from sayso.desk.sources import PAGE, event_of, events_only
from sayso.store import tables as t
from sayso.store.kept import kept

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
ACTOR_SCHEMA = "sayso-actor/1"
_OWN = ("country", "ids", "limit", "sort", "min_reports", "min_roots")
_PARTS = ("as_actor", "as_recipient", "as_other")


def actors(store: Store, asked: Filter) -> Iterator[Json]:
    """Who takes part in the events asked for: how often as actor, as recipient and as source; the busiest first."""
    with store.read() as connection:
        rows = iter(list(connection.execute(_ranked(connection, asked))))
        while page := list(islice(rows, PAGE)):
            yield from _told(connection, page, asked)


@kept(16)
def actor_list(store: Store, asked: Filter) -> tuple[Json, ...]:
    """The same as a whole: pages are cut from it, and it holds until the store changes."""
    return tuple(actors(store, asked))


def _ranked(connection: Connection, asked: Filter) -> Select[Any]:
    """Ids of the actors, those who take part most often first."""
    p = t.event_actors.c
    parts = func.count()
    query = select(p.actor_id.label("id")).group_by(p.actor_id)
    conditions = event_conditions(connection, events_only(asked, _OWN))
    if conditions:
        query = query.where(p.event_id.in_(select(t.events.c.id).where(*conditions)))
    for role in ROLES:
        for name in getattr(asked, role):
            who = actors_meant(connection, name)
            query = query.where(p.country == who.country if who.country else p.actor_id.in_(who.ids))
    if asked.country:
        query = query.where(p.country.in_(asked.country))
    if asked.ids:
        query = query.where(or_(*(begins(p.actor_id, one) for one in asked.ids)))
    if asked.min_reports:
        query = query.having(parts >= asked.min_reports)
    query = query.order_by(parts.desc(), p.actor_id)
    return query if asked.limit is None else query.limit(asked.limit)


def _told(connection: Connection, page: Sequence[Any], asked: Filter) -> Iterator[Json]:
    ids = [row.id for row in page]
    detail = _details(connection, ids, asked)
    r = t.event_roots.c
    said = select(r.root_id, func.count()).where(r.root_id.in_(ids)).group_by(r.root_id)
    as_source = {row[0]: int(row[1]) for row in connection.execute(said)}
    for one in ids:
        row = detail[one]
        yield {
            "schema": ACTOR_SCHEMA,
            "id": one,
            "name": row.name,
            "kind": row.kind,
            "country": row.country,
            "sectors": json.loads(row.sectors),
            "events": row.events,
            **{key: int(getattr(row, key)) for key in _PARTS},
            "as_source": as_source.get(one, 0),
            "first_at": row.first_at,
            "last_at": row.last_at,
        }


def _details(connection: Connection, ids: list[str], asked: Filter) -> dict[str, Any]:
    p, e = t.event_actors.c, t.events.c

    def part(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    query = (
        select(
            p.actor_id.label("id"),
            *(func.max(p[name]).label(name) for name in ("name", "kind", "country", "sectors")),
            func.count(p.event_id.distinct()).label("events"),
            part(p.role == "actor").label("as_actor"),
            part(p.role == "recipient").label("as_recipient"),
            part(p.role.not_in(("actor", "recipient"))).label("as_other"),
            func.min(e.first_at).label("first_at"),
            func.max(e.last_at).label("last_at"),
        )
        .join(t.events, event_of(connection, p.event_id))
        .where(p.actor_id.in_(ids), *event_conditions(connection, events_only(asked, _OWN)))
        .group_by(p.actor_id)
    )
    return {row.id: row for row in connection.execute(query)}

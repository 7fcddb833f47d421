"""Sources: how often each is the root of events, and what became of them. Counts only, no score of honesty."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.engine import Connection

from sayso.desk.conditions import ROLES, begins, event_conditions, outlets_meant
from sayso.desk.filters import Filter
from sayso.desk.names import actors_meant, sources_meant
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
SOURCE_SCHEMA, ACTOR_SCHEMA = "sayso-source/1", "sayso-actor/1"
_OF_SOURCES = ("root", "outlet", "country", "ids", "limit", "sort", "min_reports", "min_roots")


def sources(store: Store, asked: Filter) -> Iterator[Json]:
    """Sources that are roots of the events asked for, those of most events first."""
    with store.read() as connection:
        rows = list(connection.execute(_source_query(connection, asked)))
        aliases = _aliases(connection, [row.id for row in rows])
    for row in rows:
        yield {
            "schema": SOURCE_SCHEMA,
            "id": row.id,
            "name": row.name or row.id,
            "kind": row.kind,
            "standing": row.standing,
            "family": row.family,
            "country": row.country,
            "aliases": aliases.get(row.id, []),
            **{key: int(getattr(row, key) or 0) for key in _COUNTS},
            "first_at": row.first_at,
            "last_at": row.last_at,
        }


_COUNTS = ("claims", "events", "alone", "corroborated", "disputed", "withdrawn")


def _source_query(connection: Connection, asked: Filter) -> Select[Any]:
    r, e, s = t.event_roots.c, t.events.c, t.sources.c
    inside = event_conditions(connection, _events_only(asked))

    def told(condition: ColumnElement[bool]) -> Any:
        return func.sum(case((condition, 1), else_=0))

    counted = (
        select(
            r.root_id.label("id"),
            func.min(r.name).label("name"),
            func.min(r.kind).label("kind"),
            func.min(r.standing).label("standing"),
            func.sum(r.claims).label("claims"),
            func.count().label("events"),
            told(e.independent_roots <= 1).label("alone"),
            *(told(e.verdict == word).label(word) for word in ("corroborated", "disputed", "withdrawn")),
            func.min(e.first_at).label("first_at"),
            func.max(e.last_at).label("last_at"),
        )
        .join(t.events, e.id == r.event_id)
        .where(*inside)
        .group_by(r.root_id)
        .subquery()
    )
    n = counted.c
    query = select(
        n.id, func.coalesce(s.name, n.name).label("name"), func.coalesce(s.kind, n.kind).label("kind"),
        func.coalesce(s.standing, n.standing).label("standing"), s.family, s.country,
        *(n[key] for key in (*_COUNTS, "first_at", "last_at")),
    ).outerjoin(t.sources, s.id == n.id)  # fmt: skip
    for name in asked.root:
        query = query.where(n.id.in_(sources_meant(connection, name)))
    for name in asked.outlet:
        query = query.where(n.id.in_(outlets_meant(name)[0]))
    if asked.country:
        query = query.where(s.country.in_(asked.country))
    if asked.ids:
        query = query.where(or_(*(begins(n.id, one) for one in asked.ids)))
    if asked.min_reports:
        query = query.where(n.claims >= asked.min_reports)
    query = query.order_by(n.events.desc(), n.claims.desc(), n.id)
    return query if asked.limit is None else query.limit(asked.limit)


def _events_only(asked: Filter) -> Filter:
    """The part of the filter that speaks of events; the rest speaks of the sources or actors themselves."""
    plain = Filter()
    return replace(asked, **{name: getattr(plain, name) for name in _OF_SOURCES})


def _aliases(connection: Connection, ids: list[str]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    a = t.source_aliases.c
    wanted = set(ids)
    for row in connection.execute(select(a.source_id, a.alias).order_by(a.source_id, a.alias)):
        if row.source_id in wanted:
            out[row.source_id].append(row.alias)
    return out


def actors(store: Store, asked: Filter) -> Iterator[Json]:
    """Who takes part in the events asked for: how often as actor, as recipient and as source; the busiest first."""
    with store.read() as connection:
        rows = list(connection.execute(_actor_query(connection, asked)))
    for row in rows:
        yield {
            "schema": ACTOR_SCHEMA,
            "id": row.id,
            "name": row.name,
            "kind": row.kind,
            "country": row.country,
            "sectors": json.loads(row.sectors),
            **{key: int(getattr(row, key) or 0) for key in _PARTS},
            "first_at": row.first_at,
            "last_at": row.last_at,
        }


_PARTS = ("events", "as_actor", "as_recipient", "as_other", "as_source")


def _actor_query(connection: Connection, asked: Filter) -> Select[Any]:
    p, e, r = t.event_actors.c, t.events.c, t.event_roots.c
    wanted = _events_only(asked)
    found = (
        select(
            p.actor_id.label("id"),
            func.max(p.name).label("name"),
            func.max(p.kind).label("kind"),
            func.max(p.country).label("country"),
            func.max(p.sectors).label("sectors"),
            func.count(p.event_id.distinct()).label("events"),
            func.sum(case((p.role == "actor", 1), else_=0)).label("as_actor"),
            func.sum(case((p.role == "recipient", 1), else_=0)).label("as_recipient"),
            func.sum(case((p.role.in_(("actor", "recipient")), 0), else_=1)).label("as_other"),
            func.min(e.first_at).label("first_at"),
            func.max(e.last_at).label("last_at"),
        )
        .join(t.events, e.id == p.event_id)
        .where(*event_conditions(connection, wanted))
    )
    for role in ROLES:
        for name in getattr(asked, role):
            who = actors_meant(connection, name)
            found = found.where(p.country == who.country if who.country else p.actor_id.in_(who.ids))
    if asked.country:
        found = found.where(p.country.in_(asked.country))
    if asked.ids:
        found = found.where(or_(*(begins(p.actor_id, one) for one in asked.ids)))
    counted = found.group_by(p.actor_id).subquery()
    said = select(r.root_id, func.count().label("as_source")).group_by(r.root_id).subquery()
    n = counted.c
    query = select(*n, said.c.as_source).outerjoin(said, said.c.root_id == n.id)
    if asked.min_reports:
        query = query.where(n.events >= asked.min_reports)
    query = query.order_by(n.events.desc(), n.id)
    return query if asked.limit is None else query.limit(asked.limit)

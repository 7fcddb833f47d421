"""A filter as conditions of SQL, for the table of events and for that of claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.engine import Connection

from sayso.desk.filters import Filter
from sayso.desk.names import actors_meant, outlets_meant, sources_meant
from sayso.errors import InputError
from sayso.store import tables as t
from sayso.store.reading import search
from sayso.store.session import among

Condition = ColumnElement[bool]
ROLES = {"actor": ("actor",), "recipient": ("recipient",), "party": ("actor", "recipient")}


def event_conditions(connection: Connection, asked: Filter) -> Iterator[Condition]:
    """What an event must meet."""
    e = t.events.c
    if asked.since:
        yield func.coalesce(e.latest, e.last_at) >= asked.since
    if asked.until:
        yield func.coalesce(e.earliest, e.latest, e.first_at) < asked.until
    if asked.published_since:
        yield e.last_at >= asked.published_since
    if asked.published_until:
        yield e.first_at < asked.published_until
    yield from _shared(e, asked)
    for role in ROLES:
        for name in getattr(asked, role):
            yield e.id.in_(_with_party(connection, t.event_actors, t.event_actors.c.event_id, role, name))
    if asked.verdict:
        yield e.verdict.in_(asked.verdict)
    if asked.min_roots:
        yield e.independent_roots >= asked.min_roots
    if asked.min_reports:
        yield e.reports >= asked.min_reports
    if asked.story:
        yield begins(e.story_id, full_id(asked.story, "story"))
    if asked.status:
        stated = select(t.event_claims.c.event_id).join(t.claims, t.claims.c.id == t.event_claims.c.claim_id)
        yield e.id.in_(stated.where(t.claims.c.status.in_(asked.status)))
    for name in asked.root:
        rooted = select(t.event_roots.c.event_id)
        yield e.id.in_(rooted.where(t.event_roots.c.root_id.in_(sources_meant(connection, name))))
    for articles in article_selects(connection, asked):
        yield e.id.in_(select(t.event_articles.c.event_id).where(t.event_articles.c.article_id.in_(articles)))
    if asked.ids:
        yield e.id.in_(event_ids(connection, asked.ids))


def claim_conditions(connection: Connection, asked: Filter) -> Iterator[Condition]:
    """What a claim must meet."""
    c, a = t.claims.c, t.articles.c
    if asked.since:
        yield func.coalesce(c.latest, a.ordered_at) >= asked.since
    if asked.until:
        yield func.coalesce(c.earliest, c.latest, a.ordered_at) < asked.until
    if asked.published_since:
        yield a.ordered_at >= asked.published_since
    if asked.published_until:
        yield a.ordered_at < asked.published_until
    yield from _shared(c, asked)
    for role in ROLES:
        for name in getattr(asked, role):
            yield c.id.in_(_with_party(connection, t.participants, t.participants.c.claim_id, role, name))
    if asked.status:
        yield c.status.in_(asked.status)
    for name in asked.root:
        ids = sources_meant(connection, name)
        joined = select(t.source_aliases.c.alias).where(t.source_aliases.c.source_id.in_(ids))
        yield or_(c.root_id.in_(ids), c.root_id.in_(joined), c.root_name == name)
    if asked.story:
        of_story = select(t.story_articles.c.article_id).where(
            begins(t.story_articles.c.story_id, full_id(asked.story, "story"))
        )
        yield c.article_id.in_(of_story)
    for articles in article_selects(connection, asked):
        yield c.article_id.in_(articles)
    if asked.verdict or asked.min_roots or asked.min_reports:
        judged = select(t.event_claims.c.claim_id).join(t.events, t.events.c.id == t.event_claims.c.event_id)
        inside = Filter(verdict=asked.verdict, min_roots=asked.min_roots, min_reports=asked.min_reports)
        yield c.id.in_(judged.where(and_(*event_conditions(connection, inside))))
    if asked.ids:
        yield or_(*(begins(c.id, full_id(one, "claim")) for one in asked.ids))


def _shared(columns: Any, asked: Filter) -> Iterator[Condition]:
    if asked.types:
        yield columns.type.in_(asked.types)
    if asked.modes:
        yield or_(*(_mode(columns, mode) for mode in asked.modes))
    if asked.quads:
        yield columns.quad.in_(asked.quads)
    if asked.country:
        yield columns.place_country.in_(asked.country)
    if asked.place:
        low = asked.place.lower()
        names = [func.lower(columns.place) == low, func.lower(columns.place_admin1) == low]
        yield or_(*names, columns.geonames_id == int(low)) if low.isdecimal() and len(low) < 12 else or_(*names)
    if asked.export:
        yield columns.export.is_(True)


def _mode(columns: Any, mode: str) -> Condition:
    kind, _, code = mode.rpartition("/")
    return and_(columns.type == kind, columns.mode == code) if kind else columns.mode == code


def _with_party(connection: Connection, table: Any, key: Any, role: str, name: str) -> Select[Any]:
    """Keys of the events or claims in which whoever is meant has one of the roles; `party` means any role."""
    who = actors_meant(connection, name)
    found = select(key)
    if role != "party":
        found = found.where(table.c.role.in_(ROLES[role]))
    return found.where(table.c.country == who.country if who.country else table.c.actor_id.in_(who.ids))


def article_selects(connection: Connection, asked: Filter) -> Iterator[Select[Any]]:
    """Ids of the articles by outlet and by words, each a condition of its own."""
    if asked.outlet:
        meant = [outlets_meant(name) for name in asked.outlet]
        a = t.articles.c
        ids = [one for listed, _ in meant for one in listed]
        names = [name.lower() for _, name in meant]
        yield select(a.id).where(or_(a.outlet_id.in_(ids), func.lower(a.outlet).in_(names)))
    if asked.text:
        found = search(connection, asked.text)
        if not found and not any(c.isalnum() for c in asked.text):
            raise InputError(f"{asked.text!r} holds no word to look for", code="usage", value=asked.text)
        yield select(t.articles.c.id).where(among(t.articles.c.id, found, connection.dialect.name))


def event_ids(connection: Connection, given: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of events for ids, beginnings of ids, and ids that an event had before earlier reports joined it."""
    out: list[str] = []
    for one in (full_id(one, "event") for one in given):
        now = select(t.events.c.id).where(begins(t.events.c.id, one)).limit(2)
        once = select(t.event_claims.c.event_id).where(begins(t.event_claims.c.would_be, one)).distinct().limit(2)
        found = [row[0] for row in connection.execute(now)] or [row[0] for row in connection.execute(once)]
        if len(found) > 1 and one not in found:
            raise InputError(f"{one!r} begins the ids of several events; give more of it", code="usage", value=one)
        out += [one] if one in found else found
    return tuple(dict.fromkeys(out))


def full_id(text: str, kind: str) -> str:
    """An id with its kind: people may leave that out."""
    return text if ":" in text else f"{kind}:{text}"


def begins(column: Any, start: str) -> Condition:
    """Ids from `start` on that begin with it: a range, which an index answers."""
    return and_(column >= start, column < start + "\U0010ffff")


Conditions = Callable[[Connection, Filter], Iterator[Condition]]

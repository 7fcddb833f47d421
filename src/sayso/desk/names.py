"""Whom a name in a question means, as the store knows actors, outlets and sources."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import exists, func, or_, select
from sqlalchemy.engine import Connection

from sayso.desk.filters import country_code, country_names, like
from sayso.errors import InputError
from sayso.model import slug
from sayso.store import tables as t

_ID = re.compile(r"(actor|outlet|unnamed|source|document|author):\S+")
_NEAR = 6  # names told where none fits
_MOST_NAMES = 5000  # that a wrong one is compared with


@dataclass(frozen=True, slots=True)
class Who:
    """Ids that a name means; or a country, which means all its actors."""

    ids: tuple[str, ...] = ()
    country: str | None = None


def actors_meant(connection: Connection, text: str) -> Who:
    """An id as it is; a country (code or name) means every actor of it; a name means whoever the store has under it."""
    if _ID.fullmatch(text):
        return Who((text,))
    if country := country_code(text):
        return Who(country=country)
    ids = (
        _present(connection, [f"{prefix}:{slug(text)}" for prefix in ("actor", "outlet")])
        or _present(connection, _known(text))
        or _named(connection, text)
    )
    if ids:
        return Who(ids)
    if known := _known(text):
        return Who(tuple(known[:1]))  # whom we know but nobody wrote of: an empty answer, no mistake
    near = like(text, {*_all_names(connection), *country_names()})
    if near:
        told = f"did you mean {' or '.join(near)}?"
    elif near := _containing(connection, text):
        told = f"actors with such a name: {', '.join(near)}"
    else:
        told = "see who is in the store: sayso actors"
    raise InputError(f"nobody in the store is called {text!r}; {told}", code="unknown_actor", value=text)


def outlets_meant(text: str) -> tuple[tuple[str, ...], str]:
    """Ids of the outlet that a name, a domain or an id means, and the name itself for outlets that have no id."""
    from sayso.knowledge.outlets import outlets_named

    if text.startswith("outlet:"):
        return (text,), text
    found = outlets_named(text)
    return tuple(outlet.id for outlet in found[:1]) or (f"outlet:{slug(text)}",), text


def sources_meant(connection: Connection, text: str) -> tuple[str, ...]:
    """Ids of the sources that a name or an id means, aliases too."""
    if _ID.fullmatch(text):
        return (text,)
    ids, _ = outlets_meant(text)
    wanted = [*ids, *(f"{prefix}:{slug(text)}" for prefix in ("outlet", "actor", "unnamed")), *_known(text)]
    sources, aliases = t.sources, t.source_aliases
    low = text.lower()
    named = select(sources.c.id).where(or_(sources.c.name == text, func.lower(sources.c.name) == low))
    also = select(aliases.c.source_id).where(or_(aliases.c.alias == text, func.lower(aliases.c.alias) == low))
    joined = select(aliases.c.source_id).where(aliases.c.alias.in_(wanted))
    found = [row[0] for statement in (named, also, joined) for row in connection.execute(statement)]
    return tuple(dict.fromkeys((*found, *wanted)))


def _known(text: str) -> list[str]:
    """Ids of whom our tables know under the name, best first; only those about as likely as the best."""
    from sayso.knowledge.lookup import look_up

    found = look_up(text)
    return [m.known.id for m in found if m.certainty >= found[0].certainty - 0.15]


def _present(connection: Connection, ids: list[str]) -> tuple[str, ...]:
    """Those of the ids that take part in an event or a claim."""
    out = []
    for one in dict.fromkeys(ids):
        events = exists().where(t.event_actors.c.actor_id == one)
        claims = exists().where(t.participants.c.actor_id == one)
        if connection.scalar(select(or_(events, claims))):
            out.append(one)
    return tuple(out)


def _named(connection: Connection, text: str) -> tuple[str, ...]:
    """Actors of that name; in other letter case only if none is spelt so, since that looks at every row."""
    name = t.event_actors.c.name
    for same in (name == text, func.lower(name) == text.lower()):
        rows = connection.execute(select(t.event_actors.c.actor_id).distinct().where(same).limit(20)).all()
        if rows:
            return tuple(sorted(row[0] for row in rows))
    return ()


def _all_names(connection: Connection) -> list[str]:
    """The names of actors, in a large store of the busiest ones."""
    actors = t.event_actors.c
    rows = connection.execute(
        select(actors.name).group_by(actors.name).order_by(func.count().desc(), actors.name).limit(_MOST_NAMES)
    )
    return [row[0] for row in rows]


def near_names(connection: Connection, kind: str, text: str) -> list[str]:
    """Outlets (of articles) or roots (of events) of the store that are spelt nearly like a name; nothing for one that is there."""
    name = t.articles.c.outlet if kind == "outlet" else t.event_roots.c.name
    listed = select(name).where(name.is_not(None)).group_by(name).order_by(func.count().desc(), name).limit(_MOST_NAMES)
    known = [row[0] for row in connection.execute(listed)]
    return [] if text.lower() in (one.lower() for one in known) else like(text, known)


def _containing(connection: Connection, text: str) -> list[str]:
    """Names in the store that hold one of the longer words of the text."""
    actors = t.event_actors
    words = [w for w in re.findall(r"\w+", text.lower()) if len(w) > 3][:4]
    if not words:
        return []
    likes = or_(*(func.lower(actors.c.name).contains(word, autoescape=True) for word in words))
    rows = connection.execute(
        select(actors.c.name, func.count().label("n")).where(likes).group_by(actors.c.name)
        .order_by(func.count().desc(), actors.c.name).limit(_NEAR)
    )  # fmt: skip
    return [row[0] for row in rows]

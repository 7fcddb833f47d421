"""Everything about one event: its claims, the articles of each root with the copies under them, its story."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sayso.model.ledger import Copy, moment
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One article of an event, with the claims that it makes of it and the copies of it."""

    article: Json
    claims: tuple[Json, ...]
    copies: tuple[tuple[Copy, Told], ...] = ()


@dataclass(frozen=True, slots=True)
class RootView:
    """One root with the articles that rest on it, copies folded under what they copy."""

    root: Json
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    event: Json
    roots: tuple[RootView, ...]
    claims: dict[str, Json]  # by id; each with `stance` and `outlet`
    story: Json | None


def event_view(store: Store, event: Json) -> EventView:
    """The event with all that people want to see beside it."""
    with store.read() as connection:
        claims = _claims(connection, event)
        articles = _articles(connection, event["articles"])
        story = _story(connection, event["story"])
    copies = [c for c in store.copies_of(event["articles"]) if {c.child, c.parent} <= set(event["articles"])]
    roots = tuple(_root_view(root, claims, articles, copies) for root in event["root_details"])
    return EventView(event, roots, claims, story)


def _claims(connection: Connection, event: Json) -> dict[str, Json]:
    c = t.claims.c
    rows = connection.execute(select(c.id, c.article_id, c.json).where(c.id.in_(event["claims"])))
    stances = dict(zip(event["claims"], event["stances"], strict=True))
    return {row.id: json.loads(row.json) | {"article": row.article_id, "stance": stances[row.id]} for row in rows}


def _articles(connection: Connection, ids: list[str]) -> dict[str, Json]:
    a = t.articles.c
    rows = connection.execute(
        select(a.id, a.given_id, a.outlet, a.title, a.url, a.published_at, a.seen_at).where(a.id.in_(ids))
    ).mappings()
    return {row["id"]: dict(row) for row in rows}


def _story(connection: Connection, own: str | None) -> Json | None:
    row = connection.execute(select(t.stories).where(t.stories.c.id == own)).mappings().first()
    return dict(row) if row else None


def _root_view(root: Json, claims: dict[str, Json], articles: dict[str, Json], copies: list[Copy]) -> RootView:
    inside = sorted((one for one in root["articles"] if one in articles), key=lambda one: _at(articles[one]))
    parents = _parents(inside, copies)
    below: dict[str, list[Copy]] = {}
    for edge in sorted(parents.values(), key=lambda edge: inside.index(edge.child)):
        below.setdefault(edge.parent, []).append(edge)

    def told(one: str) -> Told:
        own = tuple(claims[c] for c in root["claims"] if c in claims and claims[c]["article"] == one)
        return Told(articles[one], own, tuple((edge, told(edge.child)) for edge in below.get(one, ())))

    return RootView(root, tuple(told(one) for one in inside if one not in parents))


def _at(article: Json) -> tuple[str, str]:
    """The place of an article in the canonical order."""
    return moment(article["published_at"] or article["seen_at"] or ""), article["id"]


def _parents(inside: list[str], copies: list[Copy]) -> dict[str, Copy]:
    """The best edge of each article to an earlier one of the same root; canonical order keeps it without rings."""
    place = {one: n for n, one in enumerate(inside)}
    out: dict[str, Copy] = {}
    for edge in sorted(copies, key=lambda c: (-c.score, c.parent)):
        if edge.child in place and edge.parent in place and place[edge.parent] < place[edge.child]:
            out.setdefault(edge.child, edge)
    return out

"""One search over everything: articles by their words, and from them events and stories; actors and sources by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select
from sqlalchemy.engine import Connection

from sayso.desk.events import events_by_id
from sayso.desk.stories import stories_by_id
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
MOST = 200  # articles that are looked at


def search(store: Store, words: str, *, size: int = 10) -> Json:
    """The best events, stories, articles and actors for some words; empty lists where nothing fits."""
    words = words.strip()
    if not words:
        return {"events": [], "stories": [], "articles": [], "actors": []}
    articles = store.search_articles(words)[:MOST]
    with store.read() as connection:
        actors = _actors(connection, words, size)
        events = _of_articles(connection, t.event_articles.c, "event_id", articles, size)
        events = list(dict.fromkeys([*_titled(connection, words, size), *events]))[:size]
        stories = _of_articles(connection, t.story_articles.c, "story_id", articles, size)
        told = _articles(connection, articles[:size])
    return {
        "events": events_by_id(store, events),
        "stories": stories_by_id(store, stories),
        "articles": told,
        "actors": actors,
    }


def _titled(connection: Connection, words: str, size: int) -> list[str]:
    """An event whose id begins so."""
    own = words if ":" in words else f"event:{words}"
    if not own.partition(":")[2] or not all(c in "0123456789abcdef" for c in own.partition(":")[2]):
        return []
    e = t.events.c
    return list(connection.scalars(select(e.id).where(e.id >= own, e.id < own + "g").limit(size)))


def _of_articles(connection: Connection, columns: Any, group: str, articles: list[str], size: int) -> list[str]:
    """The groups that most of the articles are in, those of the best article first."""
    if not articles:
        return []
    rank = {own: number for number, own in enumerate(articles)}
    best: dict[str, tuple[int, int]] = {}
    rows = connection.execute(select(columns[group], columns.article_id).where(columns.article_id.in_(articles)))
    for row in rows:
        count, first = best.get(row[0], (0, len(articles)))
        best[row[0]] = (count + 1, min(first, rank[row[1]]))
    return sorted(best, key=lambda own: (best[own][1] // 5, -best[own][0], best[own][1], own))[:size]


def _articles(connection: Connection, ids: list[str]) -> list[Json]:
    a = t.articles.c
    rows = connection.execute(
        select(a.id, a.outlet, a.title, a.url, a.published_at, a.seen_at).where(a.id.in_(ids))
    ).mappings()
    found = {row["id"]: dict(row) for row in rows}
    return [found[one] for one in ids if one in found]


def _actors(connection: Connection, words: str, size: int) -> list[Json]:
    """Actors of events whose name begins with the words, or holds them as whole words."""
    p = t.event_actors.c
    low = words.lower()
    name = func.lower(p.name)
    query = (
        select(p.actor_id.label("id"), func.max(p.name).label("name"), func.max(p.country).label("country"), func.count().label("events"))
        .where(or_(p.name.in_({words, words.title(), words.upper(), words.capitalize()}), name.startswith(low, autoescape=True)))
        .group_by(p.actor_id).order_by(func.count().desc(), p.actor_id).limit(size)
    )  # fmt: skip
    return [dict(row) for row in connection.execute(query).mappings()]

"""One search over everything: articles by their words, and from them events and stories; actors and sources by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, text
from sqlalchemy.engine import Connection

from sayso.desk.events import events_by_id
from sayso.desk.stories import stories_by_id
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
MOST = 200  # articles that are looked at
NAMES = 100  # names that are looked at
SAME = 200  # rows of a name, among which several actors may be


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
    """Actors of events whose name begins with the words, those with most parts first."""
    p = t.event_actors.c
    found: dict[str, Json] = {}
    for name in _names(connection, words):
        rows = select(p.actor_id, p.country).where(p.name == name).limit(SAME)
        for own, country in connection.execute(rows):
            told = found.setdefault(own, {"id": own, "name": name, "country": country})
            told["country"] = told["country"] or country
    counts = {
        own: int(connection.scalar(select(func.count()).where(p.actor_id == own)) or 0) for own in list(found)[:NAMES]
    }
    listed = sorted(counts, key=lambda own: (-counts[own], own))[:size]
    return [found[own] | {"events": counts[own]} for own in listed]


# The next name is one seek in an index; looking at every row of a large store takes half a minute.
_NEXT = """
WITH RECURSIVE found(name) AS (
  SELECT min(name) FROM event_actors WHERE name >= :first AND name < :last
  UNION ALL
  SELECT (SELECT min(e.name) FROM event_actors e WHERE e.name > found.name AND e.name < :last)
  FROM found WHERE found.name IS NOT NULL
)
SELECT name FROM found WHERE name IS NOT NULL LIMIT :most
"""


def _names(connection: Connection, words: str) -> list[str]:
    """Names that begin with the words, in any of the ways in which names are written large and small."""
    low, first = words.lower(), words.split()[0]
    starts = {form for one in (words, first) for form in (one, one.lower(), one.upper(), one.title(), one.capitalize())}
    found: set[str] = set()
    for start in starts:
        asked = {"first": start, "last": f"{start}\U0010ffff", "most": NAMES}
        found.update(connection.scalars(text(_NEXT), asked))
    return sorted(name for name in found if name.lower().startswith(low))[:NAMES]

"""Stories: articles on one affair, with the outlets that tell them and the events that they tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from sayso.codec.derived import story_to_dict
from sayso.desk.conditions import article_selects, begins, event_conditions, full_id
from sayso.desk.filters import Filter
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
PAGE = 200
_OF_EVENTS = (
    *("types", "modes", "quads", "actor", "recipient", "party", "country", "place", "root", "verdict", "status"),
    *("min_roots", "export"),
)


def story_query(connection: Connection, asked: Filter) -> Select[Any]:
    """Ids of the stories that are asked for: the newest first, or those with most articles."""
    s = t.stories.c
    query = select(s.id)
    since, until = asked.since or asked.published_since, asked.until or asked.published_until
    if since:
        query = query.where(s.last_at >= since)
    if until:
        query = query.where(s.first_at < until)
    if asked.min_reports:
        query = query.where(s.articles >= asked.min_reports)
    for articles in article_selects(connection, asked):
        inside = t.story_articles.c
        query = query.where(s.id.in_(select(inside.story_id).where(inside.article_id.in_(articles))))
    plain = Filter()
    if any(getattr(asked, name) != getattr(plain, name) for name in _OF_EVENTS):
        wanted = replace(plain, **{name: getattr(asked, name) for name in _OF_EVENTS})
        held = select(t.events.c.story_id).where(*event_conditions(connection, wanted))
        query = query.where(s.id.in_(held))
    for one in asked.ids or ((asked.story,) if asked.story else ()):
        query = query.where(begins(s.id, full_id(one, "story")))
    order = (s.articles.desc(),) if asked.sort in ("reports", "roots") else ()
    query = query.order_by(*order, s.last_at.desc(), s.id)
    return query if asked.limit is None else query.limit(asked.limit)


def stories(store: Store, asked: Filter) -> Iterator[Json]:
    """Stories as objects of `sayso-story/1`."""
    with store.read() as connection:
        rows = connection.execute(story_query(connection, asked), execution_options={"yield_per": PAGE})
        ids = (row[0] for row in rows)
        while page := list(islice(ids, PAGE)):
            yield from stories_by_id(store, page)


def stories_by_id(store: Store, ids: Sequence[str]) -> list[Json]:
    """The stories of these ids, in the order of the ids."""
    found = {story.id: story for story in store.stories(ids)}
    with store.read() as connection:
        more = _more(connection, ids)
    return [story_to_dict(found[one], **more[one]) for one in ids if one in found]


def _more(connection: Connection, ids: Sequence[str]) -> dict[str, Json]:
    """Of each story: how many reports, by whom, its events, and the most independent roots that one of them has."""
    of, a, e = t.story_articles.c, t.articles.c, t.events.c
    outlets: dict[str, dict[str, None]] = defaultdict(dict)
    reports: dict[str, int] = defaultdict(int)
    rows = connection.execute(
        select(of.story_id, a.outlet).join(t.articles, a.id == of.article_id).where(of.story_id.in_(ids))
        .order_by(of.story_id, of.position)
    )  # fmt: skip
    for row in rows:
        reports[row.story_id] += 1
        if row.outlet:
            outlets[row.story_id][row.outlet] = None
    events: dict[str, list[str]] = defaultdict(list)
    roots: dict[str, int] = defaultdict(int)
    told = select(e.story_id, e.id, e.independent_roots).where(e.story_id.in_(ids)).order_by(e.first_at, e.id)
    for found in connection.execute(told):
        events[found.story_id].append(found.id)
        roots[found.story_id] = max(roots[found.story_id], found.independent_roots)
    return {
        one: {
            "reports": reports[one],
            "outlets": list(outlets[one]),
            "events": events[one],
            "independent_roots": roots[one],
        }
        for one in ids
    }

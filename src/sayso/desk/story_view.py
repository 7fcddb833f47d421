"""One story as a timeline of claims: one lane for each root, its copies folded under it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.desk.events import events_by_id
from sayso.desk.filters import Filter
from sayso.desk.stories import stories
from sayso.errors import InputError
from sayso.model.ledger import moment
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
LANES = 12


def story_view(store: Store, given: str) -> Json:
    """The story, its events and articles, and `lanes`: of each root what it said when, and who carried it how much later."""
    story = next(iter(stories(store, Filter(ids=(given,)))), None)
    if story is None:
        raise InputError(
            f"the store has no story {given!r}; list them with: sayso stories", code="no_story", value=given
        )
    events = events_by_id(store, story["events"])
    articles = _articles(store, story["articles"])
    lanes = _lanes(events, {one["id"]: one for one in articles})
    return {
        "story": story,
        "events": events,
        "articles": articles,
        "lanes": lanes,
        "more_lanes": max(0, len(lanes) - LANES),
    }


def _articles(store: Store, ids: list[str]) -> list[Json]:
    a = t.articles.c
    columns = (a.id, a.outlet, a.title, a.url, a.published_at, a.seen_at)
    with store.read() as connection:
        rows = connection.execute(select(*columns).where(a.id.in_(ids))).mappings()
        found = {row["id"]: dict(row) for row in rows}
    return [found[one] for one in ids if one in found]


def _lanes(events: list[Json], articles: dict[str, Json]) -> list[Json]:
    """One lane a root, that of the earliest news first; the articles of an event under a root, the first one is its own."""
    lanes: dict[str, Json] = {}
    told: dict[str, list[Json]] = defaultdict(list)
    for event in events:
        for root in event["root_details"]:
            inside = sorted((articles[one] for one in root["articles"] if one in articles), key=_at)
            if not inside:
                continue
            lanes.setdefault(root["name"], {"root": root["id"], "name": root["name"], "kind": root["kind"],
                                          "standing": root["standing"]})  # fmt: skip
            first = inside[0]
            told[root["name"]].append(
                {
                    "event": event["id"],
                    "title": event["title"],
                    "verdict": event["verdict"],
                    "denies": root["denies"],
                    "at": _at(first),
                    "outlet": first["outlet"],
                    "article": first["id"],
                    "carried": [
                        {"article": one["id"], "outlet": one["outlet"], "at": _at(one), "later": _later(first, one)}
                        for one in inside[1:]
                    ],
                }
            )
    out = [lane | {"told": sorted(told[own], key=lambda one: (one["at"], one["event"]))} for own, lane in lanes.items()]
    return sorted(out, key=lambda lane: (lane["told"][0]["at"], lane["root"]))


def _at(article: Json) -> str:
    return moment(article["published_at"] or article["seen_at"] or "")


def _later(first: Json, other: Json) -> str:
    """How long after the first one, in words: `+1 h 25 min`; nothing where only days are known."""
    from datetime import datetime

    a, b = _at(first), _at(other)
    if len(a) <= 10 or len(b) <= 10:
        return ""
    minutes = round((datetime.fromisoformat(b) - datetime.fromisoformat(a)).total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return f"+{hours // 24} days"
    return f"+{f'{hours} h ' if hours else ''}{rest} min" if hours or rest else "at the same time"

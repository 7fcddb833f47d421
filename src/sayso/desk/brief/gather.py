"""What became known on a day, and each event as it was known at the end of that day."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from sayso.desk import refuted
from sayso.desk.conditions import event_conditions
from sayso.desk.events import events_by_id
from sayso.desk.known import ORDER, gravest
from sayso.model.ledger import moment
from sayso.store import tables as t
from sayso.store.session import among

if TYPE_CHECKING:
    from sayso.desk.filters import Filter
    from sayso.store import Store

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """An event about which something became known on a day, and what that was: the gravest of its changes."""

    event: str
    change: str
    roots: int
    reports: int
    first_at: str


@dataclass(frozen=True, slots=True)
class View:
    """An event with its claims (each with `article` and `stance`) and its articles, by id."""

    event: Json
    claims: dict[str, Json]
    articles: dict[str, Json]


@dataclass(frozen=True, slots=True)
class AsOf:
    """An event as it was known at the end of a day: later claims and articles are left out."""

    view: View
    day: str
    claims: tuple[Json, ...]  # the oldest first, each with `stance`
    articles: dict[str, Json]
    roots: tuple[Json, ...]
    verdict: str
    why: str
    independent: int
    changes: tuple[Json, ...]

    @property
    def event(self) -> Json:
        return self.view.event

    @property
    def reports(self) -> int:
        return len(self.articles)

    @property
    def fresh(self) -> tuple[Json, ...]:
        """The claims that came on the day itself."""
        return tuple(c for c in self.claims if day_told(self.articles[c["article"]]) == self.day)


def day_after(day: str, days: int = 1) -> str:
    """The day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def day_told(article: Json) -> str:
    """The day, in UTC, on which an article came out; of receipt where that is not known."""
    return moment(article["published_at"] or article["seen_at"] or "")[:10]


def moved_on(store: Store, day: str, asked: Filter) -> list[Moved]:
    """Events of the filter about which reports of that day told something new, those with most roots behind them first."""
    c, e = t.changes.c, t.events.c
    # Times are kept as published, with their zones: the day in UTC lies within a day to either side.
    near = (c.published >= day_after(day, -1), c.published < day_after(day, 2))
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    with store.read() as connection:
        query = (
            select(
                c.event_id,
                c.change,
                c.published,
                c.position,
                c.verdict_after,
                e.independent_roots,
                e.reports,
                e.first_at,
            )
            .join(t.events, e.id == c.event_id)
            .where(*near, *event_conditions(connection, replace(asked, limit=None)))
        )
        for row in connection.execute(query):
            if moment(row.published)[:10] == day:
                found[row.event_id][row.change] = row
    out = []
    for own, changes in found.items():
        row = max(changes.values(), key=lambda row: row.position)
        change = gravest(changes, row.verdict_after)
        out.append(Moved(own, change, row.independent_roots, row.reports, row.first_at))
    return sorted(out, key=lambda m: (ORDER.index(m.change), -m.roots, -m.reports, m.first_at, m.event))


def withdrawn_on(store: Store, day: str, asked: Filter) -> list[Moved]:
    """Events of the filter that were withdrawn from view on that day, since a reviewer judged all their claims wrong."""
    with store.read() as connection:
        found = refuted.refuted(store, connection)
        own = {one.id: one for one in found.values() if moment(one.at)[:10] == day}
        kept = refuted.meeting(store, connection, replace(asked, limit=None), own)
    rows = [(own[e.id].row, e) for e in kept.values()]
    moved = [Moved(e.id, "withdrawn", row.roots_before, e.reports, row.logged_at) for row, e in rows]
    return sorted(moved, key=lambda m: (-m.roots, m.first_at, m.event))


def views(store: Store, ids: list[str]) -> dict[str, View]:
    """The events of these ids, with claims and articles: two queries, however many there are."""
    events = events_by_id(store, ids)
    events += refuted.events(store, set(ids) - {e["id"] for e in events})
    c, a = t.claims.c, t.articles.c
    claims, articles = ([one for e in events for one in e[key]] for key in ("claims", "articles"))
    with store.read() as connection:
        said = select(c.id, c.article_id, c.json).where(among(c.id, claims, store.dialect))
        held = {row.id: json.loads(row.json) | {"article": row.article_id} for row in connection.execute(said)}
        told = select(a.id, a.outlet, a.title, a.url, a.published_at, a.seen_at).where(
            among(a.id, articles, store.dialect)
        )
        by_id = {row["id"]: dict(row) for row in connection.execute(told).mappings()}
    return {e["id"]: _view(e, held, by_id) for e in events}


def _view(event: Json, claims: dict[str, Json], articles: dict[str, Json]) -> View:
    stances = zip(event["claims"], event["stances"], strict=True)
    own = {one: claims[one] | {"stance": stance} for one, stance in stances if one in claims}
    return View(event, own, {one: articles[one] for one in event["articles"] if one in articles})


def as_of(view: View, day: str) -> AsOf | None:
    """The event as it was known at the end of the day; None if nobody had told of it."""
    articles = {own: a for own, a in view.articles.items() if day_told(a) <= day}
    claims = tuple(c for c in view.claims.values() if c["article"] in articles)
    place = {own: n for n, own in enumerate(view.event["claims"])}
    held = {c["id"] for c in claims}
    roots = tuple(root for root in view.event["root_details"] if held & set(root["claims"]))
    changes = tuple(c for c in view.event["changes"] if moment(c["published"] or c["seen"] or "")[:10] <= day)
    if not claims or not changes:
        return None
    last = changes[-1]
    return AsOf(
        view, day, tuple(sorted(claims, key=lambda c: place[c["id"]])), articles, roots, last["after"], last["why"] or "",
        last["roots_after"], changes,
    )  # fmt: skip


def read_on(store: Store, day: str) -> tuple[int, int]:
    """How many articles of that day there are, and from how many outlets."""
    a = t.articles.c
    with store.read() as connection:
        query = select(func.count(), func.count(a.outlet.distinct())).where(
            a.ordered_at >= day, a.ordered_at < day_after(day)
        )
        row = connection.execute(query).one()
        return int(row[0]), int(row[1])

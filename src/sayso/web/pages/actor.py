"""One actor: names, offices, what it did, suffered and said, and with whom; and the list of all actors."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from sayso.desk.actor_view import actor_view
from sayso.desk.events import events_by_id
from sayso.desk.filters import filter_of
from sayso.desk.keyset import events_after
from sayso.desk.network import NEIGHBOUR_COLUMNS, ego_graph, neighbours
from sayso.desk.party_lists import ACTORS_COLUMNS, busiest
from sayso.desk.timeline import party_by_day, series_of
from sayso.errors import InputError
from sayso.web.ask import Ask
from sayso.web.page import Form, Page, Pages
from sayso.web.spans import span
from sayso.web.sparks import bars

Json = dict[str, Any]
pages = Pages()
TABS = {"did": "actor", "suffered": "recipient", "said": "root", "all": "party"}
SIZE = 12
SHOWN = 366  # days of the timeline


@pages.page("/actors", template="actors.html", nav="actors")
def actors(ask: Ask) -> Page:
    """Who takes part in events, the busiest first."""
    since, until = span(ask)
    size = ask.int("limit", 50, least=1, most=500)
    listed = busiest(
        ask.desk.store,
        since=since,
        until=until,
        country=ask.param("country") or None,
        named=ask.param("name") or None,
        countries=ask.param("level") == "country",
        limit=size + 1,
        skip=size * (ask.int("page", 1, least=1, most=400) - 1),
    )
    more = ask.href(page=ask.int("page", 1, least=1) + 1) if len(listed) > size else None
    return Page(
        title="Actors",
        data={"actors": listed[:size], "next": more and more.replace("/actors?", "/actors.json?")},
        rows=listed[:size],
        columns=ACTORS_COLUMNS,
        context={"next": more, "first": ask.href(page=None) if ask.int("page", 1) > 1 else None},
    )


@pages.page("/actor/{id}/graph", template="actor_graph.html", nav="actors")
def graph(ask: Ask, id: str) -> Page:
    """The neighbourhood of an actor as a graph, with its table."""
    found = actor_view(ask.desk.store, id)
    listed = neighbours(ask.desk.store, found.id)
    return Page(
        title=f"Around {found.name}",
        data=ego_graph(ask.desk.store, found.id, name=found.name),
        rows=listed,
        columns=NEIGHBOUR_COLUMNS,
        context={"actor": found, "listed": listed[:60]},
    )


@pages.page("/actor/{id}", template="actor.html", nav="actors")
def actor(ask: Ask, id: str) -> Page:
    """Names, offices, acts by part, what it is the root of, its neighbours, and who may be the same."""
    found = actor_view(ask.desk.store, id)
    since, until = span(ask)
    by_day = party_by_day(ask.desk.store, found.id, since=since, until=until)
    tab = ask.param("tab") or ("did" if found.parts.get("did") or not found.said["events"] else "said")
    if tab not in TABS:
        raise InputError(f"no tab is called {tab!r}; allowed: {', '.join(TABS)}", code="usage", value=tab)
    with ask.desk.store.read() as connection:
        asked = filter_of(**{TABS[tab]: (found.id,)}, since=since, until=until)
        ids, after = events_after(connection, asked, ask.param("after") or None, SIZE)
    series = series_of(by_day, "part", span=SHOWN)
    sums = [sum(values) for values in zip(*(one["values"] for one in series), strict=True)]
    listed = neighbours(ask.desk.store, found.id)[:10]
    events = events_by_id(ask.desk.store, ids)
    return Page(
        title=found.name,
        data=found.as_json()
        | {"series": series, "marks": [], "neighbours": listed, "events": [one["id"] for one in events]},
        rows=by_day,
        columns=("day", "part", "quad", "events", "reports", "independent_roots"),
        context={
            "actor": found,
            "events": events,
            "tab": tab,
            "counts": _counts(found.parts, found.said["events"]),
            "picture": bars(sums, label=f"Events a day with {found.name}"),
            "days": series[0]["days"] if series else [],
            "listed": listed,
            "next": ask.href(after=after) if after else None,
            "first": ask.href(after=None) if ask.param("after") else None,
        },
    )


def _counts(parts: dict[str, dict[int, int]], said: int) -> dict[str, int]:
    out = Counter({part: sum(found.values()) for part, found in parts.items()})
    return {"did": out["did"], "suffered": out["suffered"], "said": said}


@pages.raw("/actors/find")
def find(ask: Ask) -> Response:
    """On to the actor of a name."""
    name = ask.param("name")
    return ask.back(ask.to(f"/actor/{quote(name, safe=':')}") if name else ask.to("/actors"))


@pages.action("/actor/{id}/same", scope="review")
def same(ask: Ask, form: Form, id: str) -> Response:
    """Keep whether two actors are one, and bring what is derived up to date."""
    from sayso.desk.judging import judge
    from sayso.rebuild import refresh

    other, answer = str(form.get("other") or ""), str(form.get("answer") or "")
    with ask.writing() as store:
        judge(store, "same-actor", id, other, answer=answer, by=ask.reader)
        refresh(store)
    return ask.back(f"/actor/{quote(id, safe=':')}")

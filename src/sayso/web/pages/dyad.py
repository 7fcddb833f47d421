"""The tension of two parties day by day, with its changes, and the list of dyads."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from sayso.desk.dyad_cells import pairs_between, sides
from sayso.desk.dyad_lists import DYADS_COLUMNS, ORDERS, country_name, dyad_now_json, dyads_now
from sayso.desk.events import events_by_id
from sayso.desk.filters import country_code
from sayso.desk.tension import PARTS, TENSION_COLUMNS, scaled, tension, tension_json, tension_rows
from sayso.desk.weights import weight_rows, weights
from sayso.knowledge.regions import regions
from sayso.web.ask import Ask
from sayso.web.page import Page, Pages
from sayso.web.spans import span
from sayso.web.sparks import spark

Json = dict[str, Any]
pages = Pages()
NEWEST = 8


def called(name: str) -> str:
    """A country by its name; anybody else as the address has it, without the kind of an id."""
    code = country_code(name)
    return country_name(code) if code else name.removeprefix("actor:").replace("-", " ") if ":" in name else name


@pages.page("/dyad/{a}/{b}", template="dyad.html", nav="dyads")
def dyad(ask: Ask, a: str, b: str) -> Page:
    """The Sayso Tension Index of two parties."""
    since, until = span(ask)
    how: Json = {"count": ask.param("count") or "roots", "hedged": ask.flag("hedged"), "future": ask.flag("future")}
    level = ask.param("level") or None
    found = tension(ask.desk.store, a, b, since=since, until=until, level=level, **how)
    names = names_of(ask, a, b)
    other = None
    if found.count == "reports":
        other = tension(ask.desk.store, a, b, since=since, until=until, level=level, **(how | {"count": "roots"}))
    data = tension_json(found) | {"a_name": names[0], "b_name": names[1]}
    if other is not None:  # what repetition shows, beside what the roots carry
        roots = tension_json(other)["series"][0] | {"name": "by roots"}
        data["series"] = [data["series"][0] | {"name": "by reports"}, roots]
    return Page(
        title=f"Within {names[0]}: tension" if names[0] == names[1] else f"{names[0]} and {names[1]}: tension",
        data=data,
        rows=lambda: tension_rows(found),
        columns=TENSION_COLUMNS,
        context={
            "found": found,
            "names": names,
            "rows": [day for day in found.days if day.events] or list(found.days[-1:]),
            "newest": _newest(ask, a, b, level),
            "weights": weight_rows(),
            "figures": weights(),
            "whole": {quad: sum(day.acts[quad] for day in found.days) for quad in PARTS},
            "now": found.days[-1] if found.days else None,
            "ladder": [(n, round(scaled(n), 0)) for n in (0.5, 1, 3, 7, 15, 31)],
        },
    )


def names_of(ask: Ask, a: str, b: str) -> tuple[str, str]:
    from sayso.desk.dyad_lists import actor_names

    ids = {name for name in (a, b) if ":" in name}
    with ask.desk.store.read() as connection:
        found = actor_names(connection, ids) if ids else {}
    return found.get(a) or called(a), found.get(b) or called(b)


def _newest(ask: Ask, a: str, b: str, level: str | None) -> list[Json]:
    with ask.desk.store.read() as connection:
        two = sides(connection, a, b, level)
        rows = connection.execute(pairs_between(two, *span(ask)).limit(NEWEST * 3)).all()
    return events_by_id(ask.desk.store, list(dict.fromkeys(row.event_id for row in rows))[:NEWEST])


@pages.page("/dyads", template="dyads.html", nav="dyads")
def dyads(ask: Ask) -> Page:
    """Dyads by their tension now, as small multiples."""
    _, until = span(ask)
    found = dyads_now(
        ask.desk.store,
        level=ask.param("level") or "country",
        region=ask.param("region") or None,
        country=ask.param("country") or None,
        until=until,
        order=ask.param("order") or "tension",
        count=ask.param("count") or "roots",
        hedged=ask.flag("hedged"),
        future=ask.flag("future"),
        days=ask.int("days", 56, least=7, most=366),
        limit=ask.int("limit", 24, least=1, most=100),
    )
    drawn = [
        (
            one,
            spark(
                [d.index for d in one.days],
                [d.low for d in one.days],
                [d.high for d in one.days],
                label=f"{one.a_name} and {one.b_name}: {one.now:.0f} now, {one.moved:+.0f} in a week",
            ),
        )
        for one in found
    ]
    listed = [dyad_now_json(one) for one in found]
    return Page(
        title="Dyads",
        data={"dyads": listed},
        rows=listed,
        columns=DYADS_COLUMNS,
        context={"drawn": drawn, "regions": regions(), "orders": ORDERS},
    )


@pages.raw("/dyads/find")
def find(ask: Ask) -> Response:
    """On to the dyad of two names."""
    a, b = ask.param("a"), ask.param("b")
    return ask.back(ask.to(f"/dyad/{quote(a, safe='')}/{quote(b, safe='')}") if a and b else ask.to("/dyads"))

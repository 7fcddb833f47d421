"""Events on a map, with a table of the same, a brush over the days, and files to take away."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

from sayso.desk.filters import filter_of
from sayso.desk.mapping import MAP_COLUMNS, MOST, geojson, mapped
from sayso.desk.timeline import series_of, told_by_day
from sayso.model.ledger import VERDICTS
from sayso.web.ask import Ask
from sayso.web.atlas import drawn, whole_page
from sayso.web.page import Page, Pages
from sayso.web.pages.events import narrowed
from sayso.web.scoped import scoped
from sayso.web.spans import span
from sayso.web.sparks import bars

Json = dict[str, Any]
pages = Pages()
BRUSH = 120  # bars of the brush: more days than this are summed


@pages.page("/map", template="map.html", nav="map")
def events_map(ask: Ask) -> Page:
    """Where it happened: points with rings of precision, and countries where nothing nearer is told."""
    found = mapped(ask.desk.store, _asked(ask), most=ask.int("limit", MOST, least=1, most=MOST))
    countries = ask.filters.get("country", ())
    verdicts, quads = (
        ask.filters.get("verdict", ()),
        tuple(int(q) for q in ask.filters.get("quads", ()) if str(q).isdigit()),
    )
    by_day = told_by_day(
        ask.desk.store, country=countries[0] if len(countries) == 1 else "", verdicts=tuple(verdicts), quads=quads
    )
    return Page(
        title="Map",
        data=found,
        rows=found["points"],
        columns=MAP_COLUMNS,
        context={
            "found": found,
            "places": found["places"],
            "verdicts": VERDICTS,
            "narrowed": narrowed(ask),
            "brush": _brush(ask, by_day),
        },
    )


def _asked(ask: Ask) -> Any:
    return filter_of(**scoped(ask, limit=None))


def _brush(ask: Ask, by_day: list[Json]) -> Json | None:
    """The days of the store in bars, each of which narrows the map to its days; the chosen ones stand in the form."""
    told = [row | {"all": "all"} for row in by_day]
    if not told:
        return None
    newest = max(row["day"] for row in told)
    series = series_of(told, "all", last=newest, span=730)[0]
    days, values = series["days"], series["values"]
    step = max(1, -(-len(days) // BRUSH))
    parts = [
        (days[n], _next(days[min(n + step, len(days)) - 1]), sum(values[n : n + step]))
        for n in range(0, len(days), step)
    ]
    since, until = span(ask)
    chosen = [
        n for n, (first, after, _) in enumerate(parts) if (not since or after > since) and (not until or first < until)
    ]
    return {
        "picture": bars([count for _, _, count in parts], label=f"Events from {days[0]} to {days[-1]}", height=44),
        "first": days[0],
        "last": days[-1],
        "since": since or "",
        "until": until or "",
        "each": step,
        "busiest": sorted((part for part in parts if part[2]), key=lambda part: -part[2])[:5],
        "chosen": sum(parts[n][2] for n in chosen),
    }


def _next(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


@pages.raw("/map.geojson")
def as_geojson(ask: Ask) -> Response:
    """The points for other programs."""
    found = geojson(mapped(ask.desk.store, _asked(ask)))
    headers = {"Content-Disposition": 'attachment; filename="sayso-map.geojson"'}
    return JSONResponse(found, media_type="application/geo+json", headers=headers)


@pages.raw("/map.svg")
def as_svg(ask: Ask) -> Response:
    """The picture as one file."""
    found = drawn(mapped(ask.desk.store, _asked(ask)), title=_called(ask))
    headers = {"Content-Disposition": 'attachment; filename="sayso-map.svg"'}
    return Response(str(found), media_type="image/svg+xml", headers=headers)


@pages.raw("/map.html")
def as_html(ask: Ask) -> Response:
    """Picture and table as one file that needs nothing else."""
    found = whole_page(mapped(ask.desk.store, _asked(ask)), title=_called(ask))
    headers = {"Content-Disposition": 'attachment; filename="sayso-map.html"'}
    return Response(str(found), media_type="text/html; charset=utf-8", headers=headers)


def _called(ask: Ask) -> str:
    asked = [f"{name} {', '.join(value) if isinstance(value, tuple) else value}" for name, value in ask.filters.items()]
    return "Events" + (f": {'; '.join(str(one) for one in asked)}" if asked else "")

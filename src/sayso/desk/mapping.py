"""Events on a map: points as exact as their places are told, and countries where only the country is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.desk.conditions import event_conditions
from sayso.desk.dyad_lists import country_name
from sayso.desk.events import ordering
from sayso.desk.filters import Filter
from sayso.store import tables as t
from sayso.store.kept import kept
from sayso.store.rolling import day_of

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
MAP_SCHEMA = "sayso-map/1"
MOST = 2000  # points of one picture
READ = 4000  # events that are looked at, the newest first
LISTED = 200  # countries
# How far, in kilometres, a place of this precision may lie from its point.
KILOMETRES = {"site": 1, "city": 5, "boundary": 15, "admin2": 30, "water": 100, "admin1": 120, "region": 250}
NOTE = (
    "No border is ours: the picture says whose view it draws, the United Nations' or who holds what, and lets you choose. "
    "Both are drawn from Natural Earth and stand in this package; nothing is asked of any other host."
)


@kept(8)
def mapped(store: Store, asked: Filter, *, most: int = MOST) -> Json:
    """Points and countries of the events asked for, the newest first; `cut` says whether there are more points."""
    with store.read() as connection:
        e = t.events.c
        conditions = event_conditions(connection, asked)
        columns = (
            e.id,
            e.title,
            e.type,
            e.lat,
            e.lon,
            e.place,
            e.place_country,
            e.place_precision,
            e.earliest,
            e.latest,
        )
        more = (e.first_at, e.verdict, e.reports, e.independent_roots, e.export)
        found = list(
            connection.scalars(select(e.id).where(*conditions).order_by(*ordering(asked.sort)).limit(READ + 1))
        )
        here = [
            row
            for start in range(0, min(len(found), READ), 500)
            for row in connection.execute(
                select(*columns, *more).where(e.id.in_(found[start : min(start + 500, READ)]))
            )
        ]
        place = {own: n for n, own in enumerate(found)}
        exact = [r for r in here if r.lat is not None and r.lon is not None and r.place_precision in KILOMETRES]
        rows = sorted(exact, key=lambda row: place[row.id])
        lands = _lands([row for row in here if row.place_country and row.place_precision not in KILOMETRES])
        statuses = _statuses(connection, [row.id for row in rows[:most]])
    return {
        "schema": MAP_SCHEMA,
        "points": [_point(row, statuses) for row in rows[:most]],
        "countries": [
            {"iso3": code, "name": country_name(code), "events": n, "reports": reports, "roots": roots, "href": f"/events?country={code}"}
            for code, n, reports, roots in lands
        ],
        "cut": len(rows) > most or len(found) > READ,
        "note": NOTE,
    }  # fmt: skip


def _lands(rows: Sequence[Any]) -> list[tuple[str, int, int, int]]:
    """Country, events, reports and roots; most events first."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        kept = sums[row.place_country]
        for n, value in enumerate((1, row.reports, row.independent_roots)):
            kept[n] += value
    listed = [(code, n, reports, roots) for code, (n, reports, roots) in sums.items()]
    return sorted(listed, key=lambda one: (-one[1], one[0]))[:LISTED]


def _statuses(connection: Any, ids: Sequence[str]) -> dict[str, str]:
    """How the first claim of each event is told."""
    c = t.event_claims.c
    found: dict[str, str] = {}
    for start in range(0, len(ids), 500):
        query = select(c.event_id, t.claims.c.status).join(t.claims, t.claims.c.id == c.claim_id)
        rows = connection.execute(
            query.where(c.event_id.in_(ids[start : start + 500])).order_by(c.event_id, c.position)
        )
        for own, status in rows:
            found.setdefault(own, status)
    return found


def _point(row: Any, statuses: dict[str, str]) -> Json:
    return {
        "id": row.id,
        "lat": row.lat,
        "lon": row.lon,
        "km": KILOMETRES[row.place_precision],
        "title": row.title or row.type,
        "type": row.type,
        "place": row.place,
        "country": row.place_country,
        "precision": row.place_precision,
        "verdict": row.verdict,
        "status": statuses.get(row.id, "asserted"),
        "reports": row.reports,
        "roots": row.independent_roots,
        "day": day_of(row.earliest, row.latest, row.first_at)[0],
        "href": f"/event/{row.id.partition(':')[2]}",
    }


MAP_COLUMNS = (
    "id",
    "day",
    "title",
    "type",
    "place",
    "country",
    "precision",
    "km",
    "lat",
    "lon",
    "verdict",
    "status",
    "reports",
    "roots",
)


def geojson(found: Json) -> Json:
    """The points as a GeoJSON collection; countries, which have no point, stand beside it."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": point["id"],
                "geometry": {"type": "Point", "coordinates": [point["lon"], point["lat"]]},
                "properties": {name: value for name, value in point.items() if name not in ("id", "lat", "lon")},
            }
            for point in found["points"]
        ],
        "sayso": {"countries": found["countries"], "cut": found["cut"], "note": found["note"]},
    }


def by_place(points: Sequence[Json]) -> list[Json]:
    """The points summed by place, most events first."""
    sums: dict[tuple[str, str], Json] = defaultdict(
        lambda: {"events": 0, "reports": 0, "roots": 0, "first": "9", "last": ""}
    )
    for point in points:
        kept = sums[point["place"] or "", point["country"] or ""]
        kept["events"] += 1
        kept["reports"] += point["reports"]
        kept["roots"] += point["roots"]
        kept["first"], kept["last"] = min(kept["first"], point["day"]), max(kept["last"], point["day"])
    listed = [{"place": place, "country": country, **kept} for (place, country), kept in sums.items()]
    return sorted(listed, key=lambda one: (-one["events"], one["place"]))

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
from sayso.desk.testimony import Account, Counted, account_of
from sayso.store import tables as t
from sayso.store.kept import Kept, kept
from sayso.store.marks import EVENT
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


_PLACES: Kept[Any] = Kept(EVENT, 3 * READ)
_STATUSES: Kept[str] = Kept(EVENT, 3 * MOST)


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
        places = _PLACES.of(connection, found[:READ], lambda ids: _places(connection, ids, (*columns, *more)))
        here = list(places.values())
        place = {own: n for n, own in enumerate(found)}
        exact = [r for r in here if r.lat is not None and r.lon is not None and r.place_precision in KILOMETRES]
        rows = sorted(exact, key=lambda row: place[row.id])
        wide = [row for row in here if row.place_country and row.place_precision not in KILOMETRES]
        shown = rows[:most]
        behind = account_of(connection, (row.id for row in (*shown, *wide)))
        lands = _lands(wide, behind)
        statuses = _STATUSES.of(connection, [row.id for row in shown], lambda ids: _statuses(connection, ids))
    points = [_point(row, statuses) for row in shown]
    return {
        "schema": MAP_SCHEMA,
        "points": points,
        "countries": [
            {"iso3": code, "name": country_name(code), "events": n, "reports": reports, "roots": roots, "href": f"/events?country={code}"}
            for code, n, reports, roots in lands
        ],
        "places": by_place(points, behind)[:LISTED],
        "cut": len(rows) > most or len(found) > READ,
        "note": NOTE,
    }  # fmt: skip


def _places(connection: Any, ids: Sequence[str], columns: Sequence[Any]) -> dict[str, Any]:
    """The rows of these events."""
    e = t.events.c
    parts = (ids[start : start + 500] for start in range(0, len(ids), 500))
    return {row.id: row for part in parts for row in connection.execute(select(*columns).where(e.id.in_(part)))}


def _lands(rows: Sequence[Any], behind: Account) -> list[tuple[str, int, int, int]]:
    """Country, events, reports and roots; most events first."""
    inside: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        inside[row.place_country].append(row.id)
    listed = [(code, len(events), *behind.of(events)) for code, events in inside.items()]
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


def by_place(points: Sequence[Json], behind: Account | None = None) -> list[Json]:
    """The points by place, most events first; an article that tells of two events of a place is one report."""
    inside: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for point in points:
        inside[point["place"] or "", point["country"] or ""].append(point)
    listed = []
    for (place, country), here in inside.items():
        sums = Counted(sum(point["reports"] for point in here), sum(point["roots"] for point in here))
        reports, roots = behind.of(point["id"] for point in here) if behind else sums
        days = [point["day"] for point in here]
        listed.append(
            {"place": place, "country": country, "events": len(here), "reports": reports, "roots": roots,
             "first": min(days), "last": max(days)}
        )  # fmt: skip
    return sorted(listed, key=lambda one: (-one["events"], one["place"]))

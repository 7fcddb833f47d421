"""The drawn elements on a page of their own, with hand-made data and the desk's policy: no store, no other page."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sayso.web.access.headers import POLICY
from sayso.web.assets import STATIC, asset, built

DAYS = [f"2026-10-{day:02d}" for day in range(1, 29)]
VALUES = [
    1,
    1.2,
    0.8,
    1,
    1.1,
    0.9,
    1,
    1.3,
    1.1,
    1,
    4.2,
    4.8,
    5.1,
    4.4,
    4.9,
    5.6,
    5.2,
    4.1,
    4.6,
    4.3,
    4,
    2.2,
    1.9,
    2,
    1.8,
    1.7,
    1.9,
    1.6,
]
SERIES: dict[str, Any] = {
    "series": [
        {
            "name": "Tension",
            "unit": "index",
            "kind": "line",
            "days": DAYS,
            "values": VALUES,
            "low": [v - 0.5 for v in VALUES],
            "high": [v + 0.7 for v in VALUES],
        },
        {"name": "Said", "unit": "index", "kind": "line", "days": DAYS, "values": [v / 2 for v in VALUES]},
        {"name": "Reports", "unit": "reports", "kind": "bars", "days": DAYS, "values": [int(v * 3) for v in VALUES]},
    ],
    "marks": [
        {"day": "2026-10-11", "label": "a border post was seized", "href": "/event/up"},
        {"day": "2026-10-22", "label": "talks began <b>", "href": "/event/down"},
        {"day": "2026-10-25", "label": "foreign", "href": "https://outside.example/x"},
    ],
}
VERDICTS = ("corroborated", "single-source", "relayed", "echoed", "disputed", "withdrawn")
STATUSES = ("asserted", "reported", "hedged", "denied", "future")
PLACES = ((33.88, 9.54), (32.9, 13.18), (36.8, 10.18), (31.2, 29.9), (27.0, 14.4), (34.74, 10.76), (30.06, 9.5))
POINTS = [
    {
        "id": f"event:{n}",
        "lat": lat,
        "lon": lon,
        "km": (0.5, 40, 120, 15, 200, 5, 60)[n],
        "title": f"Event {n} of <i>the</i> harness",
        "verdict": VERDICTS[n % 6],
        "status": STATUSES[n % 5],
        "reports": 20 - n,
        "roots": 1 + n % 3,
        "day": f"2026-10-{n + 1:02d}",
        "href": f"/event/{n}",
    }
    for n, (lat, lon) in enumerate(PLACES)
]
CROWD = [POINTS[1] | {"id": f"event:c{n}", "title": f"In the crowd {n}", "href": f"/event/c{n}"} for n in range(5)]
MAP = {
    "points": POINTS + CROWD,
    "countries": [
        {"iso3": "LBY", "name": "Libya", "events": 12, "reports": 31, "roots": 9, "href": "/events?country=LBY"},
        {"iso3": "TUN", "name": "Tunisia", "events": 1, "reports": 1, "roots": 1, "href": "/events?country=TUN"},
    ],
}
NODES = ("Haftar", "Serraj", "Algeria", "Egypt", "Example News", "United Nations", "Tunisia")
GRAPH = {
    "nodes": [
        {
            "id": name,
            "label": name,
            "kind": "outlet" if "News" in name else "actor",
            "size": 12 - n,
            "href": f"/actor/{n}",
        }
        for n, name in enumerate(NODES)
    ],
    "edges": [
        {
            "id": "1",
            "from": "Haftar",
            "to": "Serraj",
            "label": "ASSAULT",
            "weight": 9,
            "style": "asserted",
            "href": "/dyad/1",
        },
        {
            "id": "2",
            "from": "Serraj",
            "to": "Haftar",
            "label": "ACCUSE",
            "weight": 3,
            "style": "reported",
            "href": "/dyad/2",
        },
        {"id": "3", "from": "Egypt", "to": "Haftar", "label": "AID", "weight": 2, "style": "denied", "href": "/dyad/3"},
        {
            "id": "4",
            "from": "Algeria",
            "to": "Serraj",
            "label": "CONSULT",
            "weight": 4,
            "style": "hedged",
            "href": "/dyad/4",
        },
        {
            "id": "5",
            "from": "United Nations",
            "to": "Haftar",
            "label": "REQUEST",
            "weight": 1,
            "style": "future",
            "href": "/dyad/5",
        },
        {
            "id": "6",
            "from": "Tunisia",
            "to": "Algeria",
            "label": "CONSULT",
            "weight": 2,
            "style": "reported",
            "href": "/dyad/6",
        },
        {
            "id": "7",
            "from": "Example News",
            "to": "Algeria",
            "label": "cites",
            "weight": 2,
            "style": "reported",
            "href": "/dyad/7",
        },
        {
            "id": "8",
            "from": "Nobody",
            "to": "Algeria",
            "label": "a tie to a node that is not there",
            "weight": 2,
            "style": "reported",
            "href": "",
        },
    ],
}
DATA = {
    "series": SERIES,
    "map": MAP,
    "graph": GRAPH,
    "wrapped": {"answer": 1, "chart": SERIES},
    "empty": {"series": [], "points": [], "nodes": [], "edges": []},
}
TABLE = '<div class="scroll"><table><caption>The same as a table</caption><thead><tr><th>Day</th><th>Value</th></tr></thead><tbody><tr><td><a href="/event/1">1 Oct</a></td><td>7</td></tr></tbody></table></div>'


def page(request: Request) -> Response:
    """A page with the elements that the address asks for."""
    asked = request.path_params["names"].split("+")
    parts = []
    for name in asked:
        kind, _, source = name.partition("-")
        key = ' key="chart"' if source == "wrapped" else ""
        small = " small" if source == "small" else ""
        source = source if source in DATA else kind if source in ("", "small") else "missing"
        parts.append(
            f'<section class="card"><h2>{kind}</h2><sayso-{kind} src="/data/{source}.json" label="The {kind}"{key}{small}>{TABLE}</sayso-{kind}></section>'
        )
    return HTMLResponse(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>Elements</title><link rel="icon" href="{asset("mark.svg")}"><link rel="stylesheet" href="{asset("desk.css")}">'
        f'<link rel="stylesheet" href="{built("desk.css")}"><script type="module" src="{built("desk.js")}"></script></head>'
        f'<body data-nav="dyads"><main id="main" tabindex="-1"><h1>Elements</h1><div class="stack">{"".join(parts)}</div></main>'
        f'<div id="live" class="unseen" role="status" aria-live="polite"></div></body></html>'
    )


def data(request: Request) -> Response:
    """The data of an element; 404 where there is none."""
    found = DATA.get(request.path_params["name"])
    return JSONResponse(found) if found is not None else JSONResponse({"error": "nothing"}, 404)


class Policed:
    """Sends the desk's policy with every answer."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"content-security-policy", POLICY.encode())]
            await send(message)

        await self.app(scope, receive, sending if scope["type"] == "http" else send)


def application() -> Any:
    """The harness as an ASGI application."""
    routes = [
        Route("/elements/{names}", page),
        Route("/data/{name}.json", data),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    return Policed(Starlette(routes=routes))

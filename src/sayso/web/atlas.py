"""The map as one SVG drawn by the server: Equal Earth, the borders of the bundled atlas, points as the page has them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from markupsafe import Markup

from sayso.errors import ConfigError
from sayso.web.assets import STATIC

Json = dict[str, Any]
BORDERS = (
    "Borders: Natural Earth, changed by Visionscarto to follow the views of the United Nations more closely. The page "
    "can draw them as they are held instead."
)
WIDTH = 1200.0
_A = (1.340264, -0.081106, 0.000893, 0.003796)  # of the Equal Earth projection (Savric, Patterson and Jenny 2018)
_EARTH = 111.2  # kilometres to a degree
_SHAPES = {"corroborated": "●", "single-source": "○", "relayed": "◐", "echoed": "◑", "disputed": "✕", "withdrawn": "⊘"}
_STYLE = """
text{font:12px system-ui,sans-serif;fill:#16202a}.land{fill:#efece4;stroke:#b9b3a4;stroke-width:.6}
.ring{fill:#0b5f59;fill-opacity:.12;stroke:#0b5f59;stroke-opacity:.5;stroke-width:.6}
.spot{fill:#0b5f59;stroke:#fff;stroke-width:.8}.disputed,.withdrawn{fill:#a8201a}.single-source{fill:#fff;stroke:#0b5f59;stroke-width:1.6}
"""


def project(lon: float, lat: float) -> tuple[float, float]:
    """A place on the sheet before it is fitted: Equal Earth, y downwards."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    squared = theta * theta
    sixth = squared**3
    slope = 9 * _A[3] * squared * sixth + 7 * _A[2] * sixth + 3 * _A[1] * squared + _A[0]
    x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(theta) / (3 * slope)
    y = theta * (_A[3] * squared * sixth + _A[2] * sixth + _A[1] * squared + _A[0])
    return x, -y


@cache
def lands() -> tuple[tuple[tuple[float, float], ...], ...]:
    """The rings of all countries, in degrees. Raises `ConfigError` where the atlas has not been built into the package."""
    found = sorted((STATIC / "built").glob("110m-*.json"))
    if not found:
        raise ConfigError("the world atlas is not in this package; build it with: make desk", code="no_atlas")
    topology = json.loads(found[0].read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    return tuple(ring for one in topology["objects"]["countries"]["geometries"] for ring in _rings(one, arcs))


def _arcs(topology: Json) -> list[list[tuple[float, float]]]:
    """The lines of the topology, from steps in whole numbers to degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        out.append(line)
    return out


def _rings(shape: Json, arcs: Sequence[Sequence[tuple[float, float]]]) -> Iterable[tuple[tuple[float, float], ...]]:
    parts = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"], [])
    for polygon in parts or ():
        for ring in polygon or ():
            points: list[tuple[float, float]] = []
            for n in ring:
                line = arcs[n] if n >= 0 else arcs[~n][::-1]
                points += line[1:] if points else line
            yield tuple(points)


def drawn(found: Json, *, title: str) -> Markup:
    """The points over the world, cut to where they are, with what is needed to read it inside the picture."""
    left, top, right, bottom = _frame(found["points"])
    scale = WIDTH / (right - left)
    height = (bottom - top) * scale

    def at(lon: float, lat: float) -> tuple[float, float]:
        x, y = project(lon, lat)
        return (x - left) * scale, (y - top) * scale

    land = "".join(_path([at(*point) for point in ring], height) for ring in lands())
    spots = Markup("").join(_spot(place, at, scale) for place in _gathered(found["points"]))
    legend = "   ".join(f"{mark} {verdict}" for verdict, mark in _SHAPES.items())
    more = f"   The newest {len(found['points'])} events; there are more." if found["cut"] else ""
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" role="img" aria-label="{title}"><style>{style}</style>'
        '<rect width="{w}" height="{h}" fill="#fff"/><g class="lands">{land}</g><g>{spots}</g>'
        '<rect y="{bar}" width="{w}" height="44" fill="#fff" fill-opacity=".9"/>'
        '<text x="10" y="{one}">{title}   {legend}{more}</text><text x="10" y="{two}">{note}</text></svg>'
    ).format(
        w=round(WIDTH), h=round(height), title=title, style=Markup(_STYLE), land=Markup(land), spots=spots, bar=round(height - 44),
        one=round(height - 26), two=round(height - 9), legend=legend, more=more, note=f"A ring tells how far an event may lie from its point. {BORDERS}",
    )  # fmt: skip


def _frame(points: Sequence[Json]) -> tuple[float, float, float, float]:
    """The part of the sheet around the points; the whole world where they are spread over it or there is none."""
    whole = (project(-180, 0)[0], project(0, 84)[1], project(180, 0)[0], project(0, -62)[1])
    if not points:
        return whole
    places = [project(point["lon"], point["lat"]) for point in points]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    wide = max(max(xs) - min(xs), (max(ys) - min(ys)) * 1.6, 0.25) * 1.25
    if wide > (whole[2] - whole[0]) * 0.7:
        return whole
    middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    return middle[0] - wide / 2, middle[1] - wide / 3.2, middle[0] + wide / 2, middle[1] + wide / 3.2


def _path(ring: Sequence[tuple[float, float]], height: float) -> str:
    if all(x < 0 for x, _ in ring) or all(x > WIDTH for x, _ in ring) or all(y < 0 for _, y in ring):
        return ""
    if all(y > height for _, y in ring):
        return ""
    return f'<path class="land" d="M{"L".join(f"{x:.1f},{y:.1f}" for x, y in ring)}Z"/>'


def _gathered(points: Sequence[Json]) -> list[list[Json]]:
    """The events of each place, the widest rings first, so that they lie beneath."""
    places: dict[tuple[float, float, int], list[Json]] = {}
    for point in points:
        places.setdefault((point["lat"], point["lon"], point["km"]), []).append(point)
    return [places[key] for key in sorted(places, key=lambda key: (-key[2], key))]


def _spot(events: Sequence[Json], at: Any, scale: float) -> Markup:
    one = events[0]
    x, y = at(one["lon"], one["lat"])
    ring = max(3.0, one["km"] / _EARTH * math.radians(1) * scale * 0.86)  # at the equator; the sheet is equal in area
    told = "; ".join(
        f"{p['day']} {p['title']} ({p['verdict']}, {p['reports']} reports / {p['roots']} roots)" for p in events[:5]
    )
    says = f"{one['place']} (within {one['km']} km), {len(events)} events: {told}"
    verdict = one["verdict"] if len({p["verdict"] for p in events}) == 1 else "several"
    number = (
        Markup('<text x="{}" y="{}">{}</text>').format(f"{x + 13:.1f}", f"{y + 4:.1f}", len(events))
        if len(events) > 1
        else Markup("")
    )
    size = min(11.0, 2.5 + len(events) ** 0.5)
    return Markup(
        '<g><title>{says}</title><circle class="ring" cx="{x}" cy="{y}" r="{ring}"/><circle class="spot {verdict}" cx="{x}" cy="{y}" r="{size}"/>{number}</g>'
    ).format(
        says=says, x=f"{x:.1f}", y=f"{y:.1f}", ring=f"{ring:.1f}", verdict=verdict, size=f"{size:.1f}", number=number
    )


def whole_page(found: Json, *, title: str) -> Markup:
    """One HTML file with the picture and its table that needs nothing else."""
    rows = Markup("").join(
        Markup(
            '<tr><td>{}</td><td dir="auto">{}</td><td><bdi>{}</bdi> {}</td><td>{} km</td><td>{}</td><td>{} reports / {} roots</td></tr>'
        ).format(p["day"], p["title"], p["place"], p["country"] or "", p["km"], p["verdict"], p["reports"], p["roots"])
        for p in found["points"]
    )
    lands_told = Markup("").join(
        Markup("<li>{}: {} events, {} reports / {} roots</li>").format(c["name"], c["events"], c["reports"], c["roots"])
        for c in found["countries"]
    )
    return Markup(
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
        "<style>body{{font:16px/1.5 system-ui,sans-serif;margin:1rem;color:#16202a}}svg{{width:100%;height:auto;border:1px solid #ccc}}"
        "table{{border-collapse:collapse}}td,th{{padding:.2rem .6rem;border-bottom:1px solid #ddd;text-align:start}}</style>"
        "<h1>{title}</h1>{picture}<h2>Events with a place</h2><table><thead><tr><th>Day</th><th>Event</th><th>Where</th><th>Ring</th>"
        "<th>Verdict</th><th>Told</th></tr></thead><tbody>{rows}</tbody></table><h2>Known only to the country</h2><ul>{lands}</ul></html>"
    ).format(title=title, picture=drawn(found, title=title), rows=rows, lands=lands_told)

"""The timeline of a story as SVG: a lane for each root, a mark for each thing it said, small marks for those who carried it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup, escape

Json = dict[str, Any]
LEFT, WIDE, LANE, TOP = 216, 760, 44, 30
RIGHT = 44  # room for the last time
_SHAPES = {
    "corroborated": '<circle r="7"/>',
    "disputed": '<path d="M-6-6L6 6M6-6L-6 6"/>',
    "withdrawn": '<path d="M-6 0H6M0 0m-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0"/>',
    "relayed": '<path d="M0-7L7 0L0 7L-7 0z"/>',
    "echoed": '<rect x="-6" y="-6" width="12" height="12"/>',
    "single-source": '<circle r="6.5"/>',
}


def lanes_svg(lanes: list[Json], *, href: Callable[[str], str]) -> Markup:
    """The picture; empty where there is nothing to draw. Times run from the left to the right."""
    times = [_time(one["at"]) for lane in lanes for told in lane["told"] for one in (told, *told["carried"])]
    if not times:
        return Markup("")
    first, last = min(times), max(times)
    span = max((last - first).total_seconds(), 60.0)

    def x(at: str) -> float:
        return LEFT + 14 + (_time(at) - first).total_seconds() / span * (WIDE - 28)

    height = TOP + LANE * len(lanes) + 8
    out = [
        f'<svg class="lanes" viewBox="0 0 {LEFT + WIDE + RIGHT} {height}" width="{LEFT + WIDE + RIGHT}" height="{height}" role="group" '
        'aria-label="Who said what when: the table below has the same">'
    ]
    for part in range(5):
        at = first + (last - first) * (part / 4)
        mid = LEFT + 14 + part / 4 * (WIDE - 28)
        out.append(f'<line x1="{mid:.1f}" x2="{mid:.1f}" y1="{TOP - 8}" y2="{height}" class="grid-line"/>')
        out.append(f'<text x="{mid:.1f}" y="{TOP - 14}" class="tick">{_tick(at, span)}</text>')
    for number, lane in enumerate(lanes):
        out += _lane(lane, TOP + LANE * number + LANE / 2, x, href)
    return Markup("".join([*out, "</svg>"]))


def _lane(lane: Json, y: float, x: Callable[[str], float], href: Callable[[str], str]) -> list[str]:
    name = lane["name"] if len(lane["name"]) <= 27 else lane["name"][:26] + "…"
    out = [
        f'<line x1="{LEFT}" x2="{LEFT + WIDE}" y1="{y:g}" y2="{y:g}" class="lane"/>',
        f'<text x="{LEFT - 10}" y="{y + 4:g}" class="who"><title>{escape(lane["name"])}</title>{escape(name)}</text>',
    ]
    for told in lane["told"]:
        at = x(told["at"])
        for one in told["carried"]:
            to = x(one["at"])
            words = escape(f"{one['outlet'] or 'an outlet'} carried it {one['later']}")
            out.append(f'<path d="M{at:.1f} {y:g}Q{(at + to) / 2:.1f} {y + 20:g} {to:.1f} {y + 9:g}" class="carry"/>')
            out.append(f'<circle cx="{to:.1f}" cy="{y + 9:g}" r="3" class="carried"><title>{words}</title></circle>')
        verdict = "disputed" if told["denies"] else told["verdict"]
        shape = (
            "single-source" if verdict == "disputed" and not told["denies"] else verdict
        )  # the cross is the denier's
        words = escape(f"{'denies: ' if told['denies'] else ''}{told['title'] or ''}, {told['verdict']}")
        out.append(
            f'<a href="{escape(href(told["event"]))}"><g class="told v-{verdict}" transform="translate({at:.1f} {y:g})">'
            f"<title>{words}</title>{_SHAPES[shape]}</g></a>"
        )
    return out


def _time(at: str) -> datetime:
    found = datetime.fromisoformat(at)
    return found.replace(tzinfo=found.tzinfo or UTC)


def _tick(at: datetime, span: float) -> str:
    if span < 36 * 3600:
        return f"{at:%d %b %H:%M}"
    return f"{at:%d %b %Y}" if span > 300 * 86400 else f"{at:%d %b}"

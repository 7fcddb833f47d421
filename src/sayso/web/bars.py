"""Items a day in small: bars of SVG with their numbers in words beside them."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from sayso.wording.events import counted

WIDE = 112


def bars(volume: list[dict[str, Any]], *, tall: int = 22, days: bool = False) -> Markup:
    """One bar a day; a day without items has a line, since silence is information. With `days`, first and last are named."""
    if not volume:
        return Markup("")
    top, wide = max(one["items"] for one in volume) or 1, WIDE / len(volume)
    drawn = []
    for n, one in enumerate(volume):
        high = one["items"] / top * (tall - 2)
        kind = "some" if one["items"] else "none"
        y, height = (tall - max(1.5, high), max(1.5, high)) if one["items"] else (tall - 0.8, 0.8)
        title = f"<title>{escape(one['day'])}: {one['items']}</title>"
        drawn.append(
            f'<rect class="{kind}" x="{n * wide:.1f}" y="{y:.1f}" width="{wide - 1:.1f}" height="{height:.1f}">{title}</rect>'
        )
    total, last = sum(one["items"] for one in volume), volume[-1]["items"]
    words = f"{counted(total, 'item')} in {counted(len(volume), 'day')}, {last} of them today"
    ends = f'<p class="ends-of small quiet"><span>{volume[0]["day"]}</span><span>{volume[-1]["day"]}</span></p>'
    picture = f'<svg class="bars" viewBox="0 0 {WIDE} {tall}" role="img" aria-label="{words}">{"".join(drawn)}</svg>'
    return Markup(picture + (ends if days else ""))

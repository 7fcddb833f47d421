"""A line of an event in small: how many reports came when, as bars of SVG."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

WIDE, TALL, MOST = 96, 22, 24


def spark(changes: list[dict[str, Any]]) -> Markup:
    """Bars of the changes a day, or an hour where all are of one day; nothing where there is but one."""
    times = sorted(one["published"] or one["seen"] or "" for one in changes)
    if len(times) < 2 or not times[0]:
        return Markup("")
    size = 13 if times[0][:10] == times[-1][:10] else 10
    counts = Counter(at[:size] for at in times)
    slots = _slots(times[0][:size], times[-1][:size]) or sorted(counts)
    slots = slots[-MOST:]
    wide = WIDE / max(len(slots), 16)
    top = max(counts.values())
    bars = "".join(
        f'<rect x="{n * wide:.1f}" y="{TALL - max(2, counts[at] / top * TALL):.1f}" width="{max(wide - 1, 1):.1f}" '
        f'height="{max(2, counts[at] / top * TALL):.1f}"/>'
        for n, at in enumerate(slots)
        if counts[at]
    )
    words = f"{sum(counts.values())} reports that changed something, from {times[0][:16]} to {times[-1][:16]}"
    return Markup(f'<svg class="spark" viewBox="0 0 {WIDE} {TALL}" role="img" aria-label="{words}">{bars}</svg>')


def _slots(first: str, last: str) -> list[str]:
    """Every hour or day between two, so that gaps can be seen."""
    try:
        if len(first) == 13:
            return [f"{first[:11]}{hour:02}" for hour in range(int(first[11:]), int(last[11:]) + 1)]
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return []
    return [(start + timedelta(n)).isoformat() for n in range(min((end - start).days, 400) + 1)]

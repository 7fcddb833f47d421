"""Small pictures that the server draws: a line over time with its band, in sizes that stand in attributes."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

WIDTH, HEIGHT = 240, 56


def spark(
    values: Sequence[float],
    low: Sequence[float] = (),
    high: Sequence[float] = (),
    *,
    label: str = "",
    least: float = 20.0,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> Markup:
    """A line with its band and the line of nought; `least` is the reach up and down that small values do not fill."""
    if not values:
        return Markup("")
    top = max(least, *values, *(high or (0,)))
    bottom = min(-least / 2, *values, *(low or (0,)))
    wide = max(1, len(values) - 1)

    def at(n: int, value: float) -> str:
        return f"{n * (width - 2) / wide + 1:.1f},{(top - value) * (height - 4) / (top - bottom) + 2:.1f}"

    line = " ".join(at(n, value) for n, value in enumerate(values))
    band = ""
    if low and high:
        edge = [*(at(n, value) for n, value in enumerate(high)), *(at(n, low[n]) for n in reversed(range(len(low))))]
        band = f'<polygon class="spark-band" points="{" ".join(edge)}"/>'
    zero = at(0, 0).partition(",")[2]
    return Markup(
        '<svg class="spark-line" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{label}">{band}'
        '<line class="spark-zero" x1="1" x2="{x}" y1="{zero}" y2="{zero}"/><polyline points="{line}"/></svg>'
    ).format(w=width, h=height, label=label, band=Markup(band), x=width - 1, zero=zero, line=line)


def bars(values: Sequence[int], *, label: str = "", width: int = 720, height: int = 60) -> Markup:
    """One bar for each value, from nought."""
    if not values:
        return Markup("")
    top, step = max(1, *values), width / len(values)
    drawn = Markup("").join(
        Markup('<rect x="{}" y="{}" width="{}" height="{}"/>').format(
            f"{n * step:.2f}",
            f"{height - value * height / top:.2f}",
            f"{max(0.6, step * 0.82):.2f}",
            f"{value * height / top:.2f}",
        )
        for n, value in enumerate(values)
        if value
    )
    return Markup(
        '<svg class="spark-bars" viewBox="0 0 {w} {h}" preserveAspectRatio="none" height="{h}" role="img" aria-label="{label}">{drawn}</svg>'
    ).format(w=width, h=height, label=label, drawn=drawn)

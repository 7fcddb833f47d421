"""Paths between two parties as one SVG that the server draws: a side on the left, go-betweens in the middle, a side on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from sayso.desk.channels import Between, Channels, Edge

MOST = 9  # go-betweens that have a place
STEPS = 3  # paths of two steps that have one
ROW, WIDTH, BOX, LONGEST = 54, 960, 190, 26
_MIDDLE, _LEFT, _RIGHT = WIDTH / 2, WIDTH * 0.36, WIDTH * 0.64

Link = Callable[[str, str], str]


def paths(found: Channels, names: tuple[str, str], edge: Link, actor: Callable[[str], str]) -> Markup:
    """The picture; nothing where nobody stands between. Every line and box is a link."""
    shown = [one for one in found.between if one.part != "has to do with both"][:MOST]
    steps = found.steps[:STEPS]
    rows = len(shown) + len(steps) + bool(found.direct)
    if not rows:
        return Markup("")
    height = rows * ROW + 20
    ends = ((BOX / 2 + 4, height / 2), (WIDTH - BOX / 2 - 4, height / 2))
    lines: list[Markup] = []
    boxes: list[Markup] = []
    y = 10 + ROW / 2
    for one in shown:
        lines.append(_line(ends[0], (_MIDDLE, y), one.a, edge(one.id, found.a)))
        lines.append(_line((_MIDDLE, y), ends[1], one.b, edge(one.id, found.b)))
        boxes.append(_box((_MIDDLE, y), one.name, _note(one), actor(one.id)))
        y += ROW
    if found.direct:
        lines.append(
            _line((ends[0][0], y), (ends[1][0], y), found.direct, edge(found.a, found.b), from_to=(ends[0], ends[1]))
        )
        y += ROW
    for first, middle, last in steps:
        lines.append(_line(ends[0], (_LEFT, y), first, edge(first.x, found.a)))
        lines.append(_line((_LEFT, y), (_RIGHT, y), middle, edge(middle.x, middle.y)))
        lines.append(_line((_RIGHT, y), ends[1], last, edge(last.x, found.b)))
        boxes.append(_box((_LEFT, y), found.names.get(first.x, first.x), "talks to one", actor(first.x)))
        boxes.append(_box((_RIGHT, y), found.names.get(last.x, last.x), "talks to the other", actor(last.x)))
        y += ROW
    for own, name, place in zip((found.a, found.b), names, ends, strict=True):
        boxes.append(_box(place, name, "", actor(own), name_only=True))
    label = f"Who stands between {names[0]} and {names[1]}; the list below says the same"
    return Markup(
        '<svg class="paths-picture" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="group" aria-label="{label}">{lines}{boxes}</svg>'
    ).format(w=WIDTH, h=round(height), label=label, lines=Markup("").join(lines), boxes=Markup("").join(boxes))


def _note(one: Between) -> str:
    levels = one.a.levels("x") or one.b.levels("x")
    level = "" if not levels or levels[0] in ("level not known", "state as a whole") else f", {levels[0]}"
    return one.part + level


def _line(
    start: tuple[float, float],
    end: tuple[float, float],
    edge: Edge,
    href: str,
    *,
    from_to: Sequence[tuple[float, float]] = (),
) -> Markup:
    """A line in the style of its firmest contact; a denied one is crossed. It bends where its ends are not of one height."""
    (x1, y1), (x2, y2) = from_to or (start, end)
    by = (start[1] + end[1]) / 2 if from_to else None
    bend = (x1 + x2) / 2
    middle = (bend, by) if by is not None else (bend, (y1 + y2) / 2)
    if by is not None:
        d = f"M{x1:.0f},{y1:.0f}C{x1 + 130:.0f},{by:.0f} {x1 + 160:.0f},{by:.0f} {bend:.0f},{by:.0f}S{x2 - 130:.0f},{by:.0f} {x2:.0f},{y2:.0f}"
    else:
        d = f"M{x1:.0f},{y1:.0f}C{bend:.0f},{y1:.0f} {bend:.0f},{y2:.0f} {x2:.0f},{y2:.0f}"
    told = edge.as_json()
    kinds = ", ".join(f"{kind} {count}" for kind, count in list(told["kinds"].items())[:4]) or "only denied"
    says = f"{kinds}; {edge.style}; {told['reports']} reports / {told['independent_roots']} roots; last on {told['last_day']}"
    cross = Markup("")
    if edge.style == "denied":
        x, y = middle
        cross = Markup('<path class="stroke-cross" d="M{},{}l12,12m0,-12l-12,12"/>').format(
            f"{x - 6:.0f}", f"{y - 6:.0f}"
        )
    mark = Markup('<text class="path-count" x="{}" y="{}" text-anchor="middle">{}</text>').format(
        f"{middle[0]:.0f}", f"{middle[1] - 5:.0f}", _count(edge)
    )
    return Markup(
        '<a href="{href}" aria-label="{says}"><title>{says}</title><path class="path-hit" d="{d}"/><path class="stroke-{style}" d="{d}"/>{cross}{mark}</a>'
    ).format(href=href, says=says, d=d, style=edge.style, cross=cross, mark=mark)


def _count(edge: Edge) -> str:
    touches = len(edge.touches)
    return f"in touch {touches}×" if touches else next(iter(edge.kinds), "denied")


def _box(place: tuple[float, float], name: str, note: str, href: str, *, name_only: bool = False) -> Markup:
    x, y = place
    high = 34 if name_only else 42
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    under = Markup('<text class="path-note" x="{}" y="{}" text-anchor="middle">{}</text>').format(
        f"{x:.0f}", f"{y + 14:.0f}", note[:34]
    )
    return Markup(
        '<a href="{href}"><title>{name}</title><rect class="path-box{side}" x="{left}" y="{top}" width="{wide}" height="{high}" rx="7"/>'
        '<text class="path-name" x="{x}" y="{at}" text-anchor="middle">{short}</text>{under}</a>'
    ).format(
        href=href, name=name, side=" side" if name_only else "", left=f"{x - BOX / 2:.0f}", top=f"{y - high / 2:.0f}", wide=BOX,
        high=high, x=f"{x:.0f}", at=f"{y + 5 if name_only else y - 3:.0f}", short=short, under=under if note else Markup(""),
    )  # fmt: skip

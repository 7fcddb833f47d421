"""The provenance chain as SVG, drawn here so that it works without script and can be printed."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import wrap

from markupsafe import Markup, escape

from sayso.desk.provenance import Edge, Node, Provenance

BOX, TALL, ACROSS, DOWN, EDGE = 184, 54, 262, 74, 10
LETTERS = 24  # that fit into a box
Href = Callable[[Node], str | None]


def chain_svg(found: Provenance, *, title: str, href: Href) -> Markup:
    """A picture of the graph with the root left of what rests on it; every node leads to its sentences."""
    width = found.columns * ACROSS - (ACROSS - BOX) + 2 * EDGE
    height = found.rows * DOWN - (DOWN - TALL) + 2 * EDGE
    parts = [
        f'<svg class="chain" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" '
        f'aria-labelledby="chain-title" xmlns="http://www.w3.org/2000/svg"><title id="chain-title">{escape(title)}</title>'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" class="tip"/></marker></defs>'
    ]
    parts += [_edge(edge, found) for edge in found.edges.values()]
    parts += [_node(node, href(node)) for node in found.nodes.values()]
    return Markup("".join([*parts, "</svg>"]))


def _corner(node: Node) -> tuple[float, float]:
    return EDGE + node.column * ACROSS, EDGE + node.row * DOWN


def _edge(edge: Edge, found: Provenance) -> str:
    (x1, y1), (x2, y2) = _corner(found.nodes[edge.tail]), _corner(found.nodes[edge.head])
    if x2 > x1:
        x1, y1, y2 = x1 + BOX, y1 + TALL / 2, y2 + TALL / 2
        bend = (x2 - x1) / 2
        path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2 - 3:g} {y2:g}"
    else:  # a copy beside its original: round the right side
        x1, y1, y2 = x1 + BOX, y1 + TALL * 0.7, y2 + TALL * 0.3
        x2 += BOX
        path = f"M{x1:g} {y1:g}C{x1 + 34:g} {y1:g} {x2 + 34:g} {y2:g} {x2 + 3:g} {y2:g}"
    style = "copy" if edge.style == "copy" else edge.style
    words = escape(_label(edge))
    out = [
        f'<g class="edge"><path d="{path}" class="stroke-{style}" marker-end="url(#tip)"><title>{words}</title></path>'
    ]
    middle_x, middle_y = (x1 + x2) / 2, (y1 + y2) / 2
    if edge.style == "denied":
        out.append(f'<path d="M{middle_x - 5:g} {middle_y - 5:g}l10 10m0-10l-10 10" class="stroke-cross"/>')
    elif edge.label and edge.style != "copy":
        out.append(f'<text x="{middle_x:g}" y="{middle_y - 5:g}" class="cue">{escape(edge.label[:14])}</text>')
    return "".join([*out, "</g>"])


def _label(edge: Edge) -> str:
    if edge.style == "copy":
        return f"copied: {edge.label}" if edge.label else "copied"
    return f"{edge.style}{f', “{edge.label}”' if edge.label else ''}"


def _node(node: Node, href: str | None) -> str:
    x, y = _corner(node)
    lines = wrap(node.name, LETTERS, max_lines=2, placeholder=" …") or ["?"]
    notes = [node.note] if node.note and node.kind != "event" else []
    out = [f'<rect x="{x:g}" y="{y:g}" width="{BOX}" height="{TALL}" rx="8" class="box"/>']
    step = 15
    top = y + TALL / 2 - (len(lines) + len(notes) - 1) * step / 2 + 4.5
    for number, line in enumerate(lines):
        out.append(f'<text x="{x + BOX / 2:g}" y="{top + number * step:g}" class="name">{escape(line)}</text>')
    for note in notes:
        out.append(f'<text x="{x + BOX / 2:g}" y="{top + len(lines) * step:g}" class="note">{escape(note[:32])}</text>')
    more = "" if node.counted else " uncounted"
    group = f'<g class="node {node.kind}{more}"><title>{escape(_said(node))}</title>{"".join(out)}</g>'
    return f'<a href="{escape(href)}">{group}</a>' if href else group


def _said(node: Node) -> str:
    kinds = {"root": "root source", "source": "said it on", "outlet": "carried it", "event": "the event", "more": ""}
    return ", ".join(part for part in (node.name, kinds[node.kind], node.note) if part)

"""The chain of one event as a graph: event <- said by <- quoting <- carried by, root by root."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sayso.desk.event_view import EventView, Told
from sayso.model.ledger import clock

Json = dict[str, Any]
EVENT = "event"
MOST = 10  # outlets that are drawn of one root; the others are one node
_STRENGTH = ("asserted", "reported", "hedged", "future", "hypothetical", "denied")


@dataclass(slots=True)
class Node:
    """A source, an outlet, or the event itself. `column` counts from the event."""

    key: str
    kind: str  # event, root, source, outlet, more
    name: str
    note: str = ""
    claims: list[str] = field(default_factory=list)
    counted: bool = True
    column: int = 0
    row: float = 0.0


@dataclass(slots=True)
class Edge:
    """From whom to whom the news went. `style` is the status of the claims on it, or `copy`."""

    tail: str
    head: str
    style: str
    label: str = ""
    claims: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Provenance:
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str], Edge] = field(default_factory=dict)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return 1 + max((node.column for node in self.nodes.values()), default=0)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return 1 + int(max((node.row for node in self.nodes.values()), default=0))

    def as_json(self) -> Json:
        """The graph in the shape that `sayso-graph` reads."""
        return {
            "nodes": [
                {"id": n.key, "label": n.name, "kind": n.kind, "note": n.note, "size": 1 + len(n.claims), "claims": n.claims}
                for n in self.nodes.values()
            ],
            "edges": [
                {"id": f"{e.tail}>{e.head}", "from": e.tail, "to": e.head, "label": e.label, "style": e.style,
                 "weight": len(e.claims), "claims": e.claims}
                for e in self.edges.values()
            ],
        }  # fmt: skip


def provenance(found: EventView) -> Provenance:
    """Who has the news from whom, laid out in columns and rows."""
    out = Provenance()
    out.nodes[EVENT] = Node(EVENT, "event", found.event["title"] or found.event["type"])
    for root in found.roots:
        _root(out, root.root, list(_every(root.told)), found)
    _columns(out)
    _rows(out)
    return out


def _every(told: tuple[Told, ...]) -> Iterator[Told]:
    for one in told:
        yield one
        yield from _every(tuple(below for _, below in one.copies))


def _root(out: Provenance, root: Json, told: list[Told], found: EventView) -> None:
    key = f"root {root['id']}"
    note = "denies it" if root["denies"] else "speaks for itself" if root["self_report"] else root["kind"]
    out.nodes[key] = Node(key, "root", root["name"], note, list(root["claims"]), root["counted"])
    _join(out, EVENT, key, "denied" if root["denies"] else _firmest(found, root["claims"]), "", root["claims"])
    outlets = list(dict.fromkeys(_outlet(one) for one in told))
    shown = set(outlets if len(outlets) <= MOST + 1 else outlets[:MOST])
    lane = _Lane(out, key, {root["id"], *root["members"]}, shown)
    where = {one.article["id"]: lane.draw(one) for one in told}
    if f"{key} more" in out.nodes:
        out.nodes[f"{key} more"].name = f"{len(outlets) - len(shown)} more outlets"
    for one in told:
        for edge, below in one.copies:
            tail, head = where[one.article["id"]], where[below.article["id"]]
            if tail != head and (head, tail) not in out.edges:
                _join(out, tail, head, "copy", edge.kind, [])


@dataclass(slots=True)
class _Lane:
    """What rests on one root. A paper that others cite and whose page we read is one node."""

    out: Provenance
    key: str
    own: set[str]  # ids that mean the root itself
    shown: set[str]

    def draw(self, one: Told) -> str:
        """Draw the chains of one article; the node that stands for it."""
        outlet = _outlet(one)
        page = f"{self.key} at {outlet}" if outlet in self.shown else f"{self.key} more"
        for claim in one.claims:
            page = self._chain(claim, one, page)
        if not one.claims and page not in self.out.nodes:
            self._place(page, one)
            _join(self.out, self.key, page, "copy", "", [])
        return page

    def _chain(self, claim: Json, one: Told, page: str) -> str:
        links = claim["chain"]
        if links[0]["id"] in self.own:
            return self.key  # the outlet is the root: nobody stands between
        tail, last = self.key, links[-1]
        for link in reversed(links[1:-1]):
            if link["id"] in self.own or link["id"] is None:
                continue
            node = f"{self.key} at {link['id']}"
            if node != tail and node != page:
                self.out.nodes.setdefault(node, Node(node, "source", link["name"] or "?", link["kind"]))
                _join(self.out, tail, node, claim["status"], _cue(last), [claim["id"]])
                tail, last = node, link
        self._place(page, one)
        self.out.nodes[page].claims.append(claim["id"])
        _join(self.out, tail, page, claim["status"], _cue(last), [claim["id"]])
        return page

    def _place(self, page: str, one: Told) -> None:
        node = self.out.nodes.get(page)
        if page.endswith(" more"):
            self.out.nodes.setdefault(page, Node(page, "more", "", "folded"))
        elif node is None or node.kind == "source":  # named by others before its own page was read
            claims = node.claims if node else []
            self.out.nodes[page] = Node(
                page, "outlet", one.article["outlet"] or "outlet not named", _at(one.article), claims
            )


def _outlet(one: Told) -> str:
    """What tells an outlet from others: its id in the chains, so that those who cite it lead to the same node."""
    for claim in one.claims:
        if claim["chain"][0]["id"]:
            return str(claim["chain"][0]["id"])
    return str(one.article["outlet"] or one.article["id"])


def _at(article: Json) -> str:
    return clock(article["published_at"] or article["seen_at"])


def _cue(link: Json) -> str:
    return ((link.get("cue") or {}).get("text") or "")[:24]


def _firmest(found: EventView, claims: list[str]) -> str:
    """The status that says most for the event among the claims of a root."""
    held = {found.claims[c]["status"] for c in claims if c in found.claims}
    return next((status for status in _STRENGTH if status in held), "reported")


def _join(out: Provenance, tail: str, head: str, style: str, label: str, claims: list[str]) -> None:
    edge = out.edges.setdefault((tail, head), Edge(tail, head, style, label))
    edge.claims += [claim for claim in claims if claim not in edge.claims]
    if edge.style == "copy" and style != "copy":
        edge.style, edge.label = style, label


def _columns(out: Provenance) -> None:
    """Every node stands right of all that it has the news from; a ring of sources ends the walk."""
    for _ in range(len(out.nodes)):
        moved = False
        for edge in out.edges.values():
            if edge.style == "copy" and out.nodes[edge.head].claims:
                continue  # a copy that names its source stands in the column of its chain
            least = out.nodes[edge.tail].column + 1
            if out.nodes[edge.head].column < least <= len(out.nodes):
                out.nodes[edge.head].column = least
                moved = True
        if not moved:
            return


def _rows(out: Provenance) -> None:
    """Roots one under the other, each as high as what rests on it; two nodes never share a place."""
    taken: dict[int, int] = {}
    children: dict[str, list[str]] = {}
    for edge in out.edges.values():
        children.setdefault(edge.tail, []).append(edge.head)
    placed: set[str] = set()

    def place(key: str, row: int) -> None:
        if key in placed:
            return
        placed.add(key)
        node = out.nodes[key]
        node.row = max(row, taken.get(node.column, 0))
        taken[node.column] = int(node.row) + 1
        for child in children.get(key, ()):
            if out.nodes[child].column > node.column:
                place(child, int(node.row))

    place(EVENT, 0)
    low = 0
    for key in children.get(EVENT, ()):
        inside = [n.row for k, n in out.nodes.items() if k == key or k.startswith(f"{key} ")]
        shift = max(0, low - int(min(inside)))
        for k, n in out.nodes.items():
            if k == key or k.startswith(f"{key} "):
                n.row += shift
        low = int(max(inside)) + shift + 1
    for key, node in out.nodes.items():
        if key not in placed:
            node.row, node.column = low, max(1, node.column)
            low += 1

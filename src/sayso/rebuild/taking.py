"""Copy edges of an article: of those that have the whole of it, the earliest are enough, whatever came in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sayso.corroborate import copies
from sayso.model.ledger import ClaimRecord, Copy, Report

if TYPE_CHECKING:
    from sayso.rebuild.comparing import Shelf
    from sayso.store import Store

ENOUGH = (
    8  # earlier articles with the whole of a text: which more of them it has it from tells nothing new of its roots
)
WHOLLY = 0.95  # a child of which so much is taken has nothing of its own


def edge_of(a: Report, b: Report, claims: Mapping[str, Sequence[ClaimRecord]]) -> Copy | None:
    """The copy edge between two articles, the same whichever of them came first."""
    first, second = sorted((a, b), key=lambda report: report.order)
    comparison = copies.compare(second, first)
    return copies.copy_edge(second, first, comparison, claims_a=claims[second.id], claims_b=claims[first.id])


def wholly(edge: Copy, child: str) -> bool:
    """Whether a child has nothing of its own beside what the edge shows."""
    return edge.child == child and (edge.kind == "duplicate" or edge.share >= WHOLLY) and copies.counts_as_copy(edge)


class Taking:
    """Finds whom an article took from, and who took from it.

    An article is compared with those before it, the earliest first, until `ENOUGH` of them have the whole of it. An early
    article that comes late takes its place among the parents of those after it, and a parent beyond the last one leaves.
    """

    def __init__(self, store: Store, shelf: Shelf) -> None:
        self._store, self._shelf = store, shelf
        self.compared = 0
        self.ended = False  # whether the last search ended early
        self.filled: set[str] = set()  # later articles whose search ends early since then, or earlier than it did
        self.dropped: list[Copy] = []  # edges that left with that

    def find(self, report: Report, near: Iterable[str]) -> list[Copy]:
        """The edges of one article with those near it; the store has them afterwards."""
        self.compared, self.filled, self.dropped = 0, set(), []
        others = sorted(self._shelf.reports(near).values(), key=lambda other: other.order)
        before = [other for other in others if other.order < report.order]
        after = self._open(report, others[len(before) :])
        found = self._among(report, before)
        self.ended = sum(wholly(edge, report.id) for edge in found) >= ENOUGH
        new = [edge for other in after if (edge := self._compared(report, other, after))]
        self._store.add_copies([*found, *new])
        crowded = [edge.child for edge in new if edge.parent == report.id and wholly(edge, edge.child)]
        if crowded:
            self._trim({other.id: other for other in after if other.id in crowded})
        return [*found, *new]

    def ending(self, articles: Sequence[Report]) -> set[str]:
        """Those of the articles whose search ends early."""
        parents = self._parents({report.id: report for report in articles})
        return {own for own, found in parents.items() if len(found) >= ENOUGH}

    def full(self, children: Iterable[str]) -> set[str]:
        """Those of the articles whose search may have ended early, also by parents that are no longer current."""
        asked = set(children)
        whole = Counter(edge.child for edge in self._store.copies_of(asked) if wholly(edge, edge.child))
        return {own for own in asked if whole[own] >= ENOUGH}

    def _among(self, report: Report, before: Sequence[Report]) -> list[Copy]:
        found: list[Copy] = []
        whole = 0
        for start in range(0, len(before), ENOUGH):
            part = before[start : start + ENOUGH]
            for other in part:
                edge = self._compared(report, other, part)
                if edge:
                    found.append(edge)
                    whole += wholly(edge, report.id)
                if whole == ENOUGH:
                    return found
        return found

    def _compared(self, report: Report, other: Report, part: Sequence[Report]) -> Copy | None:
        self.compared += 1
        return edge_of(report, other, self._shelf.of_articles([report.id, *(own.id for own in part)]))

    def _open(self, report: Report, after: Sequence[Report]) -> list[Report]:
        """Those after an article whose search would come to it."""
        parents = self._parents({other.id: other for other in after}) if after else {}
        return [other for other in after if sum(p.order < report.order for p in parents.get(other.id, ())) < ENOUGH]

    def _parents(self, children: Mapping[str, Report]) -> dict[str, list[Report]]:
        """By child, the articles before it that have the whole of it, the earliest first."""
        edges = [e for e in self._store.copies_of(children) if e.child in children and wholly(e, e.child)]
        reports = self._shelf.reports({edge.parent for edge in edges})
        out: dict[str, list[Report]] = {}
        for edge in edges:
            parent = reports.get(edge.parent)
            if parent and parent.order < children[edge.child].order:
                out.setdefault(edge.child, []).append(parent)
        return {own: sorted(found, key=lambda parent: parent.order) for own, found in out.items()}

    def _trim(self, crowded: Mapping[str, Report]) -> None:
        """Take away what a search that ends at the last parent would not have come to."""
        for own, parents in self._parents(crowded).items():
            if len(parents) < ENOUGH:
                continue
            self.filled.add(own)
            last, child = parents[ENOUGH - 1], crowded[own]
            edges = self._store.copies_of([own])
            others = self._shelf.reports({*(e.child for e in edges), *(e.parent for e in edges)})
            beyond = {o.id for o in others.values() if last.order < o.order < child.order}
            gone = [edge for edge in edges if {edge.child, edge.parent} & beyond]
            if not gone:
                continue
            self._store.remove_copies([own])
            self._store.add_copies([edge for edge in edges if edge not in gone])
            self.dropped += gone

"""Edges and roots that Sayso finds in a family, against those that are known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.copying.families import Family

from sayso.corroborate.copies import Traced, add_to, candidates, compare, copy_edge, signature, trace
from sayso.corroborate.index import MemoryIndex
from sayso.model.ledger import Copy, Report

Pair = tuple[str, str]


@dataclass(slots=True)
class Counts:
    right: int = 0
    found: int = 0
    known: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.known if self.known else 1.0

    def add(self, found: set[Pair], known: set[Pair]) -> None:
        self.right += len(found & known)
        self.found += len(found)
        self.known += len(known)


@dataclass(slots=True)
class Scores:
    """Sums over families; `missed` and `wrong` by operation of the child."""

    families: int = 0
    exact_roots: int = 0
    more_roots: int = 0  # families in which a copy added a root
    pairs: Counts = field(default_factory=Counts)
    direct: Counts = field(default_factory=Counts)
    compared: int = 0
    articles: int = 0
    known: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    by_kind: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))


def edges_of(reports: Iterable[Report]) -> tuple[list[Copy], int]:
    """Copy edges of some reports as an index finds them one by one, and how many pairs were compared."""
    index = MemoryIndex()
    known: dict[str, Report] = {}
    out = []
    compared = 0
    for report in reports:
        own = signature(report)
        for other in candidates(index, report, own):
            compared += 1
            edge = copy_edge(report, known[other], compare(report, known[other]))
            if edge is not None:
                out.append(edge)
        add_to(index, report, own)
        known[report.id] = report
    return out, compared


def closure(parents: dict[str, tuple[str, ...]]) -> set[Pair]:
    """All pairs of a report and one that it descends from."""
    out: set[Pair] = set()
    for child in parents:
        todo = list(parents[child])
        while todo:
            parent = todo.pop()
            if (child, parent) not in out:
                out.add((child, parent))
                todo.extend(parents.get(parent, ()))
    return out


def score(families: Iterable[Family]) -> Scores:
    """Figures over families."""
    total = Scores()
    for family in families:
        _score(total, family)
    return total


def _score(total: Scores, family: Family) -> None:
    copies, compared = edges_of(family.reports)
    ids = [r.id for r in family.reports]
    traced = trace(copies, ids)
    found_parents = {a: traced.parents(a) for a in ids}
    known, found = closure(family.parents), closure(found_parents)
    direct_known = {(c, p) for c, of in family.parents.items() for p in of}
    direct_found = {(c, p) for c, of in found_parents.items() for p in of}
    direct_found = _as_known(direct_found, direct_known, family.alike)
    if not family.dated:  # who was first, and so who descends from whom, cannot be known: only who is next to whom
        direct_known, direct_found = _either_way(direct_known), _either_way(direct_found)
        known, found = direct_known, direct_found
    total.families += 1
    total.compared += compared
    total.articles += len(ids)
    total.pairs.add(found, known)
    total.direct.add(direct_found, direct_known)
    exact = len(traced.origins) == family.roots
    total.exact_roots += exact
    total.by_kind[f"{family.source} {family.kind}"][0] += exact
    total.by_kind[f"{family.source} {family.kind}"][1] += 1
    total.more_roots += _gains(family)
    names = family.operations
    for child, _ in direct_known:
        total.known[names[child]] += 1
    for child, parent in direct_known - direct_found:
        total.missed[names[child]] += 1
        total.examples.append(f"missed {family.id} {names[child]} {child} -> {names[parent]} {parent}")
    for child, parent in found - known:
        total.wrong[names[child]] += 1
        total.examples.append(f"wrong {family.id} {names[child]} {child} -> {names[parent]} {parent}")
    if not exact:
        total.examples.append(f"roots {family.id} {len(traced.origins)} for {family.roots}")


def _as_known(found: set[Pair], known: set[Pair], alike: frozenset[Pair]) -> set[Pair]:
    """The pairs, with an ancestor that the text cannot tell from the parent replaced by the parent."""
    parents = dict(known)
    return {(c, parents[c]) if (c, p) in alike and (c, p) not in known else (c, p) for c, p in found}


def _either_way(pairs: set[Pair]) -> set[Pair]:
    return {(min(p), max(p)) for p in pairs}


def _gains(family: Family) -> bool:
    """Whether a copy, added to what it was made from and all before it, ever added a root."""
    before = 0
    for k, report in enumerate(family.reports):
        roots = len(roots_of(family.reports[: k + 1]).origins)
        if family.parents[report.id] and roots > before:
            return True
        before = roots
    return False


def roots_of(reports: Sequence[Report]) -> Traced:
    """The traced graph of some reports."""
    return trace(edges_of(reports)[0], [r.id for r in reports])

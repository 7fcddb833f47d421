"""Figures of every head from predicted and gold labels, with numpy alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sayso.encoder.chain import spans_of

SpanOf = tuple[int, int, str]


@dataclass(slots=True)
class Count:
    """Right, found and wanted things, and the F1 they give."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: set[SpanOf], wanted: set[SpanOf]) -> None:
        """Count two sets."""
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


@dataclass(slots=True)
class SpanScore:
    """Exact spans, exact but for punctuation at the edges, and tokens; by kind and all together."""

    exact: dict[str, Count] = field(default_factory=dict)
    token: dict[str, Count] = field(default_factory=dict)
    edges: Count = field(default_factory=Count)

    def add(self, words: Sequence[str], found: Sequence[str], wanted: Sequence[str]) -> None:
        """Count one text, tags one per word."""
        got, gold = set(spans_of(found)), set(spans_of(wanted))
        self.edges.add(_trimmed(words, got), _trimmed(words, gold))
        for kind in {"all"} | {s[2] for s in got | gold}:
            mine, theirs = ({s for s in x if kind in ("all", s[2])} for x in (got, gold))
            self.exact.setdefault(kind, Count()).add(mine, theirs)
            self.token.setdefault(kind, Count()).add(_words(mine), _words(theirs))

    def figures(self, name: str) -> dict[str, float]:
        """F1 by name, the whole first."""
        out = {f"{name} exact": self.exact["all"].f1, f"{name} token": self.token["all"].f1}
        out[f"{name} exact, edge punctuation ignored"] = self.edges.f1
        out |= {f"{name} exact {kind}": c.f1 for kind, c in sorted(self.exact.items()) if kind != "all"}
        return out | {f"{name} token {kind}": c.f1 for kind, c in sorted(self.token.items()) if kind != "all"}


def _words(spans: Iterable[SpanOf]) -> set[SpanOf]:
    return {(k, k + 1, kind) for first, last, kind in spans for k in range(first, last)}


def _trimmed(words: Sequence[str], spans: Iterable[SpanOf]) -> set[SpanOf]:
    out = set()
    for first, last, kind in spans:
        while last - first > 1 and not any(c.isalnum() for c in words[first]):
            first += 1
        while last - first > 1 and not any(c.isalnum() for c in words[last - 1]):
            last -= 1
        out.add((first, last, kind))
    return out


@dataclass(slots=True)
class TreeScore:
    """Words whose head, and head and relation, are right; relations also without their subtypes."""

    words: int = 0
    heads: int = 0
    relations: int = 0
    full: int = 0

    def add(self, found: Sequence[tuple[int, str]], wanted: Sequence[tuple[int, str]]) -> None:
        """Count one sentence of (head, relation) pairs; gold heads below 0 are ignored."""
        for (head, relation), (gold, gold_relation) in zip(found, wanted, strict=True):
            if gold < 0:
                continue
            self.words += 1
            self.heads += head == gold
            self.full += head == gold and relation == gold_relation
            self.relations += head == gold and relation.split(":")[0] == gold_relation.split(":")[0]

    def figures(self, name: str) -> dict[str, float]:
        """Unlabelled and labelled attachment."""
        n = max(1, self.words)
        return {
            f"{name} UAS": self.heads / n,
            f"{name} LAS": self.relations / n,
            f"{name} LAS with subtypes": self.full / n,
        }


def accuracy(pairs: Counter[bool]) -> float:
    """The share of True."""
    return pairs[True] / max(1, pairs[True] + pairs[False])

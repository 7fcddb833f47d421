"""Temperatures: the one number per head by which scores are divided so that probabilities on dev are neither bold nor shy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from training.calibration import calibration_error, threshold
from training.encoder.evaluate import Read
from training.encoder.labels import ARCS, BIO_HEADS, NUMBERS
from training.encoder.windows import moved

from sayso.encoder.chain import Chains, Marked, softmax, spans_of
from sayso.encoder.document import Heads
from sayso.encoder.document import Window as Said
from sayso.encoder.tree import within

GRID = tuple(float(x) for x in np.round(np.geomspace(0.6, 2.2, 10), 3))
MOST = 8_000  # words (of a tagging head: words of windows) that a head is fitted on
Facts = Mapping[str, Mapping[str, Any]]
Decisions = Iterator[tuple[float, bool]]


def temperatures(reads: Sequence[Read], heads: Facts) -> dict[str, float]:
    """The temperature of each head: the most likely gold labels, or of spans the most likely outcome (right or not)."""
    out = {}
    for head, facts in heads.items():
        known = [read for read in reads if head in read.window.labels]
        if head in BIO_HEADS:
            out[head] = _spans_temperature(known, head, facts)
        elif known and head not in NUMBERS:
            pairs = [pair for read in known for pair in _scored(read, head, facts)]
            chosen = pairs[:: max(1, sum(len(gold) for _, gold in pairs) // MOST)]
            out[head] = min(GRID, key=lambda t, c=chosen: _loss(c, t))  # type: ignore[misc]
    return out


def _scored(read: Read, head: str, facts: Mapping[str, Any]) -> Iterator[tuple[np.ndarray, list[int]]]:
    """Scores and the numbers of the gold labels, below 0 where they are unknown; of arcs sentence by sentence."""
    labels, scores = read.window.labels[head], read.said.scores[head]
    if head not in ARCS:
        places = {label: k for k, label in enumerate(facts["labels"])}
        yield scores, [places.get(str(v), -1) for v in labels]
        return
    for first, last in read.window.sentences():
        yield within(scores, first, last), [int(moved(v, first, last)) for v in labels[first:last]]


def _spans_temperature(known: Sequence[Read], head: str, facts: Mapping[str, Any]) -> float:
    known = known[:: max(1, sum(len(r.window.words) for r in known) // MOST)]

    def loss(temperature: float) -> float:
        chains = Chains({head: {**facts, "temperature": temperature}})
        decisions = [d for r in known for d in _spans(r, head, chains.spans(r.said.scores)[head])]
        return -float(np.mean([np.log(max(p if right else 1 - p, 1e-6)) for p, right in decisions] or [0.0]))

    return min(GRID, key=loss)


def _loss(pairs: Iterable[tuple[np.ndarray, list[int]]], temperature: float) -> float:
    total, words = 0.0, 0
    for scores, gold in pairs:
        p = softmax(scores, temperature)
        known = [(k, g) for k, g in enumerate(gold) if g >= 0]
        total -= sum(float(np.log(max(p[k, g], 1e-9))) for k, g in known)
        words += len(known)
    return total / max(1, words)


def reliability(reads: Sequence[Read], heads: Facts) -> dict[str, dict[str, float]]:
    """For every head: expected calibration error, share right, and from which probability on 90 % are right."""
    warm, out = Heads(heads), {}
    reads = [Read(r.window, Said(r.said.words, r.said.scores, warm)) for r in reads]
    for head in heads:
        pairs = [p for r in reads if head in r.window.labels and head not in NUMBERS for p in _decisions(r, head)]
        if pairs:
            confidences, right = [p for p, _ in pairs], [r for _, r in pairs]
            least, share = threshold(confidences, right, 0.9)
            out[head] = {
                "ece": round(calibration_error(confidences, right), 4),
                "right": round(float(np.mean(right)), 4),
                "at_least_for_90": round(least, 3),
                "kept_at_90": round(share, 3),
            }
    return out


def _decisions(read: Read, head: str) -> Decisions:
    """What the head decided here: its probability, and whether it is right; spans found, events found, or every word."""
    wanted = read.window.labels[head]
    if head in BIO_HEADS:
        yield from _spans(read, head, read.said.spans(head))
    elif head in ARCS:
        for first, last in read.window.sentences():
            tree = read.said.tree(head.removeprefix("arcs_"), first, last)
            gold = [int(moved(v, first, last)) for v in wanted[first:last]]
            for p, found, head_wanted in zip(tree.probabilities, tree.heads, gold, strict=True):
                if head_wanted >= 0:
                    yield p, found == head_wanted
    else:
        tags = read.said.tags(head)
        for p, label, right in zip(tags.probabilities, tags.labels, wanted, strict=True):
            if label == "yes" or head not in ("triggers", "starts"):
                yield p, label == right


def _spans(read: Read, head: str, found: Iterable[Marked]) -> Decisions:
    gold = set(spans_of([str(tag) for tag in read.window.labels[head]]))
    for span in found:
        yield span.probability, (span.first, span.last, span.label) in gold

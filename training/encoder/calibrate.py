"""Temperatures: the one number per head by which scores are divided so that probabilities on dev are neither bold nor shy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from training.encoder.decode import Chain, spans_of
from training.encoder.evaluate import Chains, Read
from training.encoder.labels import ARCS, BIO_HEADS, NUMBERS, Vocabulary

GRID = tuple(float(x) for x in np.round(np.geomspace(0.6, 2.2, 10), 3))
MOST = 8_000  # words (of a tagging head: words of windows) that a head is fitted on


def temperatures(reads: Sequence[Read], lists: Vocabulary, chains: Chains) -> dict[str, float]:
    """The temperature of each head: the most likely gold labels, or of spans the most likely outcome (right or not)."""
    out = {head: _spans_temperature(reads, head, lists, chains) for head in BIO_HEADS}
    for head in (*lists.lists, *ARCS):
        if head in BIO_HEADS:
            continue
        pairs = [p for p in (_scored(r, head, lists) for r in reads if head in r.window.labels) if p]
        if not pairs or head in NUMBERS:
            continue
        chosen, words = [], 0
        for pair in pairs[:: max(1, sum(len(g) for _, g in pairs) // MOST)]:
            chosen.append(pair)
            words += len(pair[1])
        out[head] = min(GRID, key=lambda t, c=chosen: _loss(c, t))  # type: ignore[misc]
    return out


def _scored(read: Read, head: str, lists: Vocabulary) -> tuple[np.ndarray, list[int]] | None:
    labels = read.window.labels[head]
    if head in ARCS:
        return read.scores[head], [int(v) for v in labels]
    places = lists.index(head)
    return read.scores[head], [places.get(str(v), -1) for v in labels]


def _spans_temperature(reads: Sequence[Read], head: str, lists: Vocabulary, chains: Chains) -> float:
    known = [r for r in reads if head in r.window.labels]
    known = known[:: max(1, sum(len(r.window.words) for r in known) // MOST)]

    def loss(temperature: float) -> float:
        decisions = [d for r in known for d in _decisions(r, head, lists, chains, {head: temperature})]
        return -float(np.mean([np.log(max(p if right else 1 - p, 1e-6)) for p, right in decisions] or [0.0]))

    return min(GRID, key=loss)


def _loss(pairs: Sequence[tuple[np.ndarray, list[int]]], temperature: float) -> float:
    total, words = 0.0, 0
    for scores, gold in pairs:
        p = probabilities(scores, temperature)
        known = [(k, g) for k, g in enumerate(gold) if g >= 0]
        total -= sum(float(np.log(max(p[k, g], 1e-9))) for k, g in known)
        words += len(known)
    return total / max(1, words)


def probabilities(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Probabilities of labels, word by word."""
    x = scores.astype(np.float64) / temperature
    x = np.exp(x - x.max(-1, keepdims=True))
    out: np.ndarray = x / x.sum(-1, keepdims=True)
    return out


def reliability(
    reads: Sequence[Read], lists: Vocabulary, chains: Chains, heat: Mapping[str, float]
) -> dict[str, dict[str, float]]:
    """For every head: expected calibration error, share right, and from which probability on 90 % are right."""
    out = {}
    for head in (*lists.lists, *ARCS):
        pairs = [p for r in reads if head in r.window.labels for p in _decisions(r, head, lists, chains, heat)]
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


def _decisions(
    read: Read, head: str, lists: Vocabulary, chains: Chains, heat: Mapping[str, float]
) -> list[tuple[float, bool]]:
    """What the head decided here: its probability, and whether it is right; spans found, events found, or every word."""
    temperature, wanted, found = heat.get(head, 1.0), read.window.labels[head], read.decoded[head]
    if head in BIO_HEADS:
        chain, places = Chain(read.scores[head], *chains[head], temperature), lists.index(head)
        gold = spans_of([str(t) for t in wanted])
        return [
            (chain.span(a, b, places[str(found[a])], places[f"I-{kind}"]), (a, b, kind) in gold)
            for a, b, kind in sorted(spans_of([str(t) for t in found]))
        ]
    p = probabilities(read.scores[head], temperature).max(-1)
    kept = [k for k, v in enumerate(found) if head not in ("triggers", "starts") or v == "yes"]
    return [(float(p[k]), found[k] == wanted[k]) for k in kept if head not in ARCS or int(wanted[k]) >= 0]


def threshold(confidences: Sequence[float], right: Sequence[bool], wanted: float) -> tuple[float, float]:
    """The lowest probability from which on the wanted share is right, and the share of decisions that it keeps."""
    order = np.argsort(-np.asarray(confidences), kind="stable")
    shares = np.cumsum(np.asarray(right, dtype=float)[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(shares >= wanted)
    if not len(good):
        return 1.0, 0.0
    return float(confidences[int(order[good[-1]])]), float(good[-1] + 1) / len(order)


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 15) -> float:
    """Expected calibration error: the mean gap between confidence and share right, over bins of equal width."""
    c, r = np.asarray(confidences), np.asarray(right, dtype=float)
    place = np.minimum((c * bins).astype(int), bins - 1)
    gaps = [
        abs(c[place == b].mean() - r[place == b].mean()) * (place == b).mean()
        for b in range(bins)
        if (place == b).any()
    ]
    return float(sum(gaps))

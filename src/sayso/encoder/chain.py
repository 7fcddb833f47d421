"""Tags of a linear chain: the best path, and the probability of every tag and of whole spans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEVER = -10000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words `first` to before `last` that carry a label, and the probability of exactly this span."""

    first: int
    last: int
    label: str
    probability: float


class Chain:
    """The transitions of one BIO head, where a tag never follows what it cannot continue."""

    def __init__(self, head: Mapping[str, Any]) -> None:
        self.labels: tuple[str, ...] = tuple(head["labels"])
        may = np.array([[_follows(a, b) for b in self.labels] for a in self.labels])
        self.transition = np.where(may, np.asarray(head["transition"], dtype=np.float64), NEVER)
        self.start = np.asarray(head["start"], dtype=np.float64)
        self.end = np.asarray(head["end"], dtype=np.float64)
        self.temperature = float(head.get("temperature", 1.0))

    def best(self, emissions: NDArray[np.floating[Any]]) -> list[int]:
        """The path of tags with the highest score (Viterbi)."""
        if not len(emissions):
            return []
        score = self.start + emissions[0]
        back = np.zeros(emissions.shape, dtype=np.int64)
        for k in range(1, len(emissions)):
            steps = score[:, None] + self.transition
            back[k] = steps.argmax(0)
            score = steps.max(0) + emissions[k]
        path = [int((score + self.end).argmax())]
        for k in range(len(emissions) - 1, 0, -1):
            path.append(int(back[k][path[-1]]))
        return path[::-1]

    def spans(self, emissions: NDArray[np.floating[Any]]) -> list[Marked]:
        """The spans of the best path with their probabilities, in text order."""
        path = self.best(emissions)
        found = _spans([self.labels[tag] for tag in path])
        if not found:
            return []
        paths = _Paths(self, emissions)
        return [
            Marked(first=first, last=last, label=label, probability=paths.span(path[first:last], first))
            for first, last, label in found
        ]

    def tags(self, emissions: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """The probability of every tag at every word."""
        return _Paths(self, emissions).tags()


class _Paths:
    """All paths through the tags of one window, weighed (forward-backward)."""

    def __init__(self, chain: Chain, emissions: NDArray[np.floating[Any]]) -> None:
        heat = chain.temperature
        self.labels = chain.labels
        self.e = np.asarray(emissions, dtype=np.float64) / heat
        self.t, start, end = chain.transition / heat, chain.start / heat, chain.end / heat
        self.forward, self.backward = np.zeros(self.e.shape), np.zeros(self.e.shape)
        self.forward[0] = start + self.e[0]
        for k in range(1, len(self.e)):
            self.forward[k] = _logsumexp(self.forward[k - 1][:, None] + self.t, 0) + self.e[k]
        self.backward[-1] = end
        for k in range(len(self.e) - 2, -1, -1):
            self.backward[k] = _logsumexp(self.t + (self.e[k + 1] + self.backward[k + 1])[None, :], 1)
        self.whole = _logsumexp(self.forward[-1] + end, 0)

    def tags(self) -> NDArray[np.float64]:
        out: NDArray[np.float64] = np.exp(self.forward + self.backward - self.whole)
        return out

    def span(self, tags: Sequence[int], first: int) -> float:
        """The weight of all paths that have these tags from a word on and do not go on with the span after them."""
        score = self.forward[first, tags[0]]
        for k, (before, tag) in enumerate(pairwise(tags), first + 1):
            score += self.t[before, tag] + self.e[k, tag]
        last = first + len(tags)
        if last == len(self.e):
            return float(np.exp(score + self.backward[-1, tags[-1]] - self.whole))
        inside = f"I-{self.labels[tags[-1]][2:]}"
        free = [k for k, label in enumerate(self.labels) if label != inside]
        after = (self.t[tags[-1]] + self.e[last] + self.backward[last])[free]
        return float(np.exp(score + _logsumexp(after, 0) - self.whole))


def softmax(scores: NDArray[np.floating[Any]], temperature: float = 1.0) -> NDArray[np.float64]:
    """Probabilities along the last axis."""
    x = np.asarray(scores, dtype=np.float64) / temperature
    x = np.exp(x - x.max(-1, keepdims=True))
    out: NDArray[np.float64] = x / x.sum(-1, keepdims=True)
    return out


def _logsumexp(x: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    top = x.max(axis, keepdims=True)
    out: NDArray[np.float64] = np.log(np.exp(x - top).sum(axis)) + top.squeeze(axis)
    return out


def _follows(before: str, after: str) -> bool:
    return not after.startswith("I-") or (before != "O" and before[2:] == after[2:])


def _spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Begin, end and kind of each span; an I that continues nothing (a window that begins in a span) begins one."""
    out, first, kind = [], 0, ""
    for k, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            out.append((first, k, kind))
            kind = ""
        if tag != "O" and not kind:
            first, kind = k, tag[2:]
    return out

"""Tags of linear chains: the best path, and the probability of each span on it.

The chains of a model go through the words of a window together, padded to one number of tags: what a step costs is the call,
not the numbers in it. Padding never wins, so a chain gives the same with others as alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Scores = Mapping[str, NDArray[np.floating[Any]]]

NEVER = -10000.0
FURTHEST = -300.0  # below the best tag of a word no score counts: its weight would be no number any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words `first` to before `last` that carry a label, and the probability of exactly this span."""

    first: int
    last: int
    label: str
    probability: float


class Chains:
    """The transitions of BIO heads by name, where a tag never follows what it cannot continue."""

    def __init__(self, heads: Mapping[str, Mapping[str, Any]]) -> None:
        self.labels = {name: tuple(head["labels"]) for name, head in heads.items()}
        many, most = len(heads), max(map(len, self.labels.values()), default=0)
        self._step = np.full((many, most, most), NEVER)
        self._start, self._end = np.full((many, most), NEVER), np.full((many, most), NEVER)
        self._inside = np.zeros((many, most, most), dtype=bool)
        self._heat = np.array([[float(head.get("temperature", 1.0))] for head in heads.values()]).reshape(many, 1)
        for k, (head, labels) in enumerate(zip(heads.values(), self.labels.values(), strict=True)):
            size = len(labels)
            may = follows(labels)
            self._step[k, :size, :size] = np.where(may, np.asarray(head["transition"], dtype=np.float64), NEVER)
            self._start[k, :size], self._end[k, :size] = head["start"], head["end"]
            self._inside[k, :size, :size] = may & [label.startswith("I-") for label in labels]
        self._outer, self._moves = self._both_weights()

    def _both_weights(self) -> tuple[Floats, Floats]:
        """What `_both_ways` multiplies with, heads forward and then backward: at the ends, and one matrix with zero between heads."""
        outer = np.exp(np.concatenate([self._start, self._end]) / np.tile(self._heat, (2, 1)))
        many, most = outer.shape
        moves, steps = np.zeros((many, most, many, most)), np.exp(self._step / self._heat[..., None])
        moves[range(many), :, range(many)] = np.concatenate([steps, steps.swapaxes(1, 2)])
        return outer, moves.reshape(many * most, many * most)

    def best(self, emissions: Scores) -> dict[str, list[int]]:
        """The path of tags with the highest score (Viterbi), for each head."""
        return dict(zip(self.labels, self._best(self._joined(emissions)), strict=True))

    def spans(self, emissions: Scores) -> dict[str, list[Marked]]:
        """The spans of the best paths with their probabilities, in text order, for each head."""
        joined = self._joined(emissions)
        paths = self._best(joined)
        found = [
            spans_of([labels[tag] for tag in path]) for labels, path in zip(self.labels.values(), paths, strict=True)
        ]
        if any(found):
            opened, inner, closed = self._weights(joined, np.array(paths).T)
        out: dict[str, list[Marked]] = {name: [] for name in self.labels}
        for k, (marked, spans) in enumerate(zip(out.values(), found, strict=True)):
            if spans:
                first, last = np.array([span[:2] for span in spans]).T
                weights = opened[first, k] + inner[last - 1, k] - inner[first, k] + closed[last - 1, k]
                marked += [
                    Marked(first=a, last=b, label=label, probability=chance)
                    for (a, b, label), chance in zip(spans, np.exp(weights).clip(max=1.0).tolist(), strict=True)
                ]
        return out

    def _joined(self, emissions: Scores) -> Floats:
        """Words by heads by tags."""
        out = np.full((len(emissions[next(iter(self.labels))]), *self._start.shape), NEVER)
        for k, (name, labels) in enumerate(self.labels.items()):
            out[:, k, : len(labels)] = emissions[name]
        return out

    def _best(self, e: Floats) -> list[list[int]]:
        """The best path of each head."""
        if not len(e):
            return [[] for _ in self.labels]
        score, step = np.empty(e.shape), np.ascontiguousarray(self._step.swapaxes(0, 1))
        score[0], sums = self._start + e[0], np.empty(step.shape)
        for before, here, own in zip(score, score[1:], e[1:], strict=False):
            np.add(before.T[..., None], step, out=sums)
            np.maximum.reduce(sums, axis=0, out=here)
            here += own
        into = np.ascontiguousarray(self._step.swapaxes(1, 2))
        back = (score[:-1, :, None] + into).argmax(3).tolist()
        paths = [[tag] for tag in (score[-1] + self._end).argmax(-1).tolist()]
        for before_each in reversed(back):
            for path, before_tag in zip(paths, before_each, strict=True):
                path.append(before_tag[path[-1]])
        return [path[::-1] for path in paths]

    def _weights(self, e: Floats, paths: NDArray[np.intp]) -> tuple[Floats, Floats, Floats]:
        """Of words by heads, as logs: all paths to the best tag here, the best path up to here, all that end a span here.

        A span has the share of all paths that carry its tags from its first word on and do not go on with it after its last.
        """
        e, step = e / self._heat, self._step / self._heat[..., None]
        heads, at = np.arange(e.shape[1]), paths[..., None]
        forward, backward = self._both_ways(e)
        whole = _logsumexp((forward + backward - e)[0])
        moves = np.take_along_axis(e, at, 2)[..., 0]
        moves[1:] += step[heads, paths[:-1], paths[1:]]
        closing = np.where(self._inside, -np.inf, step)[heads, paths[:-1]]
        closed = [_logsumexp(closing + backward[1:])[..., 0], (self._end / self._heat)[None, heads, paths[-1]]]
        opened = np.take_along_axis(forward - whole, at, 2)[..., 0]
        return opened, moves.cumsum(0), np.concatenate(closed)

    def _both_ways(self, e: Floats) -> tuple[Floats, Floats]:
        """The log weight of all paths up to each tag, and of all from each tag on; both count its own emission."""
        many, top = e.shape[1], e.max(-1, keepdims=True)
        near = np.exp(np.maximum(e - top, FURTHEST))
        own, most = np.concatenate([near, near[::-1]], 1), np.concatenate([top, top[::-1]], 1)
        weights, totals = np.empty(own.shape), np.empty(most.shape)
        here = self._outer * own[0]
        for k, emitted in enumerate(own):
            if k:
                here = np.dot(here.ravel(), self._moves).reshape(here.shape)
                here *= emitted
            totals[k] = total = np.add.reduce(here, axis=1, keepdims=True)
            weights[k] = here = here / total
        with np.errstate(divide="ignore"):
            logs = np.log(weights) + (np.log(totals) + most).cumsum(0)
        return logs[:, :many], logs[::-1, many:]


def softmax(scores: NDArray[np.floating[Any]], temperature: float = 1.0) -> Floats:
    """Probabilities along the last axis."""
    x = np.asarray(scores, dtype=np.float64) / temperature
    x = np.exp(x - x.max(-1, keepdims=True))
    out: Floats = x / x.sum(-1, keepdims=True)
    return out


def follows(labels: Sequence[str]) -> NDArray[np.bool_]:
    """Whether the tag of a column may follow that of a row: an I continues its own kind only."""
    return np.array([[not b.startswith("I-") or (a != "O" and a[2:] == b[2:]) for b in labels] for a in labels])


def spans_of(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Begin, end and kind of each span; an I that continues nothing (a window that begins in a span) begins one."""
    out, first, kind = [], 0, ""
    for k, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            out.append((first, k, kind))
            kind = ""
        if tag != "O" and not kind:
            first, kind = k, tag[2:]
    return out


def _logsumexp(x: Floats) -> Floats:
    """Along the last axis, which stays."""
    top = x.max(-1, keepdims=True)
    out: Floats = np.log(np.exp(x - top).sum(-1, keepdims=True)) + top
    return out

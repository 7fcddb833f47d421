"""From scores to tags, spans and trees, with numpy alone (the runner has its own copy of these rules)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64] | NDArray[np.float32]
Bools = NDArray[np.bool_]


def allowed(labels: Sequence[str], *, begins_inside: bool) -> tuple[Bools, Bools]:
    """Which tag may follow which (row, column), and which may come first; `begins_inside` lets a window begin in a span."""
    pairs = np.ones((len(labels), len(labels)), dtype=bool)
    starts = np.ones(len(labels), dtype=bool)
    for column, label in enumerate(labels):
        if label.startswith("I-"):
            starts[column] = begins_inside
            pairs[:, column] = [other[2:] == label[2:] and other != "O" for other in labels]
    return pairs, starts


def viterbi(emissions: Floats, transition: Floats, start: Floats, end: Floats) -> list[int]:
    """The best path of tags."""
    score = start + emissions[0]
    back = np.zeros(emissions.shape, dtype=np.int64)
    for t in range(1, len(emissions)):
        steps = score[:, None] + transition
        back[t] = steps.argmax(0)
        score = steps.max(0) + emissions[t]
    path = [int((score + end).argmax())]
    for t in range(len(emissions) - 1, 0, -1):
        path.append(int(back[t][path[-1]]))
    return path[::-1]


class Chain:
    """All paths through the tags of one window, weighed: probabilities of tags and of whole spans."""

    def __init__(
        self, emissions: Floats, transition: Floats, start: Floats, end: Floats, temperature: float = 1.0
    ) -> None:
        e, t, s, z = (x.astype(np.float64) / temperature for x in (emissions, transition, start, end))
        self.emissions, self.transition = e, t
        self.forward, self.backward = np.zeros(e.shape), np.zeros(e.shape)
        self.forward[0] = s + e[0]
        for k in range(1, len(e)):
            self.forward[k] = _logsumexp(self.forward[k - 1][:, None] + t, 0) + e[k]
        self.backward[-1] = z
        for k in range(len(e) - 2, -1, -1):
            self.backward[k] = _logsumexp(t + (e[k + 1] + self.backward[k + 1])[None, :], 1)
        self.whole = float(_logsumexp(self.forward[-1] + z, 0))

    def tags(self) -> Floats:
        """The probability of every tag at every word."""
        out: Floats = np.exp(self.forward + self.backward - self.whole)
        return out

    def span(self, first: int, last: int, begin: int, inside: int) -> float:
        """The probability that exactly the words `first` to before `last` are one span with these tags."""
        score = self.forward[first, begin]
        for k in range(first + 1, last):
            score += self.transition[begin if k == first + 1 else inside, inside] + self.emissions[k, inside]
        tail = begin if last == first + 1 else inside
        if last == len(self.emissions):
            return float(np.exp(score + self.backward[-1, tail] - self.whole))
        after = self.transition[tail] + self.emissions[last] + self.backward[last]
        return float(np.exp(score + _logsumexp(np.delete(after, inside), 0) - self.whole))


def marginals(emissions: Floats, transition: Floats, start: Floats, end: Floats, temperature: float = 1.0) -> Floats:
    """The probability of every tag at every word."""
    return Chain(emissions, transition, start, end, temperature).tags()


def _logsumexp(x: Floats, axis: int) -> Floats:
    top = x.max(axis, keepdims=True)
    out: Floats = np.log(np.exp(x - top).sum(axis)) + top.squeeze(axis)
    return out


def spans_of(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """The spans of a sequence of BIO tags; an I that continues nothing of its kind begins a span."""
    out, first, kind = set(), 0, ""
    for k, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            out.add((first, k, kind))
            kind = ""
        if tag != "O" and not kind:
            first, kind = k, tag[2:]
    return out


def heads_of(arcs: Floats) -> list[int]:
    """The best head of each word (0 root, else j + 1) of a window such that no words lead in a circle; roots may be many."""
    heads = [int(h) for h in arcs.argmax(1)]
    return heads if not _circle(heads) else _arborescence(np.asarray(arcs, dtype=np.float64))


def _circle(heads: Sequence[int]) -> list[int]:
    """Words (from 0) that lead in a circle, if any."""
    state = [0] * len(heads)
    for begin in range(len(heads)):
        path, at = [], begin
        while at >= 0 and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = heads[at] - 1
        if at >= 0 and state[at] == 1:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return []


def _arborescence(arcs: Floats) -> list[int]:
    """Chu, Liu and Edmonds: contract a circle, solve the smaller problem, open the circle again."""
    heads = [int(h) for h in arcs.argmax(1)]
    circle = _circle(heads)
    if not circle:
        return heads
    inside = set(circle)
    rest = [w for w in range(len(heads)) if w not in inside]
    place = {w: k for k, w in enumerate(rest)}
    lost = {w: arcs[w, heads[w]] for w in circle}
    small = np.full((len(rest) + 1, len(rest) + 2), -1e9)
    via_in, via_out = {}, {}
    for w in rest:
        small[place[w], 0] = arcs[w, 0]
        for other in rest:
            small[place[w], place[other] + 1] = arcs[w, other + 1]
        best = max(circle, key=lambda c: arcs[w, c + 1])
        small[place[w], len(rest) + 1] = arcs[w, best + 1]
        via_out[w] = best
    for column, source in [(0, 0), *((place[w] + 1, w + 1) for w in rest)]:
        best = max(circle, key=lambda c: arcs[c, source] - lost[c])
        small[len(rest), column] = arcs[best, source] - lost[best]
        via_in[column] = (best, source)
    solved = _arborescence(small)
    for w in rest:
        head = solved[place[w]]
        heads[w] = 0 if head == 0 else via_out[w] + 1 if head == len(rest) + 1 else rest[head - 1] + 1
    entry, source = via_in[solved[len(rest)]]
    heads[entry] = source
    return heads

"""A dependency tree of one sentence from scores of heads: greedy where that gives a tree, else the best tree (Chu, Liu, Edmonds)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FAR = 1e7  # taken off every root arc: the best tree then has one root only, and among those trees it is the best
_NEVER = -1e12


def heads_of(arcs: NDArray[np.floating[Any]]) -> list[int]:
    """The head of each word (0 root, else j + 1) for scores of W words by W + 1 heads: a tree with a single root."""
    if not len(arcs):
        return []
    scores = np.asarray(arcs, dtype=np.float64).copy()
    np.fill_diagonal(scores[:, 1:], _NEVER)  # no word is its own head
    heads = [int(head) for head in scores.argmax(1)]
    if heads.count(0) == 1 and not circle_of(heads):
        return heads
    scores[:, 0] -= _FAR
    return _best(scores)


def circle_of(heads: Sequence[int]) -> list[int]:
    """Words that lead in a circle, if any."""
    state = [0] * len(heads)  # 0 unseen, 1 on this path, 2 leads to the root
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


def _best(arcs: NDArray[np.float64]) -> list[int]:
    """Make a circle one word, solve the smaller sentence, and open the circle where the arc goes in."""
    heads = [int(head) for head in arcs.argmax(1)]
    circle = circle_of(heads)
    if not circle:
        return heads
    rest = [w for w in range(len(heads)) if w not in set(circle)]
    place = {w: k for k, w in enumerate(rest)}
    columns = [0, *(w + 1 for w in rest)]
    small = np.full((len(rest) + 1, len(rest) + 2), _NEVER)
    small[:-1, :-1] = arcs[np.ix_(rest, columns)]
    out_of = {}
    for w in rest:
        out_of[w] = max(circle, key=lambda c: arcs[w, c + 1])
        small[place[w], -1] = arcs[w, out_of[w] + 1]
    into = []
    for k, column in enumerate(columns):
        gains = [arcs[c, column] - arcs[c, heads[c]] for c in circle]
        small[-1, k] = max(gains)
        into.append((circle[int(np.argmax(gains))], column))
    solved = _best(small)
    for w in rest:
        head = solved[place[w]]
        heads[w] = out_of[w] + 1 if head == len(rest) + 1 else columns[head]
    word, source = into[solved[-1]]
    heads[word] = source
    return heads

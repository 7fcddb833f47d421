"""A dependency tree of one sentence from scores of heads: greedy where that gives a tree, else the best tree (Chu, Liu, Edmonds)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEVER = -1e12


def within(arcs: NDArray[np.floating[Any]], first: int, last: int) -> NDArray[np.floating[Any]]:
    """Of the scores of a window those of the sentence of words `first` to before `last`, as `heads_of` takes them."""
    return arcs[first:last, [0, *range(first + 1, last + 1)]]


def heads_of(arcs: NDArray[np.floating[Any]]) -> list[int]:
    """The head of each word (0 root, else j + 1) for scores of W words by W + 1 heads: a tree with a single root."""
    if not len(arcs):
        return []
    scores = np.array(arcs, dtype=np.float64)
    np.fill_diagonal(scores[:, 1:], _NEVER)  # no word is its own head
    heads = scores.argmax(1)
    if np.count_nonzero(heads == 0) != 1 or not _all_lead_to_root(heads):
        heads = _with_one_root(scores)
    found: list[int] = heads.tolist()
    return found


def _with_one_root(scores: NDArray[np.float64]) -> NDArray[np.intp]:
    """The best of the best trees under each root, the likeliest roots first until no other can reach it."""
    words = np.arange(len(scores))
    lost = scores[:, 0] - scores[:, 1:].max(1)  # what a root costs at least
    best, found = -np.inf, words
    for root in np.argsort(-lost):
        if lost[root] <= best:
            break
        under = scores.copy()
        under[:, 0], under[root] = _NEVER, _NEVER
        under[root, 0] = scores[root, 0]
        heads = _best(under)
        total = float((scores[words, heads] - scores[:, 1:].max(1)).sum())
        if total > best:
            best, found = total, heads
    return found


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


def _all_lead_to_root(heads: NDArray[np.intp]) -> bool:
    """Whether no word leads in a circle: every word looks twice as far up each time, and the root stays where it is."""
    above = np.concatenate([[0], heads])
    for _ in range(len(heads).bit_length()):
        above = above[above]
    return not above.any()


def _best(arcs: NDArray[np.float64]) -> NDArray[np.intp]:
    """Make a circle one word, solve the smaller sentence, and open the circle where the arc goes in."""
    heads: NDArray[np.intp] = arcs.argmax(1)
    if _all_lead_to_root(heads):
        return heads
    circle = np.array(circle_of(heads.tolist()))
    free = np.ones(len(arcs) + 1, dtype=bool)
    free[circle + 1] = False
    columns = np.flatnonzero(free)
    rest, whole = columns[1:] - 1, len(columns) - 1
    small = np.full((whole + 1, whole + 2), _NEVER)
    small[:-1, :-1] = arcs[rest[:, None], columns]
    out = arcs[rest[:, None], circle + 1]  # from a word to each head in the circle
    small[:-1, -1] = out.max(1)
    gains = arcs[circle[:, None], columns] - arcs[circle, heads[circle]][:, None]
    small[-1, :-1] = gains.max(0)
    solved = _best(small)
    heads[rest] = np.append(columns, 0)[solved[:-1]]
    inward = solved[:-1] == whole + 1
    heads[rest[inward]] = circle[out.argmax(1)[inward]] + 1
    heads[circle[gains[:, solved[-1]].argmax()]] = columns[solved[-1]]
    return heads

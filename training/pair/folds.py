"""Five folds: sentences that are equal, or share runs of five words, stay together."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

FOLDS = 5
RUN = 5
COMMON = 12  # a run in more sentences than this is a set phrase, no copy
SHARE = 0.2  # of the runs of the shorter sentence
_WORD = re.compile(r"\w+")


def groups(texts: Sequence[str], given: Sequence[str] = ()) -> list[int]:
    """The number of the group of each text; equal names in `given` (unless empty) bind too."""
    parent = list(range(len(texts)))
    runs = [frozenset(_runs(text)) for text in texts]
    where: dict[str, list[int]] = defaultdict(list)
    for k, found in enumerate(runs):
        for run in found:
            where[run].append(k)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in where.values():
        if len(numbers) <= COMMON:
            for a, b in ((a, b) for n, a in enumerate(numbers) for b in numbers[n + 1 :]):
                shared[a, b] += 1
    for (a, b), count in shared.items():
        if count >= SHARE * min(len(runs[a]), len(runs[b])):
            _join(parent, a, b)
    for names in (texts, given):
        first: dict[str, int] = {}
        for k, name in enumerate(names):
            if name:
                _join(parent, first.setdefault(name, k), k)
    return [_root(parent, k) for k in range(len(texts))]


def folds(texts: Sequence[str], labels: Sequence[str], given: Sequence[str] = ()) -> list[int]:
    """The fold of each text: groups are dealt out label by label, each to the fold that has fewest of it."""
    members: dict[int, list[int]] = defaultdict(list)
    for k, group in enumerate(groups(texts, given)):
        members[group].append(k)
    frequency = defaultdict(int)
    for label in labels:
        frequency[label] += 1
    out, have = [0] * len(texts), [defaultdict(int) for _ in range(FOLDS)]
    order = sorted(members.values(), key=lambda m: (min(frequency[labels[k]] for k in m), -len(m), _hash(texts[m[0]])))
    for group in order:
        rarest = min((labels[k] for k in group), key=lambda label: (frequency[label], label))
        fold = min(range(FOLDS), key=lambda f: (have[f][rarest], sum(have[f].values()), f))
        for k in group:
            out[k] = fold
            have[fold][labels[k]] += 1
    return out


def _runs(text: str) -> Iterator[str]:
    words = _WORD.findall(text.lower())
    for at in range(max(1, len(words) - RUN + 1)):
        yield " ".join(words[at : at + RUN])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _root(parent: list[int], k: int) -> int:
    while parent[k] != k:
        parent[k] = parent[parent[k]]
        k = parent[k]
    return k


def _join(parent: list[int], a: int, b: int) -> None:
    parent[_root(parent, b)] = _root(parent, a)

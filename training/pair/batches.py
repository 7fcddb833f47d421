"""Which rows come in which step, and what the model gets of them; numpy only, and the same for a seed on every machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from training.encoder.encode import padded
from training.pair.encode import Encoder
from training.pair.labels import QUADS, TYPES, modes, quad_of
from training.pair.rows import Row
from training.pair.score import root_of

Arrays = dict[str, NDArray[Any]]
POOL = 16  # batches that are sorted by length together
BALANCE = 0.35  # rare roots weigh more: (mean count / count) to this power


def plan(corpora: Sequence[str], passes: Mapping[str, float], batch: int, seed: int) -> list[list[int]]:
    """Batches of row numbers: each row of a corpus comes `passes` times, spread evenly, near-equal lengths later together."""
    random = np.random.default_rng(seed)
    keyed: list[tuple[float, int]] = []
    for name, times in passes.items():
        numbers = np.array([k for k, corpus in enumerate(corpora) if corpus == name])
        for turn in range(int(np.ceil(times))):
            share = min(1.0, times - turn)
            order = random.permutation(numbers)[: round(share * len(numbers))]
            width = share / times
            keyed += [
                (turn / times + width * (n + random.random()) / max(1, len(order)), int(k)) for n, k in enumerate(order)
            ]
    keyed.sort()
    flat = [k for _, k in keyed]
    return [flat[at : at + batch] for at in range(0, len(flat), batch)]


def sort_pools(batches: list[list[int]], lengths: Sequence[int], seed: int) -> list[list[int]]:
    """The same batches with rows exchanged inside pools, so that rows of one length meet and little is padded."""
    random = np.random.default_rng(seed + 1)
    out: list[list[int]] = []
    for at in range(0, len(batches), POOL):
        pool = sorted((k for b in batches[at : at + POOL] for k in b), key=lambda k: (lengths[k], random.random()))
        size = len(batches[at])
        cut = [pool[i : i + size] for i in range(0, len(pool), size)]
        out += [cut[k] for k in random.permutation(len(cut))]
    return out


def balances(rows: Sequence[Row]) -> list[float]:
    """The weight of each row's type: rare roots weigh more, with mean 1 over the labelled rows."""
    roots = [root_of(r) if r.types else None for r in rows]
    counts = Counter(r for r in roots if r)
    if not counts:
        return [1.0] * len(rows)
    mean = sum(counts.values()) / len(counts)
    raw = {root: (mean / n) ** BALANCE for root, n in counts.items()}
    scale = sum(counts.values()) / sum(raw[r] * n for r, n in counts.items())
    return [raw[r] * scale if r else 1.0 for r in roots]


def inputs(rows: Sequence[Row], encoder: Encoder) -> Arrays:
    """Padded sub-words, mask and marker positions."""
    encoded = [encoder.row(row) for row in rows]
    return {name: padded([e[name] for e in encoded], encoder.pad if name == "input_ids" else 0) for name in encoded[0]}


def gold(rows: Sequence[Row], balance: Sequence[float]) -> Arrays:
    """Labels as numbers; -1 is unknown."""
    allowed = np.zeros((len(rows), len(TYPES)), bool)
    for k, row in enumerate(rows):
        allowed[k, list(row.types)] = True
    return {
        "allowed": allowed,
        "quad": np.array([_quad(row) for row in rows], np.int64),
        "mode": np.array([-1 if row.mode is None else modes().index(row.mode) for row in rows], np.int64),
        "related": np.array([-1 if row.related is None else row.related for row in rows], np.int64),
        "direction": np.array([-1 if row.direction is None else row.direction for row in rows], np.int64),
        "weight": np.array([row.weight for row in rows], np.float32),
        "balance": np.array(balance, np.float32),
    }


def _quad(row: Row) -> int:
    found = {quad_of(TYPES[t]) for t in row.types}
    return QUADS.index(found.pop()) if len(found) == 1 else -1


def disturbed(row: Row, random: np.random.Generator, *, swap: float, drop: float) -> tuple[Row, bool]:
    """The row, sometimes read from the other end or with one end not marked; and whether it was swapped."""
    if row.source and row.target:
        at = random.random()
        if at < swap:
            return row.swapped(), True
        if at < swap + drop:
            return replace(row, target=None, direction=None, related=None), False
        if at < swap + 1.5 * drop:
            return replace(row, source=None, direction=None, related=None), False
    return row, False

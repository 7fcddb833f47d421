"""Figures of predictions, calibration and thresholds; numpy only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from training.pair.labels import MERGED, NO_MODE, QUADS, ROOTS, TYPES, modes, quad_of
from training.pair.rows import Row

from sayso.encoder.chain import softmax

Floats = NDArray[np.float64]
Logits = dict[str, Floats]


def sigmoid(scores: Floats, temperature: float = 1.0) -> Floats:
    """Probabilities of yes."""
    out: Floats = 1.0 / (1.0 + np.exp(-np.asarray(scores, float) / temperature))
    return out


def root_probabilities(scores: Floats, temperature: float = 1.0) -> Floats:
    """Probabilities of PLV's 15 roots: CONCEDE and RETREAT are taken together."""
    of = np.array([ROOTS.index(MERGED.get(t, t)) for t in TYPES])
    out = np.zeros((len(scores), len(ROOTS)))
    np.add.at(out, (slice(None), of), softmax(scores, temperature))
    return out


def f1(pairs: Sequence[tuple[Any, Any]]) -> dict[Any, float]:
    """F1 of each label that the gold has."""
    gold, found = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    right = Counter(a for a, b in pairs if a == b)
    return {label: 2 * right[label] / (gold[label] + found[label]) for label in gold}


def macro(pairs: Sequence[tuple[Any, Any]]) -> float:
    """Mean F1 over the labels of the gold."""
    scores = f1(pairs)
    return sum(scores.values()) / len(scores) if scores else 0.0


def accuracy(pairs: Sequence[tuple[Any, Any]]) -> float:
    """Share of equal pairs."""
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0


def root_of(row: Row) -> str | None:
    """The one root of a row, None where several may be right."""
    roots = {MERGED.get(TYPES[t], TYPES[t]) for t in row.types}
    return roots.pop() if len(roots) == 1 else None


def figures(rows: Sequence[Row], out: Logits, threshold: float = 0.5) -> dict[str, float]:
    """All figures that the rows allow: PLV type and quad, AW conflict or not, related or not, mode."""
    found: dict[str, float] = {}
    plv = [k for k, r in enumerate(rows) if r.corpus == "plv"]
    if plv:
        types = type_pairs(rows, out, plv)
        quads = [(ROOTS_QUAD[a], QUADS[q]) for (a, _), q in zip(types, out["quad"][plv].argmax(-1), strict=True)]
        found |= {"plv rows": len(plv), "type macro-F1": macro(types), "type accuracy": accuracy(types)}
        found |= {"quad macro-F1": macro(quads), "quad accuracy": accuracy(quads)}
        found |= {f"F1 {label}": value for label, value in sorted(f1(types).items())}
    aw = [k for k, r in enumerate(rows) if r.corpus == "aw"]
    if aw:
        pairs = [(bool(rows[k].conflict), bool(c >= 0.5)) for k, c in zip(aw, conflict(out["quad"][aw]), strict=True)]
        scores = f1(pairs)
        found |= {"aw rows": len(aw), "aw 0 F1": scores.get(False, 0.0), "aw 1 F1": scores.get(True, 0.0)}
    pairs = [
        (bool(r.related), bool(sigmoid(out["related"][k]) >= threshold))
        for k, r in enumerate(rows)
        if r.related is not None and r.corpus != "aw"
    ]
    if pairs:
        scores = f1(pairs)
        found |= {"no relation F1": scores.get(False, 0.0), "related F1": scores.get(True, 0.0), "pairs": len(pairs)}
    told = [k for k, r in enumerate(rows) if r.mode is not None and r.mode != NO_MODE]
    if told:
        found["mode accuracy"] = accuracy([(rows[k].mode, best_mode(out["mode"][k], rows[k])) for k in told])
        found["mode rows"] = len(told)
    stories = [k for k, r in enumerate(rows) if r.corpus == "stories" and r.related]
    if stories:
        found["stories type accuracy"] = accuracy(type_pairs(rows, out, stories))
    return found


def type_pairs(rows: Sequence[Row], out: Logits, chosen: Sequence[int]) -> list[tuple[str, str]]:
    """Root of the gold and root of the answer."""
    if not len(chosen):
        return []
    best = root_probabilities(out["type"][list(chosen)]).argmax(-1)
    return [(root_of(rows[k]) or "", ROOTS[b]) for k, b in zip(chosen, best, strict=True)]


def conflict(scores: Floats, temperature: float = 1.0) -> Floats:
    """Probability of conflict, in words or in deeds: the mass of quad classes 3 and 4."""
    out: Floats = softmax(scores, temperature)[:, 2:].sum(-1)
    return out


ROOTS_QUAD = {MERGED.get(t, t): quad_of(t) for t in TYPES}


def best_mode(scores: Floats, row: Row) -> str:
    """The best mode among those of the row's type and none."""
    own = tuple(f"{TYPES[t]}/" for t in row.types)
    allowed = [k for k, m in enumerate(modes()) if m == NO_MODE or m.startswith(own)]
    return modes()[max(allowed, key=lambda k: scores[k])]


def fit_temperature(loss: Any) -> float:
    """The temperature between 0.3 and 5 with the least loss."""
    grid = np.exp(np.linspace(np.log(0.3), np.log(5.0), 57))
    return float(round(min(grid, key=loss), 3))

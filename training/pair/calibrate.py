"""Temperatures, calibration error and thresholds from logits on held-back folds; numpy only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from training.calibration import calibration_error, threshold
from training.pair.corpora import load
from training.pair.labels import HEADS, QUADS, TYPES, modes, quad_of
from training.pair.rows import Row, key_of
from training.pair.score import (
    ROOTS,
    Floats,
    Logits,
    fit_temperature,
    root_of,
    root_probabilities,
    sigmoid,
)

from sayso.encoder.chain import softmax

WANTED = 0.9  # share of right answers at or above the threshold
TINY = 1e-9
BINS = 10


def read_dev(folder: Path, data: Path, cache: Path) -> tuple[list[Row], Logits]:
    """The rows that a run held back, and what it made of them."""
    path = folder / "dev.npz"
    if not path.is_file():
        raise SystemExit(f"no {path}; give --dev the folders of runs that held a fold back (--fold)")
    by_key = {key_of(r): r for r in load(data, ("stories", "strangers"), cache / "candidates.jsonl").rows}
    with np.load(path) as pack:
        keys = [str(k) for k in pack["keys"]]
        known = [k for k, key in enumerate(keys) if key in by_key]
        return [by_key[keys[k]] for k in known], {head: pack[head][known] for head in HEADS}


def joined(packs: Sequence[tuple[list[Row], Logits]]) -> tuple[list[Row], Logits]:
    """Rows and logits of several runs as one; a row that two runs held back comes twice."""
    rows = [row for found, _ in packs for row in found]
    return rows, {head: np.concatenate([logits[head] for _, logits in packs]) for head in HEADS}


def calibrate(rows: Sequence[Row], out: Logits) -> dict[str, dict[str, float]]:
    """For each head its temperature, its calibration error before and after, its threshold, and on how many rows."""
    plv = [k for k, r in enumerate(rows) if r.corpus == "plv"]
    pairs = [k for k, r in enumerate(rows) if r.related is not None and r.corpus != "aw"]
    stories = [k for k, r in enumerate(rows) if r.mode is not None]
    directed = [k for k, r in enumerate(rows) if r.direction is not None]
    found = {
        "type": _many(out["type"][plv], [ROOTS.index(root_of(rows[k]) or "") for k in plv], root_probabilities),
        "quad": _many(out["quad"][plv], [QUADS.index(quad_of(TYPES[rows[k].types[0]])) for k in plv], softmax),
        "mode": _many(out["mode"][stories], [modes().index(rows[k].mode or "-") for k in stories], softmax),
        "related": _yes(out["related"][pairs], [bool(rows[k].related) for k in pairs], moved=True),
        "direction": _yes(out["direction"][directed], [bool(rows[k].direction) for k in directed]),
    }
    found["related"]["threshold"] = best_none_threshold(
        sigmoid(out["related"][pairs] + found["related"]["bias"], found["related"]["temperature"]),
        np.array([bool(rows[k].related) for k in pairs]),
    )
    found["direction"]["threshold"] = 0.5  # compared in both orders; dev has the right order only
    return found


def _many(scores: Floats, gold: Sequence[int], read: Any) -> dict[str, float]:
    if not len(gold):
        return {"temperature": 1.0, "threshold": 0.0, "ece": 0.0, "ece_before": 0.0, "rows": 0}
    right = np.array(gold)

    def loss(temperature: float) -> float:
        return float(-np.log(read(scores, temperature)[np.arange(len(right)), right] + TINY).mean())

    temperature = fit_temperature(loss)
    return _facts(temperature, *(_top(read(scores, t), right) for t in (1.0, temperature)))


def _top(probabilities: Floats, right: NDArray[Any]) -> tuple[Floats, NDArray[np.bool_]]:
    return probabilities.max(-1), probabilities.argmax(-1) == right


def _yes(scores: Floats, gold: Sequence[bool], *, moved: bool = False) -> dict[str, float]:
    if not len(gold):
        return {"temperature": 1.0, "bias": 0.0, "threshold": 0.5, "ece": 0.0, "ece_before": 0.0, "rows": 0}
    wanted = np.array(gold)

    def loss(temperature: float, bias: float) -> float:
        p = sigmoid(scores + bias, temperature)
        return float(-np.log(np.where(wanted, p, 1 - p) + TINY).mean())

    biases = np.linspace(-4.0, 4.0, 81) if moved else np.zeros(1)
    bias = float(round(min(biases, key=lambda x: loss(fit_temperature(partial(loss, bias=x)), x)), 3))
    temperature = fit_temperature(partial(loss, bias=bias))
    found = _facts(temperature, (sigmoid(scores), wanted), (sigmoid(scores + bias, temperature), wanted))
    return found | {"bias": bias}


def _facts(
    temperature: float, before: tuple[Floats, NDArray[np.bool_]], after: tuple[Floats, NDArray[np.bool_]]
) -> dict[str, float]:
    return {
        "temperature": temperature,
        "threshold": round(threshold(*after, WANTED)[0], 4),
        "ece": round(float(calibration_error(*after, BINS)), 4),
        "ece_before": round(float(calibration_error(*before, BINS)), 4),
        "rows": len(after[0]),
    }


def best_none_threshold(probabilities: Floats, related: NDArray[np.bool_]) -> float:
    """The threshold below which a pair is `no relation`, with the best F1 of that answer."""

    def score(least: float) -> float:
        said = probabilities < least
        right = float((said & ~related).sum())
        return 2 * right / max(1.0, float(said.sum() + (~related).sum()))

    return float(round(max(np.linspace(0.05, 0.95, 91), key=score), 4)) if len(related) else 0.5

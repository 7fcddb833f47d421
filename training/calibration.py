"""How far probabilities can be believed, with numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Chances = Sequence[float] | NDArray[np.floating[Any]]
Right = Sequence[bool] | NDArray[np.bool_]


def calibration_error(confidences: Chances, right: Right, bins: int = 15) -> float:
    """Expected calibration error: the mean gap between confidence and share right, over bins of equal width."""
    c, r = np.asarray(confidences), np.asarray(right, dtype=float)
    place = np.minimum((c * bins).astype(int), bins - 1)
    return sum(
        abs(float(c[here].mean() - r[here].mean())) * float(here.mean())
        for here in (place == b for b in range(bins))
        if here.any()
    )


def threshold(confidences: Chances, right: Right, wanted: float) -> tuple[float, float]:
    """The lowest probability from which on the wanted share is right, and the share of decisions that it keeps."""
    c = np.asarray(confidences)
    order = np.argsort(-c, kind="stable")
    shares = np.cumsum(np.asarray(right, dtype=float)[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(shares >= wanted)
    return (float(c[order[good[-1]]]), float(good[-1] + 1) / len(order)) if len(good) else (1.0, 0.0)

"""How sure a figure is: intervals by drawing whole documents again and again, alone and as the difference of two profiles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sayso.errors import InputError

DRAWS = 1000
SEED = 20261123
LEVEL = 0.95

Counts = Mapping[str, float]
Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A value with the ends of its interval."""

    value: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether the interval leaves zero out, which is what one asks of a difference."""
        return self.low > 0 or self.high < 0


def intervals(documents: Sequence[Counts], figures: Callable[[Counts], Figures]) -> dict[str, Interval]:
    """Each figure with its 95 % interval; `documents` are the counts of each, `figures` makes rates of their sum."""
    (found,) = _drawn([documents], figures)
    whole = figures(total(documents))
    return {name: _interval(value, found[name]) for name, value in whole.items()}


def differences(
    before: Sequence[Counts], after: Sequence[Counts], figures: Callable[[Counts], Figures]
) -> dict[str, Interval]:
    """After less before for each figure; both are counted on the same documents in the same order, and drawn together."""
    if len(before) != len(after):
        message = f"{len(before)} documents against {len(after)}; a paired difference needs the same ones in both"
        raise InputError(message, code="usage", value=str(len(after)))
    one, other = _drawn([before, after], figures)
    old, new = figures(total(before)), figures(total(after))
    return {
        name: _interval(new[name] - old[name], [b - a for a, b in zip(one[name], other[name], strict=True)])
        for name in old
    }


def total(documents: Sequence[Counts]) -> dict[str, float]:
    """The sum of all counts."""
    names = dict.fromkeys(name for counts in documents for name in counts)
    return {name: float(sum(counts.get(name, 0.0) for counts in documents)) for name in names}


def _drawn(sides: Sequence[Sequence[Counts]], figures: Callable[[Counts], Figures]) -> list[dict[str, list[float]]]:
    """The figures of every draw, by side; one draw takes the same documents on every side."""
    import numpy as np

    if not sides[0]:
        raise InputError("no documents to draw from; name at least one", code="no_corpus")
    size = len(sides[0])
    times = np.random.default_rng(SEED).multinomial(size, [1 / size] * size, size=DRAWS).astype(np.float64)
    out = []
    for documents in sides:
        names = list(total(documents))
        table = np.array([[counts.get(name, 0.0) for name in names] for counts in documents], dtype=np.float64)
        found: dict[str, list[float]] = {}
        for row in (times @ table).tolist():
            for name, value in figures(dict(zip(names, row, strict=True))).items():
                found.setdefault(name, []).append(value)
        out.append(found)
    return out


def _interval(value: float, drawn: Sequence[float]) -> Interval:
    import numpy as np

    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]).tolist()
    return Interval(value=value, low=low, high=high)

"""Days on which a series leaves what is usual for it: CUSUM of robust z-scores, day by day, with the reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sayso.desk.weights import Weights, weights

_MAD = 1.4826  # from the median of deviations to a standard deviation, for a normal spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A change: `first` is where the run of unusual days began, `last` the day that settled it (both places in the series)."""

    first: int
    last: int
    rise: bool
    usual: float
    level: float  # mean of the days from `first` to `last`
    sum: float  # of excess, in spreads
    window: int  # days that told what is usual


def breaks(series: Sequence[float], *, figures: Weights | None = None) -> list[Break]:
    """The changes of a series of daily values, oldest first.

    A later day never alters an earlier answer: the same days give the same changes in a stream. After a change what is usual
    is learnt anew from its first day on.
    """
    w = figures or weights()
    out: list[Break] = []
    since = 0  # the first day of what is usual now
    up, down = Run(), Run()
    quiet = 0  # days of settling that are left
    for n, value in enumerate(series):
        if quiet:
            quiet -= 1
            continue
        before = series[max(since, n - w.window) : n]
        usual, spread = _usual(before, w.floor)
        z = max(-w.clip, min(w.clip, (value - usual) / spread))
        up.add(n, z - w.slack)
        down.add(n, -z - w.slack)
        run = up if up.sum >= down.sum else down
        if run.sum < w.limit:
            continue
        days = series[run.first : n + 1]
        out.append(
            Break(
                first=run.first,
                last=n,
                rise=run is up,
                usual=usual,
                level=sum(days) / len(days),
                sum=run.sum,
                window=len(before),
            )
        )
        since, quiet = run.first, w.settle
        up, down = Run(), Run()
    return out


@dataclass(slots=True)
class Run:
    """Excess that adds up; it never falls below nothing."""

    sum: float = 0.0
    first: int = 0

    def add(self, day: int, excess: float) -> None:
        """Take up one day."""
        if self.sum <= 0:
            self.first = day
        self.sum = max(0.0, self.sum + excess)


def _usual(before: Sequence[float], floor: float) -> tuple[float, float]:
    """Median and robust spread of the days before; nothing happened before the first."""
    if not before:
        return 0.0, floor
    middle = median(before)
    return middle, max(floor, _MAD * median(abs(value - middle) for value in before))

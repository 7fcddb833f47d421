"""Finding what may belong together without comparing everything with everything: items under keys, in a window of days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Protocol

EPOCH = date(1970, 1, 1)
ANY_DAY = 0  # of an item whose day nobody knows: it stands in every window
LIMIT = 64  # candidates an item is compared with (reference: comparisons per article stay flat)


def day_number(day: str | None) -> int:
    """Days since 1970 of an ISO date; `ANY_DAY` where there is none."""
    try:
        return (date.fromisoformat((day or "")[:10]) - EPOCH).days or 1
    except ValueError:
        return ANY_DAY


class Index(Protocol):
    """Items under 63-bit keys in named spaces. The store has one on disk, tests and benchmarks one in memory."""

    def add(self, space: str, item: str, day: int, keys: Iterable[int]) -> None:
        """Put an item under its keys; again is no error."""

    def near(
        self, space: str, keys: Iterable[int], day: int, *, window: int | None = None, limit: int = LIMIT
    ) -> list[tuple[str, int]]:
        """Items that share keys within `window` days (None: any), with how many: most shared first, then nearest, then by id."""


class MemoryIndex:
    """An `Index` in memory."""

    def __init__(self) -> None:
        self._items: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)

    def add(self, space: str, item: str, day: int, keys: Iterable[int]) -> None:
        for key in set(keys):
            rows = self._items[space, key]
            spot = bisect_left(rows, (day, item))
            if spot == len(rows) or rows[spot] != (day, item):
                insort(rows, (day, item))

    def near(
        self, space: str, keys: Iterable[int], day: int, *, window: int | None = None, limit: int = LIMIT
    ) -> list[tuple[str, int]]:
        shared: Counter[str] = Counter()
        days: dict[str, int] = {}
        for key in set(keys):
            rows = self._items.get((space, key), [])
            everywhere = window is None or day == ANY_DAY
            low = 0 if everywhere else bisect_left(rows, (day - (window or 0), ""))
            high = len(rows) if everywhere else bisect_right(rows, (day + (window or 0), "\U0010ffff"))
            undated = [] if everywhere else rows[: bisect_right(rows, (ANY_DAY, "\U0010ffff"))]
            for own, item in {*rows[low:high], *undated}:
                shared[item] += 1
                days[item] = own
        ranked = sorted(shared.items(), key=lambda found: (-found[1], abs(days[found[0]] - day), found[0]))
        return ranked[:limit]

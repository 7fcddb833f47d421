"""When a feed is asked next: by how often it has news, by what its publisher asks for, and by how long it has been sick."""

from __future__ import annotations

import heapq
import math
import random
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sayso.watch.clock import moment_of

DAY = 86_400.0
MOST_HINT = 3_600.0  # a publisher's wish is followed up to here: many feeds say "daily" and publish by the minute
MOST_RETRY = DAY  # how long a server may send us away


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The bounds of all waiting, in seconds."""

    floor: float = 120.0
    cap: float = 4 * 3_600.0
    first: float = 900.0  # for a feed that we know nothing of
    sick: float = 300.0  # after the first failure; doubled with each
    jitter: float = 0.1  # up to this share earlier, so that feeds do not march in step


def next_interval(
    pace: Pace, *, interval: float, held: int, fresh: int, per_day: float, hint: float | None = None
) -> float:
    """Seconds until a feed is asked again after it answered with `fresh` new ones of `held` items.

    The aim is half the usual time between two items, so that most polls bring at most one. A poll that brought half of what the
    feed holds was almost too late: the time is halved at once. Quiet polls stretch it little by little.
    """
    aim = DAY / per_day / 2 if per_day > 0 else pace.cap
    if fresh and held and fresh * 2 >= held:
        wanted = min(interval / 2, aim)
    elif fresh:
        wanted = math.sqrt(interval * aim) if aim < interval else min(interval * 1.2, aim)
    else:
        wanted = min(interval * 1.5, max(aim, interval * 1.05))
    lowest = max(pace.floor, min(hint or 0.0, MOST_HINT))
    return min(pace.cap, max(lowest, wanted))


def back_off(
    pace: Pace, *, failures: int, retry_after: float | None = None, draw: random.Random | None = None
) -> float:
    """Seconds until a feed that failed so many times in a row is tried again: doubled each time, never over the cap unless the
    server itself asks for longer."""
    doubled = min(pace.cap, pace.sick * 2.0 ** min(failures - 1, 30))
    early = 1 - pace.jitter * (draw or random).random()
    return max(doubled * early, min(retry_after or 0.0, MOST_RETRY))


def spread(pace: Pace, seconds: float, draw: random.Random | None = None) -> float:
    """The seconds, a little less by chance."""
    return seconds * (1 - pace.jitter * (draw or random).random())


def left(next_due: str, now: datetime, most: float) -> float:
    """Seconds until a time that was written down; never more than `most`, wherever the clock was set meanwhile."""
    due = moment_of(next_due)
    if due is None:
        return 0.0
    return min(max(0.0, (due - now).total_seconds()), most)


class Schedule:
    """What is due when, on a clock that never jumps."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, str]] = []
        self._stands: dict[str, int] = {}  # the entry of each name that counts; older ones are passed over
        self._turn = count()

    def __len__(self) -> int:
        return len(self._stands)

    def __contains__(self, name: str) -> bool:
        return name in self._stands

    def put(self, name: str, at: float) -> None:
        """Have it due at that time, and at no other."""
        turn = next(self._turn)
        self._stands[name] = turn
        heapq.heappush(self._heap, (at, turn, name))

    def drop(self, name: str) -> None:
        """Forget it."""
        self._stands.pop(name, None)

    def take(self, now: float) -> str | None:
        """The name that has been due longest, which leaves the schedule; None where nothing is due."""
        self._clean()
        if not self._heap or self._heap[0][0] > now:
            return None
        name = heapq.heappop(self._heap)[2]
        del self._stands[name]
        return name

    def next(self) -> float | None:
        """When something is due; None for an empty schedule."""
        self._clean()
        return self._heap[0][0] if self._heap else None

    def _clean(self) -> None:
        while self._heap and self._stands.get(self._heap[0][2]) != self._heap[0][1]:
            heapq.heappop(self._heap)

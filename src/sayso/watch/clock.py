"""The two clocks of watching: what is waited for runs on one that never jumps, what is written down is the time of day."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta


class Clock:
    """The clocks of this machine."""

    def monotonic(self) -> float:
        """Seconds on a clock that only goes forward, evenly: schedules use it, so that no jump of the time moves a poll."""
        return time.monotonic()

    def now(self) -> datetime:
        """The time of day, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds of `monotonic`."""
        await asyncio.sleep(max(0.0, seconds))

    def real(self, seconds: float) -> float:
        """How many seconds of this machine pass while this clock counts so many."""
        return seconds


class Fast(Clock):
    """Runs `times` as fast as this machine's clock, so that a day of polls passes in minutes."""

    def __init__(self, times: float) -> None:
        self._times = times
        self._started, self._day = time.monotonic(), datetime.now(UTC)

    def monotonic(self) -> float:
        return (time.monotonic() - self._started) * self._times

    def now(self) -> datetime:
        return self._day + timedelta(seconds=self.monotonic())

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds) / self._times)

    def real(self, seconds: float) -> float:
        return seconds / self._times


def stamp(at: datetime) -> str:
    """A time as tables keep it: UTC, sorts as text."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def second(at: datetime) -> str:
    """The same, without what is below a second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def moment_of(text: str | None) -> datetime | None:
    """The time of a stamp; None where there is none."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)

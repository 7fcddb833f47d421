"""Hours and days at which a publisher says that its feed does not change (`skipHours`, `skipDays` of RSS)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOUR = 3_600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rests:
    """Hours of the day in UTC, and days of the week by their English names; both empty where nothing is said."""

    hours: tuple[int, ...] = ()
    days: tuple[str, ...] = ()

    def at(self, when: datetime) -> bool:
        """Whether the feed rests at that time."""
        told = len(set(self.hours)) < 24 and not set(WEEK) <= set(self.days)  # a feed that always rests says nothing
        return told and (when.hour in self.hours or WEEK[when.weekday()] in self.days)

    def over(self, wait: float, now: datetime, most: float) -> float:
        """Seconds to wait, made longer where the feed still rests then, and never so beyond `most`: what is said of the hours
        may be wrong, and a crisis keeps none."""
        due = now + timedelta(seconds=wait)
        while self.at(due) and wait < most:
            rest = HOUR - (due.minute * 60 + due.second + due.microsecond / 1e6)
            wait = min(most, wait + rest)
            due = now + timedelta(seconds=wait)
        return wait


NEVER = Rests()

"""The clock of each country's press, so that a time of publication in UTC can be told as a day where the outlet sits.

A table of our own (built from the tz database by `training/build_zones.py`), since a machine may have no tz database and
the package needs none besides. Where a country has several zones, that of the city where most of its press sits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from sayso.errors import DataError
from sayso.knowledge.facts import numbered_facts


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes from UTC since a year; `summer` is added between two days of the year ("03-30" to "10-26")."""

    zone: str
    since: int
    minutes: int
    summer: int
    begins: str
    ends: str

    def offset(self, day: date) -> timedelta:
        """What must be added to UTC on that day."""
        return timedelta(minutes=self.minutes + (self.summer if self.summer and self._in_summer(day) else 0))

    def _in_summer(self, day: date) -> bool:
        shown = f"{day:%m-%d}"
        if self.begins <= self.ends:
            return self.begins <= shown < self.ends
        return shown >= self.begins or shown < self.ends


@cache
def _clocks() -> dict[str, tuple[Clock, ...]]:
    found: dict[str, list[Clock]] = {}
    for line, row in numbered_facts("zones"):
        try:
            clock = Clock(
                row["zone"], int(row["since"]), int(row["minutes"]), int(row["summer"]), row["begins"], row["ends"]
            )
        except ValueError as error:
            raise DataError("since, minutes and summer are whole numbers", table="zones.csv", line=line) from error
        if bool(clock.summer) != bool(clock.begins and clock.ends):
            raise DataError("summer time needs two days, and only it has them", table="zones.csv", line=line)
        found.setdefault(row["country"], []).append(clock)
    return {country: tuple(sorted(clocks, key=lambda c: -c.since)) for country, clocks in found.items()}


def clock_of(country: str, year: int) -> Clock | None:
    """The clock of a country (ISO 3166-1 alpha-3) in a year; None for a country we do not know."""
    clocks = _clocks().get(country, ())
    return next((c for c in clocks if c.since <= year), clocks[-1] if clocks else None)


def local_time(moment: datetime, country: str) -> datetime | None:
    """A moment with a zone, as the clocks of a country showed it; None for a country we do not know."""
    utc = moment.astimezone(UTC)
    clock = clock_of(country, utc.year)
    return (utc + clock.offset(utc.date())).replace(tzinfo=None) if clock else None

"""Days of feasts and religious months, computed. A HOLIDAY of `times_words.csv` says how:

`12-25` a fixed day; `11-T4` the fourth Thursday of November (`-1` the last); `easter+1`, `orthodox-2` days from Easter Sunday;
`islamic:9` a month, `islamic:10-1` a day of the tabular Islamic calendar; `hebrew:7-10` a day of the Hebrew calendar;
`moon:01-21` the day of the first new moon from a day on, in China, `dark:10-17` the evening before it, in India. `x3` at the
end: that many days. Islamic days hang on the moon being seen, and feasts of the new moon on customs that we do not know, so
that both may be a day off: they are marked approximate.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sayso.errors import DataError

SPEC = re.compile(
    r"(?:(?P<fixed>\d\d-\d\d)|(?P<month>\d\d)-(?P<weekday>[MTWRFSU])(?P<nth>-?\d)|(?P<easter>easter|orthodox)(?P<off>[+-]\d+)?"
    r"|islamic:(?P<imonth>\d+)(?:-(?P<iday>\d+))?|hebrew:(?P<hmonth>\d+)-(?P<hday>\d+)|(?P<where>moon|dark):(?P<moon>\d\d-\d\d))(?:x(?P<days>\d+))?"
)
WEEKDAYS = "MTWRFSU"
ISLAMIC_EPOCH = 227015  # ordinal of 16 July 622 (Julian), the first day of the tabular calendar
HEBREW_EPOCH = -1373427
MEAN_NEW_MOON = datetime(2000, 1, 6, 14, 20)
MONTH_OF_MOON = timedelta(days=29.530588861)
CLOCKS = {"moon": timedelta(hours=8), "dark": timedelta(hours=-12.5)}  # China; India, from sunset to sunset


class Feast(NamedTuple):
    first: date
    last: date
    approximate: bool


def feasts(spec: str, year: int) -> tuple[Feast, ...]:
    """When a feast begins in a year of our calendar: once, or with the Islamic year now and then never or twice."""
    m = SPEC.fullmatch(spec)
    if m is None:
        raise DataError(f"a feast cannot be computed from {spec!r}", table="times_words.csv")
    if not 1600 <= year <= 2400:
        return ()
    length, approximate = int(m["days"] or 1), bool(m["imonth"] or m["moon"])
    if m["imonth"] and not m["iday"]:
        length = 30 if int(m["imonth"]) % 2 else 29
    return tuple(Feast(d, d + timedelta(days=length - 1), approximate) for d in _begins(m, year))


def _begins(m: re.Match[str], year: int) -> list[date]:
    if m["fixed"]:
        return [date.fromisoformat(f"{year}-{m['fixed']}")]
    if m["month"]:
        return [_nth_weekday(year, int(m["month"]), WEEKDAYS.index(m["weekday"]), int(m["nth"]))]
    if m["easter"]:
        sunday = easter(year) if m["easter"] == "easter" else orthodox_easter(year)
        return [sunday + timedelta(days=int(m["off"] or 0))]
    if m["imonth"]:
        about = (year - 622) * 33 // 32
        days = (islamic(y, int(m["imonth"]), int(m["iday"] or 1)) for y in range(about - 1, about + 4))
        return [d for d in days if d.year == year]
    if m["hmonth"]:
        return [_hebrew(year, int(m["hmonth"]), int(m["hday"]))]
    return [_new_moon(date.fromisoformat(f"{year}-{m['moon']}"), CLOCKS[m["where"]])]


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches, as a day of our calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def islamic(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar (30 years with 11 leap days)."""
    ordinal = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + ISLAMIC_EPOCH - 1
    return date.fromordinal(ordinal)


def _hebrew(year: int, month: int, day: int) -> date:
    """A day of the Hebrew calendar in a year of ours; months count from Nisan (1), Tishri is 7, Kislev 9, Adar 12."""
    tishri = _hebrew_new_year(year + 3761)
    if month == 9:  # Heshvan before it has 29 or 30 days
        long = (_hebrew_new_year(year + 3762) - tishri) % 10 == 5
        return date.fromordinal(tishri + 58 + long + day)
    if month >= 7 and month < 9:
        return date.fromordinal(tishri + 30 * (month - 7) + day - 1)
    nisan = tishri - 177  # Nisan to Elul never vary
    return date.fromordinal(nisan - 30 + day + 0 if month == 12 else nisan + (59 * (month - 1) + 1) // 2 + day - 1)


def _hebrew_new_year(year: int) -> int:
    """Ordinal of the first of Tishri."""
    return HEBREW_EPOCH + _hebrew_days(year) + _hebrew_delay(year)


def _hebrew_days(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _hebrew_delay(year: int) -> int:
    last, here, following = (_hebrew_days(y) for y in (year - 1, year, year + 1))
    return 2 if following - here == 356 else 1 if here - last == 382 else 0


def _new_moon(first: date, clock: timedelta) -> date:
    """The day of the first new moon from a day on (Meeus, Astronomical Algorithms, with the two largest terms)."""
    start = datetime(first.year, first.month, first.day) - clock
    count = -((MEAN_NEW_MOON - start) // MONTH_OF_MOON) - 1
    while (moon := _moon(count)) < start:
        count += 1
    return (moon + clock).date()


def _moon(count: int) -> datetime:
    sun, moon = (math.radians(a + b * count) for a, b in ((2.5534, 29.1053567), (201.5643, 385.81693528)))
    return MEAN_NEW_MOON + count * MONTH_OF_MOON + timedelta(days=0.17241 * math.sin(sun) - 0.4072 * math.sin(moon))

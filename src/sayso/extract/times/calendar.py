"""Calendar sums on TIMEX3 values: which days a value covers, and what lies so many units before or after it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, northern half of the world
NAMES = {
    "S": "minute", "MIN": "minute", "H": "hour", "D": "day", "WE": "weekend", "W": "week", "M": "month", "Q": "quarter",
    "Y": "year", "E": "decade", "C": "decade",
}  # fmt: skip
PARTS = ("MO", "MI", "AF", "EV", "NI", "DT")
RECENT = {
    "D": 7,
    "W": 28,
    "M": 183,
    "Y": 1826,
    "E": 7305,
    "H": 1,
    "MIN": 1,
    "S": 1,
    "Q": 365,
}  # days that "recent X" spans
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?")
WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")

Bounds = tuple[str | None, str | None, str | None]


def bounds(value: str) -> Bounds:
    """First day, last day and granularity of a TIMEX3 date value; dates are None where the value leaves them open.

    The first century begins with the year 1; the year 0 has no days.
    """
    if value.startswith("0000"):
        return None, None, None
    if m := DAY.fullmatch(value):
        try:
            day = date(int(m[1]), int(m[2]), int(m[3])).isoformat()
        except ValueError:
            return None, None, None
        return day, day, _fine(m[4])
    if m := WEEK.fullmatch(value):
        try:
            monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
            sunday = monday + timedelta(days=6)
        except (ValueError, OverflowError):
            return None, None, None
        first = monday + timedelta(days=5 if m[3] else 0)
        return first.isoformat(), sunday.isoformat(), "weekend" if m[3] else "week"
    if m := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return (*_months(int(m[1]), int(m[2]), 1), "month") if 1 <= int(m[2]) <= 12 else (None, None, None)
    if m := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return *_months(int(m[1]), int(m[2]) * 3 - 2, 3), "quarter"
    if m := re.fullmatch(r"(\d{4})-H([12])", value):
        return *_months(int(m[1]), int(m[2]) * 6 - 5, 6), "half"
    if m := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return *_months(int(m[1]), SEASONS[m[2]], 3), "season"
    if m := re.fullmatch(r"(\d{2,4})", value):
        low = max(1, int(value.ljust(4, "0")))
        high = int(value.ljust(4, "9"))
        return f"{low:04}-01-01", f"{high:04}-12-31", "year" if len(value) == 4 else "decade"
    return None, None, None


def _fine(clock: str | None) -> str:
    if not clock:
        return "day"
    if clock[1:] in PARTS:
        return "part-of-day"
    return "hour" if clock.endswith(":00") or ":" not in clock else "minute"


def _months(year: int, month: int, count: int) -> tuple[str, str]:
    last_year, last = divmod(min(year * 12 + month - 1 + count - 1, 9999 * 12 + 11), 12)
    return f"{year:04}-{month:02}-01", f"{last_year:04}-{last + 1:02}-{monthrange(last_year, last + 1)[1]:02}"


def within(day: date, unit: str) -> str:
    """The TIMEX3 value of the unit that holds a day."""
    year, week, _ = day.isocalendar()
    return {
        "W": f"{year:04}-W{week:02}",
        "WE": f"{year:04}-W{week:02}-WE",
        "M": day.isoformat()[:7],
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04}",
        "E": f"{day.year // 10:03}",
        "C": f"{day.year // 100:02}",
    }.get(unit, day.isoformat())


def shift(day: date, count: int, unit: str) -> date:
    """The day so many units later (earlier, if negative); the end of a shorter month where the day does not exist."""
    days = {"D": 1, "W": 7, "WE": 7}.get(unit)
    if days is not None:
        moved = day.toordinal() + days * count
        return date.fromordinal(min(max(moved, 1), date.max.toordinal()))
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}.get(unit, 0) * count
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return date.min if year < 1 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def moved(value: str, count: int, unit: str) -> str | None:
    """A value moved by so many units, kept as fine as it was: the third quarter, a year earlier, is a quarter."""
    low, _, grain = bounds(value)
    if low is None:
        return None
    start = shift(date.fromisoformat(low), count, unit)
    own = {name: code for code, name in NAMES.items() if code not in ("S", "C")}.get(grain or "", "D")
    if grain == "season":
        return f"{start.year:04}{value[4:]}"
    return within(start, own)


def duration(count: float | None, unit: str) -> str:
    """`P3M`, `PT5H`, `PXD`: decades count as ten years, as TimeML has it."""
    n = "X" if count is None else f"{count:g}"
    if unit == "H" and count is not None and count % 1 == 0.5:
        return f"PT{count // 1:g}H30M" if count > 1 else "PT30M"
    if unit in ("H", "MIN", "S"):
        return f"PT{n}{unit[0]}"
    if unit == "E" and count is not None:
        return f"P{count * 10:g}Y"
    if unit == "C" and count is not None:
        return f"P{count * 100:g}Y"
    return f"P{n}{'W' if unit == 'WE' else unit}"

"""When something was, as it follows a clause: `on 14 October 2026`, `in 2015`, `in the week of 16 March 2026`."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

_NTH = ("first", "second", "third", "fourth")
_SEASONS = {
    3: "spring",
    6: "summer",
    9: "autumn",
    12: "winter",
}  # as the text calls them in the north: by their first month
_DAY = timedelta(days=1)


def during(earliest: str | None, latest: str | None, granularity: str | None = None) -> str:
    """The span in words; a year, month, quarter or week that is meant whole by its name, any other by its ends; else nothing."""
    first, last = day_of(earliest), day_of(latest)
    if first is None or last is None:
        return ""
    if first == last:
        return f"on {date_words(first)}"
    whole = _whole_months(first, last, granularity) or _whole_week(first, last)
    return whole or f"between {date_words(first)} and {date_words(last)}"


def shortly(first: str, last: str) -> str:
    """`2015`, `2021-02`: a whole year or month as ISO 8601 writes it; nothing for any other span."""
    a, b = day_of(first), day_of(last)
    if a is None or b is None or a.year != b.year or not _months(a, b):
        return ""
    return f"{a.year:04}" if _months(a, b) == 12 else f"{a.year:04}-{a.month:02}" if a.month == b.month else ""


def day_of(text: str | None) -> date | None:
    """The day of a date or a time; None where there is none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def date_words(day: date) -> str:
    """`14 October 2026`."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _months(first: date, last: date) -> int:
    """How many whole months a span is; 0 where it is ragged."""
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _whole_months(first: date, last: date, granularity: str | None) -> str:
    count = _months(first, last)
    if not count:
        return ""
    if first.month == 1 and count % 12 == 0:
        return _years(first.year, last.year, granularity)
    if count == 1:
        return f"in {_month(first)} {first.year}"
    if granularity == "season" and count == 3 and first.month in _SEASONS:
        years = f"{first.year}/{last.year % 100:02}" if last.year != first.year else str(first.year)
        return f"in the {_SEASONS[first.month]} of {years}"
    for size, name in ((3, "quarter"), (6, "half")):
        if count == size and first.month % size == 1:
            return f"in the {_NTH[first.month // size]} {name} of {first.year}"
    start = _month(first) if first.year == last.year else f"{_month(first)} {first.year}"
    end = f"{_month(last)} {last.year}"
    return f"in {start} or {end}" if count == 2 else f"between {start} and {end}"


def _years(first: int, last: int, granularity: str | None) -> str:
    if first == last:
        return f"in {first}"
    if granularity == "decade" and last - first == 9 and first % 10 == 0:
        return f"in the {first}s"
    return f"in {first} or {last}" if last - first == 1 else f"between {first} and {last}"


def _whole_week(first: date, last: date) -> str:
    """A week from Monday to Sunday, or its end."""
    if first.weekday() == 0 and last - first == 6 * _DAY:
        return f"in the week of {date_words(first)}"
    if first.weekday() == 5 and last - first == _DAY:
        return f"on the weekend of {date_words(first)}"
    return ""


def _month(day: date) -> str:
    return calendar.month_name[day.month]

"""Calendar dates, months, years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date

from sayso.extract.times import calendar as cal
from sayso.extract.times.context import Context, Time, step_of, with_clock, year_of
from sayso.extract.times.days import weekday_rule
from sayso.extract.times.find import Found

FORWARD_MONTHS = 3  # a month or a day without a year lies ahead only where this near, if nothing tells


def date_rule(found: Found, context: Context) -> Time | None:
    if iso := found.one("ISO"):
        return Time(iso) if cal.bounds(iso)[0] else None
    if numeric := found.one("NUMERIC"):
        return _numeric(numeric, context)
    if found.name == "day-of-unit":
        return _day_of_month(found, context)
    day, weekday = _day_beside_month(found), found.one("WEEKDAY")
    month = found.one("MONTH")
    if day is None:
        return None
    if month is None:
        return weekday_rule(found, context)
    year = year_of(found)
    how = "explicit"
    if year is None:
        year = _nearest_year(int(month), int(day), int(weekday or 0), found, context)
    value = f"{year if year else 'XXXX'}-{int(month):02}-{int(day):02}"
    if year and cal.bounds(value)[0] is None:
        return None
    return with_clock(value, found, how)


def _day_of_month(found: Found, context: Context) -> Time | None:
    """`the 5th of this month`, `the 5th of last month`."""
    at, step = context.published, step_of(found)
    if found.has("that") and context.last and cal.bounds(context.last)[0]:
        at = date.fromisoformat(cal.bounds(context.last)[0] or "")
    if at is None:
        return Time(f"XXXX-XX-{int(found.one('DAY') or 0):02}", "DATE", "relative")
    value = f"{cal.shift(at, step, 'M').isoformat()[:7]}-{int(found.one('DAY') or 0):02}"
    return Time(value, "DATE", "relative") if cal.bounds(value)[0] else None


def _day_beside_month(found: Found) -> str | None:
    """The day of the month, not the hour of `6 am on 3 April`."""
    at = next((k for k, w in enumerate(found.inside) if "MONTH" in w.classes), None)
    if at is None:
        return found.one("DAY")
    after = [w for w in found.inside[at + 1 : at + 4] if w.low not in (".", "the")][:1]
    before = [w for w in found.inside[max(0, at - 2) : at] if w.low != "of"][-1:]
    return next((w.classes["DAY"] for w in [*after, *before] if "DAY" in w.classes), None)


def _numeric(text: str, context: Context) -> Time | None:
    first, second, year = (int(x) for x in re.split(r"[-/.]", text))
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    day, month = (second, first) if context.month_first else (first, second)
    if month > 12:
        day, month = month, day
    value = f"{year}-{month:02}-{day:02}"
    return Time(value) if cal.bounds(value)[0] else None


def _nearest_year(month: int, day: int, weekday: int, found: Found, context: Context) -> int | None:
    """The year of a date that names none: by its day of the week, by the tense, else the last such date or a near one."""
    at = context.published
    if at is None:
        return int(context.last[:4]) if context.last and context.last[:4].isdigit() else None
    if weekday:
        for year in (at.year, at.year - 1, at.year + 1):
            low = cal.bounds(f"{year}-{month:02}-{day:02}")[0]
            if low and date.fromisoformat(low).isoweekday() == weekday:
                return year
    months = month - at.month
    later = months > 0 or (months == 0 and day > at.day)
    ahead = context.ahead(found)
    if ahead > 0:
        return at.year if later or months == 0 else at.year + 1
    if later and day and found.rule == "date" and months <= 1 and found.before() not in ("on", "since", "from"):
        return at.year  # a split payable Nov. 22, told on 27 October: the other one is eleven months old
    if later:
        near = months <= FORWARD_MONTHS and ahead == 0
        return at.year if near or (months == 0 and day == 1) else at.year - 1
    if ahead == 0 and months + 12 <= FORWARD_MONTHS - 1 and not found.has("last"):
        return at.year + 1
    return at.year


def nights_rule(found: Found, context: Context) -> Time | None:
    days, month = [int(d) for d in found.all("DAY")], found.one("MONTH")
    if len(days) < 2 or month is None:
        return None
    year = year_of(found) or _nearest_year(int(month), days[0], 0, found, context)
    value = f"{year or 'XXXX'}-{int(month):02}-{days[0]:02}T{found.one('PART') or 'NI'}"
    low = cal.bounds(value)[0]
    high = cal.bounds(f"{year or 'XXXX'}-{int(month):02}-{days[1]:02}")[0]
    return Time(value, "TIME", "explicit", low, high, "part-of-day")


def range_rule(found: Found, context: Context) -> Time | None:
    days, month = [int(d) for d in found.all("DAY")], int(found.one("MONTH") or 0)
    year = year_of(found) or _nearest_year(month, days[0], 0, found, context)
    first, last = (f"{year or 'XXXX'}-{month:02}-{day:02}" for day in days[:2])
    low, high = cal.bounds(first)[0], cal.bounds(last)[0]
    if year and (low is None or high is None or low > high):
        return None
    parts = ((low, low), (high, high)) if found.has("and") and low and high and found.before() != "between" else ()
    return Time(f"{first}/{last}", "DATE", "explicit", low, high, "interval", parts)


def weekof_rule(found: Found, context: Context) -> Time | None:
    day = date_rule(found, context)
    low = cal.bounds(day.value)[0] if day else None
    return Time(cal.within(date.fromisoformat(low), "WE" if found.has("weekend") else "W")) if low else day


def month_rule(found: Found, context: Context) -> Time | None:
    month = int(found.one("MONTH") or 0)
    after = found.after
    if after is not None and after.low in ("'s",) and not found.before():
        return None
    year = year_of(found)
    how = "explicit"
    at = context.published
    if year is None and found.has("year"):
        if at is None:
            return Time(f"XXXX-{month:02}", "DATE", "relative")
        how = "relative"
        year = at.year + step_of(found)
        if (found.one("PRIOR") or found.one("FOLLOW") or found.has("same", "that")) and context.last:
            year = int(context.last[:4]) + step_of(found)
            how = "anchored"
    elif year is None:
        year, how = _year_of_month(month, found, context)
    return Time(f"{year if year else 'XXXX'}-{month:02}", "DATE", how)


def _year_of_month(month: int, found: Found, context: Context) -> tuple[int | None, str]:
    at = context.published
    if at is None:
        return None, "explicit"
    if found.before() == "that" and context.last and context.last[:4].isdigit():
        return int(context.last[:4]), "anchored"
    if found.one("LAST"):
        return (at.year if month < at.month else at.year - 1), "relative"
    if found.one("NEXT"):
        return (at.year if month > at.month else at.year + 1), "relative"
    if found.one("THIS"):
        return at.year, "relative"
    return _nearest_year(month, 1, 0, found, context), "explicit"


def months_rule(found: Found, _: Context) -> Time | None:
    first, second = (int(m) for m in found.all("MONTH")[:2])
    year = int(found.one("YEAR") or 0)
    low, high = f"{year - (first > second)}-{first:02}", f"{year}-{second:02}"
    a, b = cal.bounds(low), cal.bounds(high)
    together = first + 1 == second or found.has("to") or found.one("DASH")
    parts = () if together or not (a[0] and a[1] and b[0] and b[1]) else ((a[0], a[1]), (b[0], b[1]))
    return Time(f"{low}/{high}", "DATE", "explicit", a[0], b[1], "interval", parts)


def year_rule(found: Found, context: Context) -> Time | None:
    year = found.one("YEAR") or fiscal_year(found) or found.one("NUM")
    if not year or not year.isdigit() or not 1000 <= int(year) <= 2099:
        return None
    if found.first + 1 == found.last and not _is_year(found):
        return None
    if found.name == "year-period" and context.quarter:
        return Time(f"{year}{context.quarter[4:]}", "DATE", "anchored")
    return Time(year)


def fiscal_year(found: Found) -> str | None:
    """The year of `FY19` or `FY2019`."""
    if found.one("FY") is None:
        return None
    short = found.one("YEAR") or found.one("YY") or found.one("NUM") or ""
    return short if len(short) == 4 else f"20{int(short):02}" if short.isdigit() and int(short) < 70 else f"19{short}"


def _is_year(found: Found) -> bool:
    """Whether a bare four-digit number is a year and no count, sum or name."""
    word, after = found.inside[0], found.after
    if word.text != word.text.strip() or word.number is None:
        return False
    if after is not None and (
        after.tag == "NNS" or after.low in ("%", "percent", "million", "billion", "hours", "people")
    ):
        return found.before() in ("in", "since", "the", "of", "from", "until", "by") and after.tag == "NNS"
    if after is not None and after.low == "." and found.last + 1 < len(found.words):
        following = found.words[found.last + 1]
        if following.start == after.end and following.text.isdigit():
            return False
    if (found.before() in ("-", "–") and found.before(2)[:1].isdigit()) or found.before().isdigit():
        return False  # a telephone number
    if found.before() in ("$", "no", "number", "flight", "page", "room", "#", "about", "nearly", "than", "some"):
        return False
    return not found.words[found.first].tag.startswith("VB")

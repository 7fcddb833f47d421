"""Seasons, feasts, quarters and halves of a year."""

from __future__ import annotations

from datetime import date

from sayso.extract.times import calendar as cal
from sayso.extract.times.context import Context, Time, step_of
from sayso.extract.times.find import Found


def season_rule(found: Found, context: Context) -> Time | None:
    season, at = found.one("SEASON") or "", context.published
    relative = found.one("LAST") or found.one("NEXT") or found.one("THIS")
    if named := found.one("YEAR"):
        return Time(f"{named}-{season}")
    if not relative and not _free_season(found):
        return None
    if at is None:
        return Time(f"XXXX-{season}", "DATE", "relative")
    if found.has("year"):
        return Time(f"{at.year + step_of(found)}-{season}", "DATE", "relative")
    start = date(at.year, cal.SEASONS[season], 1)
    year = at.year
    if found.one("LAST") and not found.one("THIS"):
        high = cal.bounds(f"{year}-{season}")[1]
        year -= high is not None and high >= at.isoformat()
    elif found.one("NEXT"):
        year += start <= at
    elif (
        not relative
        and start > at
        and context.ahead(found) <= 0
        and found.before() not in ("before", "until", "by", "for")
    ):
        year -= 1
    return Time(f"{year}-{season}", "DATE", "relative")


def _free_season(found: Found) -> bool:
    """`before the summer` is a time; a spring offensive, or the fall of a city, is none."""
    after = found.after
    if after is not None and (after.low == "of" or after.tag.startswith("NN") or after.tag == "CD"):
        return False
    led = found.before() in (
        "in",
        "since",
        "before",
        "after",
        "during",
        "until",
        "by",
        "through",
        "into",
        "over",
        "for",
        "of",
    )
    return led or (found.has("the") and found.inside[-1].tag.startswith("NN") and found.inside[-1].low != "fall")


def holiday_rule(found: Found, context: Context) -> Time | None:
    day, at = found.one("HOLIDAY") or "", context.published
    name = found.after
    if name is not None and name.text[:1].isupper() and name.text.lower() not in ("day", "eve"):
        return None
    if not day or (at is None and not found.one("YEAR")):
        return Time(f"XXXX-{day}" if day and day[3] != "T" else "XXXX")
    year = int(found.one("YEAR") or (at.year if at else 0))
    value = _holiday_value(day, year)
    if found.has("eve"):
        value = cal.shift(date.fromisoformat(value), -1, "D").isoformat()
    if at and not found.one("YEAR") and not found.one("NEXT"):
        far = (date.fromisoformat(value) - at).days
        ahead = context.ahead(found)
        if (found.one("LAST") and far >= 0) or (far > 60 and ahead <= 0) or (far > 0 and ahead < 0):
            value = _holiday_value(day, year - 1)
    return Time(value)


def _holiday_value(day: str, year: int) -> str:
    if day[3] != "T":
        return f"{year}-{day}"
    first = date(year, int(day[:2]), 1)
    fourth_thursday = 22 + (3 - first.weekday()) % 7
    return first.replace(day=fourth_thursday).isoformat()


def newyear_rule(found: Found, context: Context) -> Time | None:
    at = context.published
    eve = found.has("eve")
    if year := found.one("YEAR"):
        return Time(f"{year}-12-31" if eve else f"{year}-01-01")
    if at is None:
        return Time("XXXX-12-31" if eve else "XXXX-01-01")
    ahead = context.ahead(found) > 0
    year_of = at.year + (ahead and not eve) - (eve and not ahead and at.month < 12)
    return Time(f"{year_of}-12-31" if eve else f"{year_of}-01-01")


def quarter_rule(found: Found, context: Context) -> Time | None:
    ordinal, year, at = found.one("ORD"), found.one("YEAR"), context.published
    if ordinal is not None and not 1 <= int(ordinal) <= 4:
        return None
    if ordinal is not None:
        if year:
            return Time(f"{year}-Q{ordinal}")
        if at is None:
            return Time(f"XXXX-Q{ordinal}", "DATE", "relative")
        if found.has("year"):
            return Time(f"{at.year + step_of(found)}-Q{ordinal}", "DATE", "relative")
        begun = (int(ordinal) - 1) * 3 + 1 <= at.month
        return Time(f"{at.year if begun or context.ahead(found) > 0 else at.year - 1}-Q{ordinal}", "DATE", "relative")
    if at is None:
        return Time("XXXX-QX", "DATE", "relative")
    if found.one("LAST") or found.one("NEXT") or found.one("PRIOR"):
        return Time(cal.within(cal.shift(at, step_of(found), "Q"), "Q"), "DATE", "relative")
    if context.quarter and not found.one("THIS"):
        return Time(context.quarter, "DATE", "anchored")
    step = 0 if found.one("THIS") else -1
    return Time(cal.within(cal.shift(at, step, "Q"), "Q"), "DATE", "relative")


def yearago_rule(found: Found, context: Context) -> Time | None:
    at = context.published
    if ordinal := found.one("ORD"):
        return Time(f"{at.year - 1}-Q{ordinal}" if at else f"XXXX-Q{ordinal}", "DATE", "relative")
    if context.quarter:
        return Time(f"{int(context.quarter[:4]) - 1}{context.quarter[4:]}", "DATE", "anchored")
    return Time(str(at.year - 1), "DATE", "relative") if at else Time("XXXX", "DATE", "relative")


def half_rule(found: Found, context: Context) -> Time | None:
    ordinal, at = found.one("ORD") or "1", context.published
    if ordinal not in ("1", "2"):
        return None
    year = found.one("YEAR") or (str(at.year + step_of(found)) if at else "XXXX")
    return Time(f"{year}-H{1 if found.name == 'quarters-first' else ordinal}")

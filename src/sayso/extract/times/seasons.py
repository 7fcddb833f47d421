"""Seasons, feasts, quarters and halves of a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.extract.times import calendar as cal
from sayso.extract.times.context import Context, Time, step_of
from sayso.extract.times.dates import fiscal_year
from sayso.extract.times.feasts import Feast, feasts
from sayso.extract.times.find import Found

VERY_NEAR_FEAST = 10  # even if a verb tells of the past: holy week began
NEAR_FEAST = 60  # days within which a feast ahead is meant, if nothing tells
FIXED = re.compile(r"\d\d-\d\d")


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
        return Time(f"{at.year + step_of(found):04}-{season}", "DATE", "relative")
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
    spec, at = found.one("HOLIDAY") or "", context.published
    name = found.after
    if name is not None and name.text[:1].isupper() and name.text.lower() not in ("day", "eve"):
        return None
    if found.one("YEAR"):
        days = feasts(spec, int(found.one("YEAR") or 0))
    elif at is None:
        return Time(f"XXXX-{spec}" if FIXED.fullmatch(spec) else "XXXX")
    else:
        known = [f for year in (at.year - 1, at.year, at.year + 1) for f in feasts(spec, year)]
        days = tuple(f for f in known if f is _feast_meant(known, at, found, context))
    if not days:
        return Time("XXXX")
    return _feast_time(_day_of_feast(found, days[0]), eve=found.has("eve"))


def _day_of_feast(found: Found, feast: Feast) -> Feast:
    """`the second day of Ramadan`, `the last day of Passover`; the whole feast where no day of it is told."""
    if found.name != "holiday-day":
        return feast
    number = found.one("ORD") or found.one("DAY")
    day = feast.first + timedelta(days=int(number) - 1) if number else feast.last
    return feast._replace(first=day, last=day) if day <= feast.last else feast


def _feast_meant(known: list[Feast], at: date, found: Found, context: Context) -> Feast | None:
    """The last or next one where a word says so, else the last or the present one, or one that lies ahead and is near."""
    past = [f for f in known if f.first <= at]
    future = [f for f in known if f.last >= at]
    ahead = context.ahead(found)
    near = NEAR_FEAST if ahead == 0 else VERY_NEAR_FEAST
    if found.one("LAST") and found.name != "holiday-day":
        past = [f for f in known if f.last < at]
    elif found.one("NEXT") or ahead > 0 or (future and (future[0].first - at).days <= near):
        return future[0] if future else None
    return past[-1] if past else None


def _feast_time(feast: Feast, *, eve: bool) -> Time:
    if eve:
        return Time((feast.first - timedelta(days=1)).isoformat())
    first, last = feast.first.isoformat(), feast.last.isoformat()
    value = first if first == last else f"{first}/{last}"
    if first == last and not feast.approximate:
        return Time(value)
    slack = timedelta(days=1 if feast.approximate else 0)
    low, high = (feast.first - slack).isoformat(), (feast.last + slack).isoformat()
    return Time(value, "DATE", "explicit", low, high, "interval")


def newyear_rule(found: Found, context: Context) -> Time | None:
    at = context.published
    eve = found.has("eve")
    if year := found.one("YEAR"):
        return Time(f"{year}-12-31" if eve else f"{year}-01-01")
    if at is None:
        return Time("XXXX-12-31" if eve else "XXXX-01-01")
    ahead = context.ahead(found) > 0
    year_of = at.year + (ahead and not eve) - (eve and not ahead and at.month < 12)
    return Time(f"{year_of:04}-12-31" if eve else f"{year_of:04}-01-01")


def quarter_rule(found: Found, context: Context) -> Time | None:
    ordinal = found.one("ORD") or found.one("QSHORT")
    year, at = fiscal_year(found) or found.one("YEAR"), context.published
    if ordinal is not None and not 1 <= int(ordinal) <= 4:
        return None
    if ordinal is not None:
        if year:
            return Time(f"{year}-Q{ordinal}")
        if at is None:
            return Time(f"XXXX-Q{ordinal}", "DATE", "relative")
        if found.has("year"):
            return Time(f"{at.year + step_of(found):04}-Q{ordinal}", "DATE", "relative")
        begun = (int(ordinal) - 1) * 3 + 1 <= at.month
        return Time(f"{at.year - (not begun and context.ahead(found) <= 0):04}-Q{ordinal}", "DATE", "relative")
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
        return Time(f"{at.year - 1:04}-Q{ordinal}" if at else f"XXXX-Q{ordinal}", "DATE", "relative")
    if context.quarter:
        return Time(f"{int(context.quarter[:4]) - 1}{context.quarter[4:]}", "DATE", "anchored")
    return Time(f"{at.year - 1:04}", "DATE", "relative") if at else Time("XXXX", "DATE", "relative")


def half_rule(found: Found, context: Context) -> Time | None:
    ordinal, at = found.one("ORD") or found.one("HSHORT") or "1", context.published
    if ordinal not in ("1", "2"):
        return None
    year = fiscal_year(found) or found.one("YEAR") or (f"{at.year + step_of(found):04}" if at else "XXXX")
    return Time(f"{year}-H{1 if found.name == 'quarters-first' else ordinal}")

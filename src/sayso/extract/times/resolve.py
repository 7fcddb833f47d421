"""Gives each found expression its TIMEX3 value and its days, from the publication date and what was said before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sayso.extract.times import calendar as cal
from sayso.extract.times.context import Context, Time
from sayso.extract.times.dates import (
    century_rule,
    date_rule,
    decade_rule,
    month_rule,
    months_rule,
    nights_rule,
    range_rule,
    weekof_rule,
    year_rule,
    years_rule,
)
from sayso.extract.times.days import clock_rule, deictic_rule, part_rule, weekday_rule
from sayso.extract.times.find import Found
from sayso.extract.times.lengths import duration_rule, ref_rule, set_rule
from sayso.extract.times.relative import ago_rule, later_rule, same_rule, unit_rule, units_rule
from sayso.extract.times.seasons import half_rule, holiday_rule, newyear_rule, quarter_rule, season_rule, yearago_rule
from sayso.extract.times.words import is_abbreviation
from sayso.model import Span

Rule = Callable[[Found, Context], "Time | None"]
RULES: dict[str, Rule] = {
    "date": date_rule,
    "nights": nights_rule,
    "range": range_rule,
    "month": month_rule,
    "months": months_rule,
    "year": year_rule,
    "years": years_rule,
    "decade": decade_rule,
    "century": century_rule,
    "season": season_rule,
    "holiday": holiday_rule,
    "newyear": newyear_rule,
    "quarter": quarter_rule,
    "yearago": yearago_rule,
    "half": half_rule,
    "unit": unit_rule,
    "units": units_rule,
    "ago": ago_rule,
    "later": later_rule,
    "same": same_rule,
    "deictic": deictic_rule,
    "weekday": weekday_rule,
    "part": part_rule,
    "clock": clock_rule,
    "duration": duration_rule,
    "set": set_rule,
    "ref": ref_rule,
    "weekof": weekof_rule,
    "ref-now": ref_rule,
    "ref-past": ref_rule,
    "ref-future": ref_rule,
}


def resolve(found: Found, context: Context) -> Time | None:
    """The time that an expression stands for, or None where it is none after all; notes it for what follows."""
    time = RULES[found.rule](found, context)
    if time is None:
        return None
    if time.earliest is None and time.latest is None and time.timex in ("DATE", "TIME"):
        low, high, grain = cal.bounds(time.value)
        time = replace(time, earliest=low, latest=high, granularity=time.granularity or grain)
        time = _narrowed(time, found, context)
    if time.timex in ("DATE", "TIME") and time.earliest and "/" not in time.value:
        context.last = time.value
        if time.granularity == "quarter" and time.how != "anchored" and found.rule == "quarter":
            context.quarter = time.value
    return time


def _narrowed(time: Time, found: Found, context: Context) -> Time:
    """`early`, `mid` and `late` keep a third of the interval; `earlier this month` ends with publication."""
    mod = found.one("EARLY") or found.one("EDGE")
    if mod is None or time.earliest is None or time.latest is None or time.earliest == time.latest:
        return time
    low, high = date.fromisoformat(time.earliest), date.fromisoformat(time.latest)
    third = timedelta(days=((high - low).days + 1) // 3)
    if mod in ("EARLIER", "LATER"):
        day = context.published
        if day is None or not low <= day <= high:
            return time
        low, high = (low, day) if mod == "EARLIER" else (day, high)
    elif found.before() == "by" and mod == "END":
        return time
    else:
        low, high = {"START": (low, low + third), "MID": (low + third, high - third)}.get(mod, (high - third, high))
    return replace(time, earliest=low.isoformat(), latest=high.isoformat(), granularity="interval")


def span_of(found: Found) -> Span:
    """The characters of an expression, without a closing mark."""
    last = found.inside[-1]
    if (
        last.low in (",", ".")
        and len(found.inside) > 1
        and not (last.low == "." and is_abbreviation(found.inside[-2].low))
    ):
        last = found.inside[-2]
    return Span(found.inside[0].start, last.end)

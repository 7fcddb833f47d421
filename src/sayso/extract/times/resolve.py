"""Gives each found expression its TIMEX3 value and its days, from the publication date and what was said before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sayso.extract.times import calendar as cal
from sayso.extract.times.context import Context, Time, unit_code
from sayso.extract.times.dates import (
    date_rule,
    month_rule,
    months_rule,
    nights_rule,
    range_rule,
    weekof_rule,
    year_rule,
)
from sayso.extract.times.days import clock_rule, deictic_rule, part_rule, weekday_rule
from sayso.extract.times.eras import century_rule, decade_of_rule, decade_rule, turn_rule, years_rule
from sayso.extract.times.find import Found
from sayso.extract.times.lengths import duration_rule, ref_rule, set_rule
from sayso.extract.times.names import part_of_name
from sayso.extract.times.relative import ago_rule, later_rule, same_rule, unit_rule, units_rule
from sayso.extract.times.seasons import half_rule, holiday_rule, newyear_rule, quarter_rule, season_rule, yearago_rule
from sayso.extract.times.vocabulary import is_abbreviation
from sayso.model import Span

Rule = Callable[[Found, Context], "Time | None"]
COUNTING = frozenset(
    [
        "for",
        "in",
        "of",
        "after",
        "is",
        "was",
        "been",
        "just",
        "last",
        "lasted",
        "lasts",
        "take",
        "takes",
        "took",
        "taken",
    ]
)
LEADING = frozenset(["at", "in", "on", "over"])
TRAILING = frozenset(["after", "before", "ended", "ending"])
RULES: dict[str, Rule] = {
    "date": date_rule,
    "nights": nights_rule,
    "range": range_rule,
    "month": month_rule,
    "months": months_rule,
    "year": year_rule,
    "years": years_rule,
    "decade": decade_rule,
    "decadeof": decade_of_rule,
    "century": century_rule,
    "turn": turn_rule,
    "dayofmonth": date_rule,
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
    if context.parsed is not None and part_of_name(found):
        return None
    time = RULES[found.rule](found, context)
    if time is None:
        return None
    if time.earliest is None and time.latest is None and time.timex in ("DATE", "TIME"):
        low, high, grain = cal.bounds(time.value)
        time = replace(time, earliest=low, latest=high, granularity=time.granularity or grain)
        time = _narrowed(time, found, context)
    if time.granularity == "quarter":
        context.quarterly = True
    elif time.timex == "DURATION" or time.granularity in ("year", "month"):
        context.quarterly = False
    if time.timex in ("DATE", "TIME") and time.earliest and "/" not in time.value and not _looks_back(found):
        context.last = time.value
        context.told.append((found.inside[0].start, time.value))
        if time.granularity == "quarter" and time.how != "anchored" and found.rule == "quarter":
            context.quarter = time.value
    return time


def _looks_back(found: Found) -> bool:
    """`three years earlier` is a look back, from which the story does not go on."""
    return found.rule == "later" and found.one("EARLY") == "EARLIER" and unit_code(found) in ("Y", "E", "C")


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
    """The characters of an expression, without a closing mark, a preposition before it or an event's conjunction after it."""
    first, last = found.inside[0], found.inside[-1]
    if first.low in LEADING and len(found.inside) > 1 and found.rule != "ref-now" and not _counts(found):
        first = found.inside[1]
    article = first.low in ("a", "an", "the", "its") and len(found.inside) > 1
    if article and (
        "ADJSET" in last.classes or (found.rule == "quarter" and (first.low == "its" or _describes(found)))
    ):
        first = found.inside[1]
    if found.name == "weekday" and first.low == "the" and found.after is not None and found.after.tag.startswith("NN"):
        first = found.inside[1]
    if found.name == "weekday" and first.classes.get("EARLY") in ("EARLIER", "LATER"):
        first = next(w for w in found.inside if "WEEKDAY" in w.classes)
    if found.name == "weekday-day" and not last.text[0].isdigit():
        return Span(first.start, first.end)  # Friday, the fourth decline in five days
    if last.low in TRAILING and found.rule in ("later", "duration") and _goes_on(found):
        return Span(first.start, found.inside[-2].end)
    if (
        last.low in (",", ".")
        and len(found.inside) > 1
        and not (last.low == "." and is_abbreviation(found.inside[-2].low))
    ):
        last = found.inside[-2]
    return Span(first.start, last.end)


def _counts(found: Found) -> bool:
    """`over two months` and `at least two` say how long; `over the past year` says when."""
    first, second = found.inside[:2]
    if second.low in ("least", "most") or (first.low == "over" and found.rule == "ago"):
        return True
    counted = "NUM" in second.classes or second.low in ("a", "an")
    return first.low == "over" and counted and (found.before() in COUNTING or found.after is None)


def _describes(found: Found) -> bool:
    """`a third-quarter loss`: the article belongs to the loss."""
    return found.one("DASH") is not None and found.after is not None and found.after.text[0].isalnum()


def _goes_on(found: Found) -> bool:
    return found.inside[-1].low in ("ended", "ending") or (found.after is not None and found.after.text[0].isalnum())

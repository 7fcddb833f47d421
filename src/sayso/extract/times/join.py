"""Joins expressions that stand together: `from March to May` is one interval, `in 2015 and 2016` one mention of two."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from sayso.extract.times import calendar as cal
from sayso.model import Span, TimeMention

RANGE = re.compile(r"\s*(?:(?:to|until|till|through|and)\s+|[-–]\s*)(?:in |on |the )?", re.IGNORECASE)
AND = re.compile(r"\s*(?:,|,? and|,? or)\s+(?:again )?(?:in |on )?(?:the )?", re.IGNORECASE)
BEFORE = re.compile(r"(\w+)\s+(?:the\s+)?$")
OPEN = ("since", "after", "before", "until", "till", "by", "from")
LISTED = ("year", "month", "day", "part-of-day", "decade", "quarter", "season")


def join(text: str, times: list[TimeMention]) -> list[TimeMention]:
    """The mentions with ranges and lists of like ones made one, and open ends opened."""
    out: list[TimeMention] = []
    for time in times:
        merged = _merged(text, out[-1], time) if out else None
        if merged is None:
            out.append(time)
        else:
            out[-1] = merged
    return [opened(text, time) for time in out]


def _led(text: str, start: int) -> str:
    m = BEFORE.search(text[max(0, start - 24) : start])
    return m[1].lower() if m else ""


def _merged(text: str, first: TimeMention, second: TimeMention) -> TimeMention | None:
    gap = text[first.span.end : second.span.start]
    if len(gap) > 16 or "\n" in gap or first.timex not in ("DATE", "TIME") or second.timex not in ("DATE", "TIME"):
        return None
    if first.anchor or second.anchor or first.value.endswith("_REF") or second.value.endswith("_REF"):
        return None
    led = _led(text, first.span.start)
    linked = RANGE.fullmatch(gap)
    if (
        linked
        and ("and" not in gap.lower() or led == "between")
        and (led in ("from", "between") or "and" not in gap.lower())
    ):
        return _ranged(text, first, second)
    if AND.fullmatch(gap) and first.granularity == second.granularity and first.granularity in LISTED:
        return _listed(text, first, second)
    return None


def _ranged(text: str, first: TimeMention, second: TimeMention) -> TimeMention | None:
    first = _same_year(first, second)
    if not first.earliest or not second.latest or first.earliest > second.latest or "/" in first.value + second.value:
        return None
    return _spanning(text, first, second, parts=())


def _same_year(first: TimeMention, second: TimeMention) -> TimeMention:
    """`from March to May 2018`: the first takes the year of the second."""
    named = re.search(r"\d{4}", second.text)
    if not named or re.search(r"\d{4}", first.text) or not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", first.value):
        return first
    year = int(named[0]) - (first.value[5:] > second.value[5:])
    value = f"{year}{first.value[4:]}"
    low, high, _ = cal.bounds(value)
    return replace(first, value=value, earliest=low, latest=high)


def _listed(text: str, first: TimeMention, second: TimeMention) -> TimeMention | None:
    if not (first.earliest and first.latest and second.earliest and second.latest):
        return None
    parts = (*(first.parts or ((first.earliest, first.latest),)), (second.earliest, second.latest))
    joined = _spanning(text, first, second, parts=parts)
    low, high = min(p[0] for p in parts), max(p[1] for p in parts)
    return replace(joined, earliest=low, latest=high, granularity=first.granularity)


def _spanning(text: str, first: TimeMention, second: TimeMention, *, parts: tuple[tuple[str, str], ...]) -> TimeMention:
    span = Span(first.span.start, second.span.end)
    value = f"{first.value.split('/')[0]}/{second.value}"
    return replace(
        first, span=span, text=span.of(text), value=value, latest=second.latest, granularity="interval", parts=parts
    )


def opened(text: str, time: TimeMention) -> TimeMention:
    """`since 2021` has no end, `until Monday` no beginning, `before the summer` ends the day before it begins."""
    led = _led(text, time.span.start)
    if led not in OPEN or time.timex not in ("DATE", "TIME") or (time.granularity == "interval" and led == "from"):
        return time
    low, high = time.earliest, time.latest
    if low is None or high is None:
        return time
    after = text[time.span.end : time.span.end + 9].lower()
    if led == "since" or (led == "from" and re.match(r"\s*,?\s*on\b|\s*onward", after)):
        return replace(time, latest=None, granularity="open")
    if led == "after":
        return replace(time, earliest=low if time.granularity == "day" else high, latest=None, granularity="open")
    if led == "before" and time.granularity in ("hour", "minute", "part-of-day"):
        return time  # before 11 p.m. is still that day
    if led == "before":
        return replace(
            time, earliest=None, latest=cal.shift(date.fromisoformat(low), -1, "D").isoformat(), granularity="open"
        )
    if led in ("until", "till", "by"):
        return replace(time, earliest=None, granularity="open")
    return time

"""Days of the week, today and tomorrow, parts of the day, hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.extract.times import calendar as cal
from sayso.extract.times.context import Context, Time, clock_of, step_of, with_clock
from sayso.extract.times.find import Found

FINE = ("day", "part-of-day", "hour", "minute")
EVENING, MORNING = 18, 6  # hours from which a night is told, and before which it ends


def deictic_rule(found: Found, context: Context) -> Time | None:
    at = context.published
    step, _, part = (found.one("DEICT") or "0").partition(":")
    part = found.one("PART") or part
    if at is None:
        return Time(f"XXXX-XX-XX{'T' + part if part else ''}", "DATE", "relative")
    offset = int(step)
    if found.name == "deictic-two":
        offset += -1 if found.has("before") else 1
    day = cal.shift(at, offset, "D").isoformat()
    if found.has("overnight") and not found.has("yesterday", "today"):
        return Time(f"{day}TNI", "TIME", "relative", day, at.isoformat(), "part-of-day")
    time = with_clock(day, found, "relative")
    return replace(time, value=f"{day}T{part}", timex="TIME") if part and "T" not in time.value else time


def weekday_rule(found: Found, context: Context) -> Time | None:
    number, at = int(found.one("WEEKDAY") or 0), context.published
    if not _is_weekday(found):
        return None
    if at is None:
        part = found.one("PART")
        return Time(f"XXXX-WXX-{number}{'T' + part if part else ''}", "TIME" if part else "DATE", "weekday")
    if found.has("week"):
        monday = cal.shift(at, -at.weekday() + 7 * step_of(found), "D")
        return with_clock(cal.shift(monday, number - 1, "D").isoformat(), found, "weekday")
    if (found.one("PRIOR") or found.one("FOLLOW")) and context.last and cal.bounds(context.last)[0]:
        at = date.fromisoformat(cal.bounds(context.last)[0] or "")
    return with_clock(_day_of_week(number, at, found, context).isoformat(), found, "weekday")


def _day_of_week(number: int, at: date, found: Found, context: Context) -> date:
    back, forth = (at.isoweekday() - number) % 7, (number - at.isoweekday()) % 7
    if found.one("NEXT") or found.one("FOLLOW"):
        return cal.shift(at, forth or 7, "D")
    if found.one("LAST") or found.one("PRIOR"):
        return cal.shift(at, -(back or 7), "D")
    if found.one("THIS"):
        return cal.shift(at, -back if context.ahead(found) < 0 else forth, "D")
    return cal.shift(at, forth if context.ahead(found) > 0 else -back, "D")


def _is_weekday(found: Found) -> bool:
    """Not the Sunday Times, nor the Monday Club: a capitalised word after `the Sunday` makes a name."""
    after, first = found.after, found.inside[0]
    if found.inside[-1].classes.get("WEEKDAY") is None or after is None or not after.text[0].isupper():
        return True
    led = found.before() == "the" or first.low == "the"
    return not (led and after.start - found.inside[-1].end == 1 and not after.classes)


def part_rule(found: Found, context: Context) -> Time | None:
    part, at = found.one("PART"), context.published
    if found.name == "part-the":
        if found.before() not in ("in", "during", "of") and not found.has("in"):
            return None
        if context.last and cal.bounds(context.last)[2] in FINE:
            return Time(f"{context.last[:10]}T{part}", "TIME", "anchored")
        return Time(f"XXXX-XX-XXT{part}", "TIME", "relative")
    if at is None:
        return Time(f"XXXX-XX-XXT{part}", "TIME", "relative")
    offset = -1 if found.one("LAST") else 1 if found.has("tomorrow") else 0
    return Time(f"{cal.shift(at, offset, 'D').isoformat()}T{part}", "TIME", "relative")


def clock_rule(found: Found, context: Context) -> Time | None:
    clock = clock_of(found)
    if clock is None:
        return None
    if (
        found.first + 1 == found.last
        and found.one("CLOCK")
        and found.before() not in ("at", "around", "about", "by", "until", "from", "to")
    ):
        return None  # a score, a verse
    day = context.last
    if day and cal.bounds(day)[2] in FINE:
        return Time(f"{_morning_after(day, clock, context)}T{clock}", "TIME", "anchored")
    if context.published is None:
        return Time(f"XXXX-XX-XXT{clock}", "TIME", "relative")
    return Time(f"{context.published.isoformat()}T{clock}", "TIME", "relative")


def _morning_after(last: str, clock: str, context: Context) -> str:
    """The day of a clock time: after `11 p.m. Saturday` or Saturday night, 3 a.m. is Sunday's, unless that is still to come."""
    day, _, told = last.partition("T")
    late = told in ("EV", "NI") or (told[:2].isdigit() and int(told[:2]) >= EVENING)
    if not late or int(clock[:2]) >= MORNING:
        return day
    after = cal.shift(date.fromisoformat(day), 1, "D")
    return day if context.published is not None and after > context.published else after.isoformat()

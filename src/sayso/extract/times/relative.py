"""Times told from another: last week, recent days, three days ago, two weeks later, that night."""

from __future__ import annotations

from datetime import date

from sayso.extract.times import calendar as cal
from sayso.extract.times.context import Context, Time, count_of, step_of, unit_code
from sayso.extract.times.find import Found
from sayso.extract.times.seasons import yearago_rule

COARSE = ("year", "month", "quarter", "week", "decade", "season", "half")


def unit_rule(found: Found, context: Context) -> Time | None:
    unit, step, at = unit_code(found), step_of(found), context.published
    if unit in ("S", "MIN", "H"):
        return Time(cal.duration(1, unit), "DURATION", "relative") if step else None
    anaphoric = found.one("PRIOR") or found.one("FOLLOW") or (found.one("NEXT") and unit == "D")
    if anaphoric and context.last:
        return _prior(found, context, unit, step)
    if at is None:
        return Time({"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(unit, "XXXX"), "DATE", "relative")
    if found.name == "unit-end":
        return _year_end(found, context, at)
    if found.name == "unit-week":
        return _plain_unit(found, context, unit, at)
    if unit == "WE":
        if step == 0 and at.isoweekday() < 5 and context.ahead(found) <= 0:
            step = -1  # "this weekend", told early in the week
        return Time(cal.within(cal.shift(at, step, "W"), "WE"), "DATE", "relative")
    value = cal.within(cal.shift(at, step, unit), unit)
    if found.one("LAST") == "past":  # the past week is the seven days before, not the week that ended on Sunday
        return Time(value, "DATE", "relative", cal.shift(at, -1, unit).isoformat(), at.isoformat(), "interval")
    return Time(value, "DATE", "relative")


def _prior(found: Found, context: Context, unit: str, step: int) -> Time | None:
    value = _beside(context.last, unit, step)
    if step > 0 and value is not None and _to_come(value, context) and context.ahead(found) <= 0:
        value = _beside(context.earlier(), unit, step) or value
    return Time(value, "DATE", "anchored") if value else None


def _beside(anchor: str | None, unit: str, step: int) -> str | None:
    low = cal.bounds(cal.moved(anchor or "", step, unit) or "")[0]
    return cal.within(date.fromisoformat(low), unit) if low else None


def _to_come(value: str, context: Context) -> bool:
    """Whether a day or week is not over when the story is told, as one told of as past would be."""
    high = cal.bounds(value)[1]
    return high is not None and context.published is not None and high > context.published.isoformat()


def _year_end(found: Found, context: Context, at: date) -> Time | None:
    unit = unit_code(found)
    high = cal.bounds(cal.within(at, unit))[1]
    if high is None:
        return None
    past = context.ahead(found) < 0 or found.before() == "since"
    if past and unit == "Y":
        return Time(f"{at.year - 1:04}-12-31", "DATE", "relative")
    return Time(high, "DATE", "relative")


def _plain_unit(found: Found, context: Context, unit: str, at: date) -> Time | None:
    """`over the weekend`, `during the week`: only where a preposition makes a time of it."""
    before = found.before()
    after = found.after
    if after is not None and (
        after.low in ("of", "before", "after", "ended", "ending", "when", "that") or after.tag.startswith("NN")
    ):
        return None
    if unit == "WE" and before in ("over", "during", "on", "at", "of", "for", "through", "ahead"):
        ahead = context.ahead(found) > 0 or found.before() == "of"
        step = 0 if at.isoweekday() >= 6 or ahead else -1
        return Time(cal.within(cal.shift(at, step, "W"), "WE"), "DATE", "relative")
    if unit in ("Y", "W", "M") and before in ("for", "during", "in", "of", "through"):
        return Time(cal.within(at, unit), "DATE", "relative")
    if unit == "D" and before in ("in",) and found.before(2) in ("later", "earlier"):
        return Time(at.isoformat(), "DATE", "relative")
    return None


def units_rule(found: Found, context: Context) -> Time | None:
    unit, step, at = unit_code(found), step_of(found), context.published
    if found.one("FOLLOW") and not found.has("the") and found.after is not None and found.after.low == "of":
        return None  # following years of drought
    singular = found.name == "units-past-few"
    count = (
        1.0
        if singular
        else count_of(found)
        if any("NUM" in w.classes or "VAGUE" in w.classes for w in found.inside)
        else None
    )
    value = cal.duration(count, unit)
    grain = "interval"
    if at is None or unit in ("S", "MIN", "H"):
        return Time(value, "DURATION", "relative", granularity=grain)
    if step > 0 and context.ahead(found) < 0:
        return Time(value, "DURATION", "anchored", granularity=grain)  # "he spent the next three months in jail"
    spanned = shift_days(at, count, unit, forward=step > 0)
    low, high = sorted((at, spanned))
    return Time(value, "DURATION", "relative", low.isoformat(), high.isoformat(), grain)


def shift_days(at: date, count: float | None, unit: str, *, forward: bool) -> date:
    """The other end of an interval that touches `at`: so many units, or what `recent` usually means."""
    sign = 1 if forward else -1
    if count is None:
        return cal.shift(at, sign * cal.RECENT.get(unit, 7), "D")
    return cal.shift(at, sign * round(count), unit)


def ago_rule(found: Found, context: Context) -> Time | None:
    unit, at = unit_code(found), context.published
    bare = found.name == "ago-bare"
    count = None if bare else count_of(found)
    if found.one("DASH") or (found.has("a") and unit == "Y"):
        count = 1.0
        if context.quarter and context.quarterly and not any("NUM" in w.classes for w in found.inside):
            return yearago_rule(found, context)
    if at is None or count is None:
        latest = at.isoformat() if at else None
        earliest = shift_days(at, None, unit, forward=False).isoformat() if at and unit not in ("Y", "E", "C") else None
        return Time("PAST_REF", "DATE", "relative", earliest, latest, "interval")
    if unit in ("S", "MIN", "H"):
        day = cal.shift(at, -int(count // 24) if unit == "H" else 0, "D")
        low = cal.shift(day, -1, "D") if unit == "H" and count % 24 else day
        return Time(day.isoformat(), "DATE", "relative", low.isoformat(), day.isoformat(), "hour")
    start = cal.shift(at, -round(count), unit)
    return Time(cal.within(start, "Y" if unit in ("E", "C") else "D" if unit == "WE" else unit), "DATE", "relative")


def later_rule(found: Found, context: Context) -> Time | None:
    """`two days later` hangs on the last date spoken of; `a day after the vote` on the vote, so the length is all we have."""
    unit = unit_code(found)
    back = found.has("earlier", "before", "prior", "beforehand") or bool(found.one("PRIOR"))
    after = found.after
    if (
        found.inside[-1].low in ("after", "before", "on")
        and after is not None
        and after.text[0].isalnum()
        and found.name != "later-eve"
    ):
        if found.inside[-1].low == "on":
            return None
        return _length(found)
    if part := found.one("PART"):
        value = (
            cal.moved((context.last or "")[:10], -1 if back else 1, "D")
            if not found.has("next") or context.last
            else None
        )
        return Time(f"{value}T{part}", "TIME", "anchored") if value else Time(f"XXXX-XX-XXT{part}", "TIME", "anchored")
    count = count_of(found) if not (found.one("PRIOR") or found.one("FOLLOW")) else 1.0
    if unit == "Y" and context.quarter and context.quarterly and back and count == 1:
        return yearago_rule(found, context)
    anchor = context.last
    if anchor is None and unit in ("Y", "M", "Q") and back and context.published:
        anchor = context.published.isoformat()
    if count is None or unit in ("S", "MIN", "H") or anchor is None:
        return _length(found)
    grain = cal.bounds(anchor)[2]
    value = cal.moved(anchor[:10], round(count) * (-1 if back else 1), unit)
    if value is None or (unit in ("D", "W", "WE") and grain in COARSE and not (grain == "week" and unit == "W")):
        return _length(found)  # two days after a month is no day
    if unit in ("Y", "M", "Q", "E") and grain in ("day", "part-of-day", "hour", "minute", "week", "weekend"):
        low = cal.bounds(value)[0]
        value = cal.within(date.fromisoformat(low), "Y" if unit == "E" else unit) if low else value
    return Time(value, "DATE", "anchored")


def _length(found: Found) -> Time:
    return Time(cal.duration(count_of(found), unit_code(found)), "DURATION", "anchored")


def same_rule(found: Found, context: Context) -> Time | None:
    """`that night`, `the same day`: what was last spoken of, as fine as the words say."""
    part, unit = found.one("PART"), unit_code(found)
    if context.last is None:
        if part:
            return Time(f"XXXX-XX-XXT{part}", "TIME", "anchored")
        return (
            Time({"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}[unit], "DATE", "anchored")
            if unit in "DWMY"
            else None
        )
    low, _, grain = cal.bounds(context.last)
    if low is None:
        return None
    if part:
        return Time(f"{low}T{part}", "TIME", "anchored") if grain not in COARSE else None
    if unit in ("S", "MIN", "H", "D") and grain in COARSE:
        return None
    return Time(cal.within(date.fromisoformat(low), unit if unit not in ("S", "MIN", "H") else "D"), "DATE", "anchored")

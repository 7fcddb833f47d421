"""Lengths of time, repetitions, and words for now, once and soon."""

from __future__ import annotations

from sayso.extract.times import calendar as cal
from sayso.extract.times.context import Context, Time, count_of, unit_code
from sayso.extract.times.find import Found
from sayso.extract.times.names import is_paper

REFS = {"ref-past": "PAST_REF", "ref-future": "FUTURE_REF"}


def duration_rule(found: Found, context: Context) -> Time | None:
    unit = unit_code(found) if found.name != "duration-bare" else found.one("UNITS") or "D"
    count = count_of(found) if found.name != "duration-bare" else None
    numbers = [w.number for w in found.inside if w.number is not None]
    if found.name == "duration-two" and numbers:
        count = numbers[-1]
    if fraction := found.one("FRAC"):
        over, under = fraction.split("/")
        count = (numbers[0] or 0) + int(over) / max(int(under), 1)
    if found.name == "duration-part":
        return _part_of(found, unit)
    if found.name == "duration-quarter-century":
        return Time(cal.duration(25 * (numbers[0] if numbers else 1), "Y"), "DURATION")
    if found.has("half") and found.has("and"):
        count = (count or (1 if found.one("UNIT") else 0)) + 0.5
    if found.name == "unit-year-ended":
        return (_quarter_ended(found, context) if unit == "Q" else None) or Time(cal.duration(1, unit), "DURATION")
    if not _is_length(found, unit):
        return None
    if unit == "D" and found.inside[0].low == "one" and len(found.inside) == 2 and context.ahead(found) > 0:
        return Time("FUTURE_REF", "DATE", "relative")  # one day they will return
    at = context.published
    if (
        found.before() == "in"
        and count
        and at
        and unit in "DWMY"
        and not found.one("DASH")
        and context.ahead(found) > 0
    ):
        return Time(cal.within(cal.shift(at, round(count), unit), unit), "DATE", "relative")
    if found.has("a", "an", "per") and found.one("UNIT") and not numbers and _is_rate(found):
        return Time(cal.duration(1, unit), "SET")
    return Time(cal.duration(count, unit), "DURATION")


def _quarter_ended(found: Found, context: Context) -> Time | None:
    """`the quarter ended Sept. 30`: the quarter of that month."""
    month = next((w.classes["MONTH"] for w in found.words[found.last : found.last + 3] if "MONTH" in w.classes), None)
    if month is None or context.published is None:
        return None
    at = context.published
    back = found.has("ended") and int(month) > at.month
    context.quarter = f"{at.year - back:04}-Q{(int(month) + 2) // 3}"
    return Time(context.quarter)


def _part_of(found: Found, unit: str) -> Time | None:
    """`a quarter of a century` is 25 years, `three quarters of an hour` 45 minutes."""
    share = 0.75 if found.has("three", "quarters") else 0.25 if found.has("quarter") else 1 / 3
    years = {"C": 100, "E": 10}.get(unit)
    if years:
        return Time(cal.duration(round(years * share), "Y"), "DURATION")
    if unit in ("Y", "H"):
        return Time(cal.duration(round((12 if unit == "Y" else 60) * share), "M" if unit == "Y" else "MIN"), "DURATION")
    return None


def _is_length(found: Found, unit: str) -> bool:
    """Ages, ordinals and seconds that are no lengths of time fall out."""
    after = found.after
    following = after.low if after is not None else ""
    if following == "old" or (following == "-" and _second_after(found) == "old"):
        return False
    if found.before() in ("aged", "age"):
        return False
    if unit == "Q" and found.one("UNIT") and following == "of":
        return False  # about a quarter of the seats
    if unit in ("WE", "S") and found.one("UNIT"):
        return False
    if any("ORD" in w.classes and "UNIT" not in w.classes for w in found.inside) and not any(
        "NUM" in w.classes for w in found.inside
    ):
        return False
    if found.name == "duration-bare":
        return found.before() in (
            "for",
            "in",
            "over",
            "within",
            "after",
            "of",
            "last",
            "took",
            "through",
            "the",
        ) and unit not in ("S", "WE")
    if found.inside[0].low in ("a", "an") and found.one("UNITS") and len(found.inside) == 2:
        return False  # a decades-long war
    article = found.inside[0].low in ("a", "an", "the") and not any(
        "NUM" in w.classes or "VAGUE" in w.classes for w in found.inside
    )
    if article and found.inside[0].low == "the" and not found.has("half"):
        return False
    if (
        article
        and unit == "D"
        and not _is_rate(found)
        and found.before() not in ("for", "in", "within", "than", "about", "nearly", "after")
    ):
        return False
    return True


def _second_after(found: Found) -> str:
    k = found.last + 1
    return found.words[k].low if k < len(found.words) else ""


def _is_rate(found: Found) -> bool:
    """`$1 billion a year`: a noun or a number right before the article."""
    k = found.first - 1
    if k < 0:
        return False
    word = found.words[k]
    return (
        word.tag.startswith("NN") or word.number is not None or word.low in ("%", "once", "twice", "times", "percent")
    )


def set_rule(found: Found, context: Context) -> Time | None:
    if found.name == "set-adv" and is_paper(found, context.parsed):
        return None
    if value := found.one("ADVSET") or found.one("ADJSET"):
        return Time(value, "SET")
    if found.has("weekends", "weekdays"):
        return Time("P1WE" if found.has("weekends") else "P1D", "SET")
    day = found.one("WEEKDAY") or found.one("WEEKDAYS")
    if day:
        part = found.one("PART") or found.one("PARTS")
        return Time(f"XXXX-WXX-{day}{'T' + part if part else ''}", "SET")
    if part := found.one("PART"):
        return Time(f"XXXX-XX-XXT{part}", "SET")
    if month := found.one("MONTH"):
        return Time(f"XXXX-{int(month):02}", "SET")
    if season := found.one("SEASON"):
        return Time(f"XXXX-{season}", "SET")
    count = next((w.number for w in found.inside if w.number is not None and not found.has("times")), None)
    if found.has("other"):
        count = 2
    return Time(cal.duration(count or 1, unit_code(found)), "SET")


def ref_rule(found: Found, _: Context) -> Time | None:
    value = found.one("NOW") or found.one("PASTREF") or found.one("FUTREF") or REFS.get(found.rule, "PRESENT_REF")
    if found.has("this") and found.has("time") and found.before() != "at":
        return None
    return Time(value, "DATE", "relative")

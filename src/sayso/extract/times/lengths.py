"""Lengths of time, repetitions, and words for now, once and soon."""

from __future__ import annotations

from sayso.extract.times import calendar as cal
from sayso.extract.times.context import Context, Time, count_of, unit_code
from sayso.extract.times.find import Found

REFS = {"ref-past": "PAST_REF", "ref-future": "FUTURE_REF"}


def duration_rule(found: Found, context: Context) -> Time | None:
    unit = unit_code(found)
    count = count_of(found) if found.name != "duration-bare" else None
    numbers = [w.number for w in found.inside if w.number is not None]
    if found.name == "duration-two" and numbers:
        count = numbers[-1]
    if fraction := found.one("FRAC"):
        over, under = fraction.split("/")
        count = (numbers[0] or 0) + int(over) / max(int(under), 1)
    if found.has("half") and found.has("and"):
        count = (count or 0) + 0.5
    if found.name == "unit-year-ended":
        return Time(cal.duration(1, unit), "DURATION")
    if not _is_length(found, unit):
        return None
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


def _is_length(found: Found, unit: str) -> bool:
    """Ages, ordinals and seconds that are no lengths of time fall out."""
    after = found.after
    following = after.low if after is not None else ""
    if following == "old" or (following == "-" and _second_after(found) == "old"):
        return False
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


def set_rule(found: Found, _: Context) -> Time | None:
    if value := found.one("ADVSET"):
        return Time(value, "SET")
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

"""What every rule of resolving uses: the anchor of a document, what a rule gives back, and how to read numbers and hours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sayso.extract.times.find import Found
from sayso.extract.times.tense import direction, is_said
from sayso.model import ParsedDocument

NEARBY = 8  # how many times back a story is looked for


@dataclass(frozen=True, slots=True)
class Time:
    """What an expression comes to. Without `earliest` and `latest` the value says which days it covers."""

    value: str
    timex: str = "DATE"
    how: str = "explicit"
    earliest: str | None = None
    latest: str | None = None
    granularity: str | None = None
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Context:
    """The anchor of one document and what was last spoken of; `last` and `quarter` change as the text goes on."""

    parsed: ParsedDocument | None
    published: date | None
    month_first: bool = False
    last: str | None = None
    quarter: str | None = None
    quarterly: bool = False  # the last expression was of quarters, so that `a year ago` means a quarter too
    told: list[tuple[int, str]] = field(default_factory=list)  # every `last` so far, with its place in the text

    def earlier(self) -> str | None:
        """What was spoken of before the days on which somebody only said something: `police said on Thursday`."""
        if self.parsed is None:
            return None
        parsed = self.parsed
        return next((value for start, value in reversed(self.told[-NEARBY:]) if not is_said(parsed, start)), None)

    def ahead(self, found: Found) -> int:
        return direction(self.parsed, found.inside[0].start) if self.parsed is not None else 0


def step_of(found: Found) -> int:
    """-1 for last, 1 for next, 0 for this."""
    if found.one("NEXT") or found.one("FOLLOW"):
        return 1
    return -1 if found.one("LAST") or found.one("PRIOR") else 0


def unit_code(found: Found) -> str:
    for w in reversed(found.inside):
        for kind in ("UNIT", "UNITS", "DUAL"):
            if kind in w.classes:
                return w.classes[kind]
    return "D"


def count_of(found: Found) -> float | None:
    for w in found.inside:
        if "NUM" in w.classes:
            return None if w.number is None else w.number * (2 if found.has("fortnight", "fortnights") else 1)
        if "DUAL" in w.classes:
            return 2.0
        if "VAGUE" in w.classes:
            value = w.classes["VAGUE"]
            return float(value) if value.isdigit() else None
    if found.has("half") and not found.has("and"):
        return 0.5
    if found.has("a", "an", "the", "that", "one") or found.one("UNIT"):
        return 2.0 if found.has("fortnight") else 1.0
    return None


def year_of(found: Found) -> int | None:
    if year := found.one("YEAR"):
        return int(year)
    if (yy := found.one("YY")) is not None:
        return 1900 + int(yy)
    return None


def with_clock(value: str, found: Found, how: str) -> Time:
    """A day with the part of the day or the hour that stands beside it."""
    clock = clock_of(found)
    part = (
        found.one("PART")
        or ("MO" if found.name == "weekday-early" else None)
        or ("NI" if found.has("overnight", "tonight") else None)
    )
    if clock:
        return Time(f"{value}T{clock}", "TIME", how)
    if part:
        return Time(f"{value}T{part}", "TIME", how)
    return Time(value, "DATE", how)


HOUR_SIGNS = ("AMPM", "ZONE", "APOS")


def _hour(found: Found) -> float | None:
    """The number that a word beside it makes an hour: `6 am`, `6 o'clock`, `6 GMT`, `at 6`."""
    for k, w in enumerate(found.inside):
        if w.number is None:
            continue
        after = found.inside[k + 1] if k + 1 < len(found.inside) else None
        before = found.inside[k - 1].low if k else found.before()
        signed = after is not None and (
            after.low in ("o", "local", "hours") or any(s in after.classes for s in HOUR_SIGNS)
        )
        if signed or before in ("at", "around", "about") or found.rule == "clock":
            return w.number
    return None


def clock_of(found: Found) -> str | None:
    if word := found.one("HOURWORD"):
        return word
    pm = found.one("AMPM")
    evening = found.one("PART") in ("AF", "EV", "NI")
    if clock := found.one("CLOCK"):
        hour, minute = (int(x) for x in clock.split(":"))
    elif digits := found.one("DIGITS") if found.one("ZONE") or found.has("local", "hours") else None:
        hour, minute = int(digits[:2]), int(digits[2:])
    else:
        plain = _hour(found)
        if plain is None or plain != int(plain):
            return None
        hour, minute = int(plain), 0
    if hour > 24 or minute > 59:
        return None
    if (pm == "p" or (evening and not pm)) and 0 < hour < 12:
        hour += 12
    return f"{0 if pm == 'a' and hour == 12 else hour:02}:{minute:02}"

"""The classes of figures: years, days of the month, clock times, ordinals, decades, whole dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

ISO = re.compile(r"\d{4}-\d\d-\d\d")
NUMERIC = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}-\d{1,2}-\d{4}")
CLOCK = re.compile(r"\d{1,2}[:h]\d\d")
FRACTION = re.compile(r"\d/\d")
ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|er|e|ème)")
DECADE = re.compile(r"(\d{2,4})s")
EARLIEST_YEAR, LAST_YEAR = 1700, 2099


@lru_cache(maxsize=4096)
def classes_of_figure(low: str) -> Mapping[str, str]:
    """Classes of a word that begins with a digit."""
    if ISO.fullmatch(low):
        return {"ISO": low}
    if NUMERIC.fullmatch(low):
        return {"NUMERIC": low}
    if CLOCK.fullmatch(low):
        hour, minute = re.split("[:h]", low)
        return {"CLOCK": f"{hour}:{minute}"} if int(hour) < 25 and int(minute) < 60 else {}
    if FRACTION.fullmatch(low):
        return {"FRAC": low}
    if m := ORDINAL.fullmatch(low):
        return {"ORD": m[1], **({"DAY": m[1]} if 1 <= int(m[1]) <= 31 else {})} if len(m[1]) < 3 else {}
    if m := DECADE.fullmatch(low):
        return {"DECADE": m[1]} if m[1].endswith("0") and len(m[1]) != 3 else {}
    if "," in low or "." in low:
        return {"NUM": low.replace(",", "")}
    return _plain(low) if low.isdigit() and len(low) < 16 else {}


def _plain(low: str) -> dict[str, str]:
    found, value = {"NUM": low}, int(low)
    if len(low) <= 2 and 1 <= value <= 31:
        found["DAY"] = str(value)
    if len(low) <= 2 and 32 <= value <= 99:
        found["YY"] = low
    if len(low) == 4:
        found["DIGITS"] = low
        if EARLIEST_YEAR <= value <= LAST_YEAR:
            found["YEAR"] = low
    return found


def classes_of_number(value: float) -> dict[str, str]:
    """Classes of a number told in words: `nineteen ninety-six` is a year."""
    shown = f"{value:g}" if value < 1e6 else ""
    return {"NUM": shown} | ({"YEAR": shown} if 1900 <= value <= LAST_YEAR and value == int(value) else {})

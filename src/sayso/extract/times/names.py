"""Dates and weekdays that are part of a name: `September 12 Street`, `Black September`, `the Sunday Times`."""

from __future__ import annotations

from functools import cache

from sayso.errors import DataError
from sayso.extract.times.find import Found
from sayso.lexicon.tables import numbered

KINDS = {"date": ("date",), "weekday": ("weekday",), "month": ("month",), "any": ("date", "weekday", "month")}
TIMELY = ("after", "following", "during", "before", "since", "at", "until")  # `after Friday prayers` does say when


@cache
def _names() -> dict[tuple[str, str], tuple[str, ...]]:
    found = {}
    for line, row in numbered("times_names"):
        if row["side"] not in ("before", "after") or row["kind"] not in KINDS:
            raise DataError(
                "side is before or after, kind date, weekday, month or any", table="times_names.csv", line=line
            )
        found[row["word"], row["side"]] = KINDS[row["kind"]]
    return found


def part_of_name(found: Found) -> bool:
    """Whether the word before or after makes a name of an expression."""
    if found.rule not in ("date", "weekday", "month"):
        return False
    names, after = _names(), found.after
    if found.rule in names.get((found.before(), "before"), ()):
        return True
    if after is None or found.rule not in names.get((after.low, "after"), ()):
        return False
    if found.rule == "weekday" and after.text[0].islower():
        return found.before() not in TIMELY
    return found.rule != "date" or after.text[0].isupper() or after.low == "movement"

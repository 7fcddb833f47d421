"""Dates, weekdays and `daily` that are part of a name: `September 12 Street`, `Black September`, `the daily Le Monde`."""

from __future__ import annotations

import bisect
from functools import cache

from sayso.errors import DataError
from sayso.extract.times.find import Found
from sayso.lexicon.tables import numbered
from sayso.model import ParsedDocument

KINDS = {"date": ("date",), "weekday": ("weekday",), "month": ("month",), "any": ("date", "weekday", "month")}
SUBJECTS = ("nsubj", "nsubjpass")
ROLES = (*SUBJECTS, "pobj", "dobj", "appos", "conj")  # what a newspaper is in a sentence, and how often is not
JOINTS = frozenset("-'’&")
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


def is_paper(found: Found, parsed: ParsedDocument | None) -> bool:
    """Whether `daily` or `weekly` is a newspaper: `the daily Le Monde`, `a Kuwaiti daily said`; not `the daily NATO briefing`."""
    word, after = found.inside[-1], found.after
    if parsed is None:
        return False
    tokens = parsed.tokens
    k = bisect.bisect_left(tokens, word.end, key=lambda t: t.start)
    if after is not None and after.text[0].isupper() and not after.classes and after.start - word.end == 1:
        while k < len(tokens) and (tokens[k].text[0].isupper() or tokens[k].text in JOINTS):
            k += 1
        return k >= len(tokens) or tokens[k].tag not in ("NN", "NNS")
    token = tokens[k - 1] if k else None
    if token is None or token.end != word.end or (k < len(tokens) and tokens[k].tag.startswith(("NN", "JJ", "HYPH"))):
        return False
    return token.dep in ROLES and (token.tag in ("NN", "NNP") or token.dep in SUBJECTS)

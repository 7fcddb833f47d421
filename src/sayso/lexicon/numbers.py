"""Reads numbers written in words: `twenty-five`, `two hundred and six`, `nineteen ninety-six`, `3.5 million`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sayso.lexicon.tables import table

FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")


@cache
def _values() -> dict[str, tuple[str, int]]:
    return {row["word"]: (row["kind"], int(row["value"])) for row in table("numbers")}


def starts_number(word: str) -> bool:
    """Whether a lower-case word may begin a number in words."""
    return word in _values()


def read_number(words: Sequence[str], at: int = 0) -> tuple[float, int] | None:
    """Value and count of words of the number that starts at `at` (lower-case words and hyphens), or None."""
    values = _values()
    total, part, k, last = 0.0, 0.0, at, ""
    end = at
    while k < len(words):
        word = words[k]
        if word in ("-", "and"):
            useful = last != "" and not (word == "and" and last not in ("hundred", "scale"))
            if not (useful and k + 1 < len(words) and values.get(words[k + 1], ("", 0))[0] in ("unit", "teen", "ten")):
                break
            k += 1
            continue
        if k == at and len(word) <= 15 and FIGURE.fullmatch(word):  # longer figures count nobody, and overflow
            part, last = float(word.replace(",", "")), "figure"
        else:
            kind, value = values.get(word, ("", 0))
            if not _follows(kind, last):
                break
            if kind == "hundred":
                part = (part or 1) * value
            elif kind == "scale":
                total, part = total + (part or 1) * value, 0.0
            elif kind in ("ten", "teen") and last in ("ten", "teen"):
                part = part * 100 + value  # nineteen ninety: a year
            else:
                part += value
            last = kind
        k += 1
        end = k
    return (total + part, end - at) if end > at else None


def _follows(kind: str, last: str) -> bool:
    """Whether a word of one kind can come after a word of another inside one number."""
    allowed = {
        "": ("unit", "teen", "ten", "hundred", "scale"),
        "figure": ("scale",),
        "unit": ("hundred", "scale"),
        "teen": ("hundred", "scale", "ten", "teen"),
        "ten": ("unit", "hundred", "scale"),
        "hundred": ("unit", "teen", "ten", "scale"),
        "scale": ("unit", "teen", "ten", "hundred"),
    }
    return kind in allowed.get(last, ())

"""Cuts text into words and gives each the classes of `times_words.csv`; numbers in words become one word."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from sayso.lexicon.numbers import FIGURE, read_number, starts_number
from sayso.lexicon.tables import table
from sayso.model import ParsedDocument

WORD = re.compile(
    r"\d{4}-\d\d-\d\d(?!\d)|\d/\d(?![\d/])|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(?!\d)|\d{1,2}:\d\d(?!\d)|\d{1,3}(?:,\d{3})+|\d+\.\d+"
    r"|\d+(?:st|nd|rd|th)\b|\d{2,4}s\b|\d+|[ap]\.m\b\.?|[^\W\d_]+|[^\w\s]|_",
    re.IGNORECASE,
)
MARKS = {
    ",": "COMMA",
    "-": "DASH",
    "–": "DASH",
    "—": "DASH",
    ".": "DOT",
    "'": "APOS",
    "’": "APOS",
    "`": "APOS",
    "/": "SLASH",
}
MONEY = frozenset("$€£¥")
BEFORE_MONTH = frozenset(
    [
        "in",
        "since",
        "by",
        "of",
        "until",
        "till",
        "from",
        "early",
        "late",
        "mid",
        "last",
        "this",
        "next",
        "before",
        "after",
        "during",
        "for",
        "to",
        "and",
        "between",
        "through",
        "as",
    ]
)


class Word(NamedTuple):
    """One word with what each of its classes says, e.g. {"MONTH": "5"}. A tuple, since a text has a thousand of them."""

    text: str
    low: str
    start: int
    end: int
    classes: dict[str, str]
    number: float | None
    tag: str
    fresh: bool  # first of a line


NO_CLASSES: dict[str, str] = {}


@cache
def _table() -> dict[str, dict[str, tuple[str, str]]]:
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for row in table("times_words"):
        found.setdefault(row["word"], {})[row["class"]] = (row["value"], row["when"])
    return found


def is_abbreviation(low: str) -> bool:
    """Whether a month's name is cut short, so that a full stop after it is its own."""
    return any(when == "abbr" for _, when in _table().get(low, {}).values())


def words_of(parsed: ParsedDocument) -> list[Word]:
    """Words of the text in order, with classes."""
    text = parsed.text
    tags = {t.start: t.tag for t in parsed.tokens}
    raw = list(WORD.finditer(text))
    lows = [m[0].lower() for m in raw]
    known = _table()
    out: list[Word] = []
    k = ended = 0
    while k < len(raw):
        start, end = raw[k].span()
        low, fresh, tag = lows[k], "\n" in text[ended:start] or not k, tags.get(start, "")
        classes, value, count = NO_CLASSES, None, 1
        if starts_number(low) and (number := read_number(lows[k : k + 12])):
            value, count = number
            end = raw[k + count - 1].end()
            classes = _numeric(f"{value:g}" if value < 1e6 else "", value, spelled=True)
            classes |= _looked_up(low, text[start:end], tag, raw, lows, k) if count == 1 else {}
        elif low in known or not low.isalpha():
            classes = _classes(text[start:end], low, tag, raw, lows, k)
            value = float(low.replace(",", "")) if FIGURE.fullmatch(low) else None
        shown = text[start:end]
        out.append(Word(shown, shown.lower(), start, end, classes, value, tag, fresh))
        ended = end
        k += count
    return out


def _classes(shown: str, low: str, tag: str, raw: list[re.Match[str]], lows: list[str], k: int) -> dict[str, str]:
    if shown in MARKS:
        return {MARKS[shown]: shown}
    if not shown[0].isdigit():
        return _looked_up(low, shown, tag, raw, lows, k)
    if (k and lows[k - 1] in MONEY) or (k + 1 < len(raw) and lows[k + 1] in ("%", "percent")):
        return {}
    if k >= 2 and lows[k - 1] in ("/", ".") and raw[k - 1].end() == raw[k].start() and lows[k - 2].isdigit():
        return {}  # 9/11, fractions, scores
    return _figures(low)


def _figures(low: str) -> dict[str, str]:
    if not low.isascii():  # superscripts and other scripts count as digits, but date nothing
        return {}
    if re.fullmatch(r"\d{4}-\d\d-\d\d", low):
        return {"ISO": low}
    if re.fullmatch(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", low):
        return {"NUMERIC": low}
    if re.fullmatch(r"\d{1,2}:\d\d", low):
        hour, minute = low.split(":")
        return {"CLOCK": low} if int(hour) < 25 and int(minute) < 60 else {}
    if re.fullmatch(r"\d/\d", low):
        return {"FRAC": low}
    if m := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", low):
        return {"ORD": m[1], **({"DAY": m[1]} if 1 <= int(m[1]) <= 31 else {})}
    if m := re.fullmatch(r"(\d{2,4})s", low):
        return {"DECADE": m[1]} if m[1].endswith("0") and len(m[1]) != 3 else {}
    if "," in low or "." in low:
        return {"NUM": low.replace(",", "")}
    return _numeric(low, float(low), spelled=False)


def _numeric(low: str, value: float, *, spelled: bool) -> dict[str, str]:
    found = {"NUM": low}
    if spelled:
        return found | ({"YEAR": low} if 1900 <= value <= 2099 and value == int(value) else {})
    if len(low) <= 2 and 1 <= value <= 31:
        found["DAY"] = str(int(value))
    if len(low) <= 2 and 32 <= value <= 99:
        found["YY"] = low
    if len(low) == 4:
        found["DIGITS"] = low
        if 1700 <= value <= 2099:
            found["YEAR"] = low
    return found


def _looked_up(low: str, shown: str, tag: str, raw: list[re.Match[str]], lows: list[str], k: int) -> dict[str, str]:
    rows = _table().get(low)
    if not rows:
        return {}
    return {c: value for c, (value, when) in rows.items() if _fits(when, shown, tag, raw, lows, k)}


def _fits(when: str, shown: str, tag: str, raw: list[re.Match[str]], lows: list[str], k: int) -> bool:
    """Whether a word that can also be something else stands for a time here."""
    before = lows[k - 1] if k else ""
    after = lows[k + 1] if k + 1 < len(lows) else ""
    if when == "cap":
        return shown[0].isupper()
    if when == "noun":
        return (not tag.startswith(("VB", "MD", "IN")) and not shown[0].isupper()) or before in BEFORE_MONTH
    if when == "adverb":
        return not tag.startswith(("NN", "VB"))
    if when == "abbr":  # Jan Kavan is no month
        return shown[0].isupper() and (after == "." or after.isdigit() or before.isdigit() or before in BEFORE_MONTH)
    if when == "month":  # May and March: modal verb, protest
        if not shown[0].isupper():
            return False
        nearby = before in BEFORE_MONTH or before.isdigit() or (after.isdigit() and len(after) in (1, 2, 4))
        name = tag in ("NNP", "NNPS", "") and after not in ("on", "against", "for", "towards")
        return nearby or (name and k > 0 and raw[k - 1].group() not in (".", "\n") and bool(before))
    return True

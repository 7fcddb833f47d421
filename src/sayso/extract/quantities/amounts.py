"""Reads amounts: figures, number words, ranges and vague words, with what qualifies them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.extract.quantities.fates import people
from sayso.lexicon.numbers import FIGURE, read_number, starts_number
from sayso.lexicon.tables import table
from sayso.model import Token

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MARKS = {"before": ("$", "£", "€", "#", "'"), "after": ("%", "-", ":", "/")}  # signs that make a number no count
JOINED = re.compile(r"(\d{1,10})[-–](\d{1,10})")
DIGITS = frozenset("0123456789")
LIMIT = 10**9  # more people than this are none


@dataclass(frozen=True, slots=True)
class Amount:
    """Tokens `first` to `last` (exclusive) say `low` to `high`, None for an open end."""

    first: int
    last: int
    low: int | None
    high: int | None
    qualifier: str | None = None
    article: bool = False  # no number, only "a" or "an"


@cache
def _phrases(name: str) -> dict[str, list[tuple[tuple[str, ...], dict[str, str]]]]:
    """Rows of a table of phrases by the last word (qualifiers) or the first (vague amounts), longest first."""
    found: dict[str, list[tuple[tuple[str, ...], dict[str, str]]]] = {}
    for row in table(name):
        words = tuple(row["phrase"].split())
        key = words[-1] if name == "quantity_qualifiers" else words[0]
        found.setdefault(key, []).append((words, row))
    for rows in found.values():
        rows.sort(key=lambda r: -len(r[0]))
    return found


def amounts(tokens: Sequence[Token]) -> list[Amount]:
    """Amounts in text order, none inside another."""
    lows = [t.text.lower() for t in tokens]
    begins = _begins()
    out: list[Amount] = []
    done = 0
    for k in [k for k, word in enumerate(lows) if word in begins or word[0] in DIGITS]:
        amount = _at(tokens, lows, k) if k >= done else None
        if amount is not None:
            out.append(_qualified(lows, _ranged(tokens, lows, amount), tokens))
            done = out[-1].last
    return out


@cache
def _begins() -> frozenset[str]:
    """Words that may begin an amount, besides figures."""
    return frozenset(("a", "an", "another", *_phrases("quantity_vague"), *(row["word"] for row in table("numbers"))))


def _at(tokens: Sequence[Token], lows: Sequence[str], k: int) -> Amount | None:
    word = lows[k]
    for words, row in _phrases("quantity_vague").get(word, ()):
        if tuple(lows[k : k + len(words)]) == words and tokens[k + len(words) - 1].sentence == tokens[k].sentence:
            high = int(row["high"]) if row["high"] else None
            return Amount(k, k + len(words), int(row["low"]), high, None if high is not None else " ".join(words))
    if word in ("a", "an") or (word == "another" and not _counts_on(lows, k)):
        return Amount(k, k + 1, 1, 1, article=True)
    if word[0].isdigit():
        joined = JOINED.fullmatch(word)
        if joined and int(joined[1]) < int(joined[2]) < LIMIT:
            return Amount(k, k + 1, int(joined[1]), int(joined[2]))
        if not FIGURE.fullmatch(word):
            return None
    elif not starts_number(word):
        return None
    value = read_number(lows[k : k + 12])
    if (
        value is None
        or value[0] != int(value[0])
        or value[0] >= LIMIT
        or tokens[k + value[1] - 1].sentence != tokens[k].sentence
    ):
        return None
    amount = Amount(k, k + value[1], int(value[0]), int(value[0]))
    return None if _no_count(tokens, lows, amount) else amount


def _counts_on(lows: Sequence[str], k: int) -> bool:
    """Whether a number follows: `another 50`, `another dozen`."""
    following = lows[k + 1] if k + 1 < len(lows) else ""
    vague = any(len(words) > 1 and words[1] == following for words, _ in _phrases("quantity_vague")["a"])
    return following[:1].isdigit() or following in _begins() or vague


@cache
def _no_counts(side: str) -> frozenset[str]:
    return frozenset([*MARKS[side], *(row["word"] for row in table("quantity_no_counts") if row["side"] == side)])


def _no_count(tokens: Sequence[Token], lows: Sequence[str], amount: Amount) -> bool:
    """Dates, money, shares, ages, scores and numbers that name something."""
    before = lows[amount.first - 1] if amount.first else ""
    after = lows[amount.last] if amount.last < len(lows) else ""
    if before in _no_counts("before"):
        return True
    if after in _no_counts("after"):
        return not (after == "-" and amount.last + 1 < len(lows) and lows[amount.last + 1].isdigit())
    if _is_age(lows, amount):
        return True
    if before == ":" and amount.first > 1 and lows[amount.first - 2].isdigit():
        return True  # 9:30
    months = (
        before[:3] in MONTHS
        and tokens[amount.first - 1].text[0].isupper()
        and before not in ("mayor", "marines", "march")
    )
    near = (
        after[:3] in MONTHS
        and tokens[amount.last].text[0].isupper()
        and tokens[amount.last].tag == "NNP"
        and len(after) < 10
    )
    if (months and amount.low is not None and amount.low < 32) or near:
        return True
    digits = tokens[amount.first].text.isdigit() and amount.last == amount.first + 1
    return bool(
        digits
        and amount.low
        and 1900 <= amount.low <= 2099
        and len(tokens[amount.first].text) == 4
        and before in ("in", "of", "since", ",")
    )


def _is_age(lows: Sequence[str], amount: Amount) -> bool:
    """`John Doe, 32, was hurt`, `a man of 30`, `his 11 year-old son`, `all 16 or younger`, `ages 21, 30 and 42`."""
    before = lows[amount.first - 1] if amount.first else ""
    after = [*lows[amount.last : amount.last + 2], "", ""]
    if before == "," and after[0] in (",", ".", ")", ";"):
        return True
    if before == "of" and amount.first > 1 and lows[amount.first - 2] in people():
        return True
    if after[0] in ("year", "years", "month", "months", "week") and after[1] in ("-", "old"):
        return True
    if after[0] in ("or", "and") and after[1] in ("younger", "older", "under"):
        return True
    k = amount.first - 1
    while k >= 0 and amount.first - k < 12 and (lows[k] in (",", "and", "or", "to", "between") or lows[k].isdigit()):
        k -= 1
    return k >= 0 and lows[k] in ("ages", "aged", "age")


def _ranged(tokens: Sequence[Token], lows: Sequence[str], amount: Amount) -> Amount:
    """`between 20 and 30`, `20 to 30`, `20-30`."""
    if amount.last + 1 >= len(tokens) or amount.article or amount.low is None:
        return amount
    link = lows[amount.last]
    between = amount.first > 0 and lows[amount.first - 1] == "between" and link == "and"
    if link not in ("to", "-", "–", "or") and not between:
        return amount
    other = _at(tokens, lows, amount.last + 1)
    if other is None or other.article or other.high is None or other.high <= amount.low:
        return amount
    first = amount.first - 1 if between else amount.first
    return replace(amount, first=first, last=other.last, high=other.high, qualifier="between" if between else None)


def _qualified(lows: Sequence[str], amount: Amount, tokens: Sequence[Token]) -> Amount:
    if amount.article or not amount.first or amount.low == 0:
        return amount
    for words, row in _phrases("quantity_qualifiers").get(lows[amount.first - 1], ()):
        start = amount.first - len(words)
        if (
            start < 0
            or tuple(lows[start : amount.first]) != words
            or tokens[start].sentence != tokens[amount.first].sentence
        ):
            continue
        phrase, bound = row["phrase"], row["bound"]
        if bound == "exact":
            return replace(amount, first=start)
        low = amount.low if bound in ("low", "about") else None
        high = amount.high if bound in ("high", "about") else None
        if amount.qualifier and bound == "low":
            phrase = f"{phrase} {amount.qualifier}"
        return replace(amount, first=start, low=low, high=high, qualifier=phrase)
    return amount

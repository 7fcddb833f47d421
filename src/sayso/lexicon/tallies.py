"""Tolls in a text: "raised the toll to 17 wounded and two dead" tells no new deed, but counts of one told before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.lexicon.tables import table
from sayso.model import Token

LEADING = ("to", "at")  # what stands before the new count
LISTED = frozenset((
    "and", ",", "dead", "killed", "deaths", "wounded", "injured", "hurt", "missing", "people", "persons", "others", "at",
    "least", "more", "than", "about", "around", "some", "nearly", "almost", "over", "fatalities", "injuries",
))  # fmt: skip
LIST = 14  # tokens of a list of counts
REACH = 12  # tokens from the new count back to the word for the toll


def tally(tokens: Sequence[Token], at: int) -> str:
    """How a toll is told whose counts reach to token `at`: `raise`, `state`, or "" where none is."""
    sentence, k = tokens[at].sentence, at
    while k > max(-1, at - LIST) and tokens[k].sentence == sentence:
        word = tokens[k].text.lower()
        following = tokens[k + 1].text.lower() if k < at else ""
        if word in LEADING and following != "least":
            return _told(tokens, k)
        if tokens[k].pos != "NUM" and word not in LISTED:
            return ""
        k -= 1
    return ""


def _told(tokens: Sequence[Token], end: int) -> str:
    """What the words before `end` say of a toll."""
    kinds = set()
    for k in range(end - 1, max(-1, end - REACH), -1):
        if tokens[k].sentence != tokens[end].sentence:
            break
        kinds.add(_words().get(tokens[k].lemma.lower(), ""))
    if "noun" not in kinds:
        return ""
    return next((kind for kind in ("raise", "state") if kind in kinds), "")


@cache
def _words() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in table("quantity_tallies")}


def is_thing(token: Token) -> bool:
    """Whether a noun names things, by its lemma or, where the parser errs ("bases"), by its plural."""
    return token.lemma.lower() in things() or token.text.lower().removesuffix("s") in things()


@cache
def things() -> frozenset[str]:
    """Lemmas of things that are counted but are no people."""
    return frozenset(row["word"] for row in table("quantity_things"))

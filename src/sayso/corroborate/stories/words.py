"""How much a word tells of what an article is about: a static table, so that no article changes the weight of another's words.

The table (written by training/build_word_weights.py) holds stems and their weights in tenths; what it does not hold is rare.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from sayso.lexicon.tables import table

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
RARE = 9.0  # the weight of a word that no table knows, and of no other
_DOUBLED = frozenset("bdgmnprt")  # consonants that -ing and -ed double: stopping, stopped
_LEAST = 4  # letters a stem keeps
_SIBILANT = ("s", "x", "z", "ch", "sh")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The word folded, without accents, possessive, plural, -ing and -ed: `Shootings` gives `shoot`; numbers stay."""
    plain = word.lower().replace("’", "'")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = plain.removesuffix("'s").replace("'", "")
    return _without_ending(_singular(plain)) if plain.isalpha() else plain


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > _LEAST:
        return word[:-3] + "y"
    if word.endswith("es") and word[:-2].endswith(_SIBILANT):
        return word[:-2]
    return word[:-1]


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST - 1:
            kept = word[: -len(ending)]
            if not any(v in kept for v in "aeiouy"):
                return word
            if kept[-1] == kept[-2] and kept[-1] in _DOUBLED:
                return kept[:-1]
            return kept
    return word[:-1] if word.endswith("e") and len(word) > _LEAST else word


@cache
def weights() -> dict[str, float]:
    """Every stem of the table with its weight."""
    return {
        word: int(row["tenths"]) / 10
        for row in table("word_weights", language=None, package="sayso.corroborate")
        for word in row["words"].split()
    }


def weight(stemmed: str) -> float:
    """How rare a stem is in news: 0 for one in every article, `RARE` for one that the table does not hold."""
    return weights().get(stemmed, RARE)

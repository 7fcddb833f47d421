"""Phrases of the trade, which all media use alike and which therefore show no copying."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from sayso.errors import DataError
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import numbered

ANY = "*"
_MOST_ANY = 3  # words that `*` stands for at most
SCOPES = ("words", "sentence")
Phrase = tuple[tuple[str, ...], str]


@cache
def _phrases() -> dict[tuple[str, str], tuple[Phrase, ...]]:
    """Phrases with their scope by their first two words, the longest first."""
    found: dict[tuple[str, str], list[Phrase]] = {}
    for line, row in numbered("copies_stock"):
        words = tuple(ANY if w == ANY else fold(w) for w in row["phrase"].split())
        if len(words) < 2 or ANY in words[:2] or row["scope"] not in SCOPES:
            message = f"{row['phrase']!r}: a phrase led by two words, not by *, and a scope of {SCOPES}"
            raise DataError(message, table="copies_stock.csv", line=line)
        found.setdefault((words[0], words[1]), []).append((words, row["scope"]))
    return {first: tuple(sorted(of, key=lambda p: -len(p[0]))) for first, of in found.items()}


def stock_words(keys: Sequence[str], sentences: Sequence[int]) -> bytearray:
    """One byte a word: 1 where it stands under a stock phrase."""
    out = bytearray(len(keys))
    phrases = _phrases()
    for i, pair in enumerate(pairwise(keys)):
        for words, scope in phrases.get(pair, ()):
            end = _match(words, keys, i)
            if end:
                first, last = i, end
                if scope == "sentence":
                    k = bisect_right(sentences, i)
                    first, last = sentences[k - 1], sentences[k] if k < len(sentences) else len(keys)
                out[first:last] = b"\x01" * (last - first)
                break
    return out


def _match(words: Sequence[str], keys: Sequence[str], at: int) -> int:
    """The word after the phrase that begins at `at`, or 0; a final `*` takes one word."""
    i = at
    for k, word in enumerate(words):
        if word == ANY:
            if k + 1 == len(words):
                return min(i + 1, len(keys))
            after = words[k + 1]
            i = next((j for j in range(i, min(i + _MOST_ANY + 1, len(keys))) if keys[j] == after), -1)
            if i < 0:
                return 0
        elif i < len(keys) and keys[i] == word:
            i += 1
        else:
            return 0
    return i

"""The specifics of a text: names and figures, which a retelling keeps when it changes every other word."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress

from sayso.corroborate.copies.words import KEPT, Words, word_class, words_of
from sayso.lexicon.numbers import read_number, starts_number

_LEAST_LETTERS = 3
_NOT = bytes((1, 0)).ljust(256, b"\x00")
_SMALL = 10  # a lower number in words is no figure that one would know a report by


@lru_cache(maxsize=KEPT)
def details_of(text: str) -> dict[str, tuple[int, ...]]:
    """Folded names and figures of a text with the words at which they stand."""
    words = words_of(text)
    out: dict[str, list[int]] = {}
    for i, detail in _found(words):
        out.setdefault(detail, []).append(i)
    return {detail: tuple(at) for detail, at in out.items()}


def _found(words: Words) -> list[tuple[int, str]]:
    passed = word_class("weak") | word_class("function")
    opening = {*words.sentences, *(q.first for q in words.quotations)}
    keys, capitals = words.keys, words.capitals
    plain = set(compress(keys, capitals.translate(_NOT)))
    out = []
    for i, key in enumerate(keys):
        if not capitals[i] and key[0] > "9" and not starts_number(key):
            continue
        if words.stock[i] or key in passed:
            continue
        if capitals[i]:
            if len(key) >= _LEAST_LETTERS and (i not in opening or key not in plain):
                out.append((i, key))
        elif key[0].isdigit():
            if len(key) > 1 or _measured(words, i):
                out.append((i, key.replace(",", "")))
        elif starts_number(key) and not (i and starts_number(keys[i - 1])):
            found = read_number(keys[i : i + 6])
            if found and found[0] >= _SMALL:
                out.append((i, f"{found[0]:g}"))
    return out


def _measured(words: Words, i: int) -> bool:
    """A single digit counts where a percent sign or the like follows."""
    return words.text[words.ends[i] : words.ends[i] + 1] in ("%", "m", "k")

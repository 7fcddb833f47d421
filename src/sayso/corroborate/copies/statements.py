"""Words that two articles lay to the same body's statement: a common source, and no copying between the two."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.corroborate.copies.details import details_of
from sayso.corroborate.copies.words import Words, word_class

MOST_SENTENCES = 2  # more of them told alike are a report, whatever one of them is laid to

WHOLE = 0.9  # part of two sentences


def stated(one: Words, a: tuple[int, int], other: Words, b: tuple[int, int]) -> bool:
    """Whether both texts tell the passage as what one and the same body gave out to all."""
    if _whole_sentences(one, *a) and _whole_sentences(other, *b):
        return False
    mine = _laid_to(one, *a)
    return bool(mine and mine & _laid_to(other, *b))


def _whole_sentences(words: Words, first: int, last: int) -> bool:
    """Whether a passage is two sentences, word for word: those who quote a statement choose their own words around it."""
    low, high = words.sentence(first)[0], words.sentence(last - 1)[1]
    return words.sentence(first) != words.sentence(last - 1) and last - first >= WHOLE * (high - low)


def _laid_to(words: Words, first: int, last: int) -> frozenset[str]:
    """Names and body nouns of a passage's sentences, where they say "in a statement" or the like; else none."""
    low, high = words.sentence(first)[0], words.sentence(last - 1)[1]
    if sum(low <= s < high for s in words.sentences) > MOST_SENTENCES:
        return frozenset()
    said = f" {' '.join(words.keys[low:high])} "
    if not any(f" {cue} " in said for cue in word_class("statement")):
        return frozenset()
    return frozenset(_names(words, low, high))


def _names(words: Words, low: int, high: int) -> Iterable[str]:
    weak = word_class("weak")
    yield from (k for k in words.keys[low:high] if k in weak)
    yield from (d for d, at in details_of(words.text).items() if any(low <= i < high for i in at))

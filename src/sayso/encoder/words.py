"""Words to what the document encoder reads: sub-words, shapes, windows; and lemma rules back to words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLS, SEP, UNKNOWN = 101, 102, 100
KEPT = 20_000  # words whose sub-words are remembered: a bound on memory


def shape(word: str) -> int:
    """1 no letter or digit, 2 digits, 3 lower, 4 First, 5 UPPER, 6 miXed, 7 one upper-case letter."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 2 if any(c.isdigit() for c in word) else 1
    upper = sum(c.isupper() for c in letters)
    if not upper:
        return 3
    if len(letters) == 1:
        return 7
    if upper == len(letters):
        return 5
    return 4 if upper == 1 and letters[0].isupper() else 6


class Subwords:
    """Words as numbers, word by word, so that nothing depends on the spaces between them."""

    def __init__(self, tokenizer: Any, *, most: int, per_word: int) -> None:
        self._tokenizer, self.most, self.per_word = tokenizer, most, per_word
        self._pieces = lru_cache(maxsize=KEPT)(self._cut)

    def _cut(self, word: str) -> tuple[tuple[int, ...], int]:
        ids = tuple(self._tokenizer.encode(word, add_special_tokens=False).ids[: self.per_word])
        return ids or (UNKNOWN,), shape(word)

    def row(self, words: Sequence[str]) -> dict[str, NDArray[np.int64]]:
        """The inputs of one window; words are cut shorter where it would not fit."""
        pieces = [self._pieces(word) for word in words]
        if sum(len(part) for part, _ in pieces) > self.most:
            pieces = [(part[: max(1, self.most // len(words))], form) for part, form in pieces]
        ids, shapes, first = [CLS], [0], []
        for part, form in pieces:
            first.append(len(ids))
            ids += part
            shapes += [form] * len(part)
        values = {
            "input_ids": [*ids, SEP],
            "attention_mask": [1] * (len(ids) + 1),
            "shapes": [*shapes, 0],
            "first": first,
            "word_mask": [1] * len(first),
        }
        return {name: np.asarray(value, dtype=np.int64) for name, value in values.items()}


def windows(sentences: Iterable[int], most: int) -> Iterator[tuple[int, int]]:
    """Begin and end, in words, of windows of whole sentences of these lengths; a sentence that is too long is cut.

    As few windows as can be, and of about one size: what attention costs grows with the square of the length, and a short rest
    would be read with hardly any context.
    """
    lengths = list(sentences)
    begin = end = 0
    left = sum(lengths)
    for length in lengths:
        many = -(-left // most)  # windows that the rest needs
        goal = -(-left // many)
        if end > begin and (end + length - begin > most or end - begin + length / 2 > goal):
            yield begin, end
            left -= end - begin
            begin = end
        end += length
        while end - begin > most:
            yield begin, begin + most
            left -= most
            begin += most
    if end > begin:
        yield begin, end


def lemma(word: str, rule: str) -> str:
    """The lemma that a rule `CASE|CUT|ADD` makes out of a word; a rule that does not fit leaves the word as it is."""
    case, cut, add = rule.split("|", 2)
    keep, lower = len(word) - int(cut), word.lower()
    if keep < 0 or len(lower) != len(word):  # some letters grow when they are lowered, so cuts would miss
        return word
    if case == "k":
        return word[:keep] + add
    found = lower[:keep] + add
    return found.upper() if case == "u" else found[:1].upper() + found[1:] if case == "t" else found

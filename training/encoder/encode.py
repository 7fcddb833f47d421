"""Words to the numbers that the encoder reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

CLS, SEP, UNKNOWN = 101, 102, 100
SUBWORDS, SUBWORDS_PER_WORD = 510, 6
SHAPES = 8
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One window: sub-words with `[CLS]` and `[SEP]`, the shapes of their words, and each word's first sub-word."""

    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    first: tuple[int, ...]


def shape(word: str) -> int:
    """The shape of a word, 1 to 7 (README.md has the list); 0 is for what is no word."""
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


class Encoder:
    """Sub-words of windows, word by word, so that nothing depends on spaces."""

    def __init__(self, tokenizer: Path) -> None:
        from tokenizers import Tokenizer

        self.tokenizer: Any = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.pieces = lru_cache(maxsize=200_000)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        return tuple(self.tokenizer.encode(word, add_special_tokens=False).ids[:SUBWORDS_PER_WORD]) or (UNKNOWN,)

    def encode(self, words: Sequence[str]) -> Encoded:
        """The window as numbers; long words are cut, so that it always fits."""
        pieces = [self.pieces(word) for word in words]
        if sum(map(len, pieces)) > SUBWORDS:
            pieces = [p[: max(1, SUBWORDS // len(words))] for p in pieces]
        ids, shapes, first = [CLS], [0], []
        for word, part in zip(words, pieces, strict=True):
            first.append(len(ids))
            ids += part
            shapes += [shape(word)] * len(part)
        return Encoded((*ids, SEP), (*shapes, 0), tuple(first))


def batch(encoded: Sequence[Encoded]) -> dict[str, Ints]:
    """The inputs of the exported model for some windows, padded with 0."""
    return {
        "input_ids": padded([e.ids for e in encoded]),
        "attention_mask": padded([[1] * len(e.ids) for e in encoded]),
        "shapes": padded([e.shapes for e in encoded]),
        "first": padded([e.first for e in encoded]),
        "word_mask": padded([[1] * len(e.first) for e in encoded]),
    }


def padded(rows: Sequence[Sequence[int]], fill: int = 0) -> Ints:
    """Rows of unequal length as one array."""
    out = np.full((len(rows), max(map(len, rows))), fill, dtype=np.int64)
    for k, row in enumerate(rows):
        out[k, : len(row)] = row
    return out

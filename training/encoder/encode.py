"""Words to the numbers that the encoder reads: the runner's own rows, and many of them padded together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.encoder.weights import tokenizer
from sayso.encoder.words import Subwords

SUBWORDS, SUBWORDS_PER_WORD = 510, 6
SHAPES = 8  # of words, and 0 for what is no word
Ints = NDArray[np.int64]
Row = Mapping[str, Ints]


def subwords(file: Path) -> Subwords:
    """What makes a row of a window's words."""
    return Subwords(tokenizer(file), most=SUBWORDS, per_word=SUBWORDS_PER_WORD)


def batch(rows: Sequence[Row]) -> dict[str, Ints]:
    """The inputs of the exported model for some windows, padded with 0."""
    return {name: padded([row[name] for row in rows]) for name in rows[0]}


def padded(rows: Sequence[Sequence[int] | Ints], fill: int = 0) -> Ints:
    """Rows of unequal length as one array."""
    out = np.full((len(rows), max(map(len, rows))), fill, dtype=np.int64)
    for k, row in enumerate(rows):
        out[k, : len(row)] = row
    return out

"""What makes a row of a marked sentence: the runner's own rows, for the vocabulary of either base."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from training.pair.rows import Row

from sayso.encoder.pairs import Pair, PairRows
from sayso.encoder.weights import tokenizer

SUBWORDS = 160
MARKERS = {"source": (1, 2), "target": (3, 4)}  # [unused0] to [unused3] of BERT's vocabulary


@dataclass(frozen=True, slots=True)
class Ids:
    """Where a vocabulary has its special tokens; mpnet's is BERT's, moved."""

    cls: int = 101
    sep: int = 102
    pad: int = 0
    shift: int = 0

    def facts(self) -> dict[str, Any]:
        """What the index of the weights says of them."""
        markers = {name: [number + self.shift for number in ids] for name, ids in MARKERS.items()}
        return {"markers": markers, "cls": self.cls, "sep": self.sep, "pad": self.pad, "subwords": SUBWORDS}


class Encoder:
    """Encodes marked sentences with one tokenizer."""

    def __init__(self, file: Path, special: Ids = Ids()) -> None:
        self.pad = special.pad
        self._rows = PairRows(tokenizer(file), special.facts())

    def row(self, row: Row) -> dict[str, NDArray[np.int64]]:
        """The row as numbers, cut at both ends where it is too long."""
        return self._rows.row(Pair(text=row.text, source=row.source, target=row.target))

"""A row to sub-words with markers, as the runner does it (README.md has the rule)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from training.pair.rows import Ends, Row

SUBWORDS = 160
MARKERS = {"source": (1, 2), "target": (3, 4)}  # [unused0] to [unused3] of BERT's vocabulary


@dataclass(frozen=True, slots=True)
class Ids:
    """Where a vocabulary has its special tokens; mpnet's is BERT's, moved."""

    cls: int = 101
    sep: int = 102
    pad: int = 0
    unknown: int = 100
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Encoded:
    """Sub-words with markers, and the places of the two opening markers (0: none)."""

    ids: tuple[int, ...]
    positions: tuple[int, int]


class Encoder:
    """Encodes marked sentences with one tokenizer."""

    def __init__(self, tokenizer: Path, special: Ids = Ids()) -> None:
        from tokenizers import Tokenizer

        self.special = special
        self.tokenizer: Any = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._pieces = lru_cache(maxsize=100_000)(self._encode_piece)

    def _encode_piece(self, text: str) -> tuple[int, ...]:
        return tuple(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def encode(self, row: Row) -> Encoded:
        """The row as numbers, cut at both ends where it is too long."""
        return self.pair(row.text, row.source, row.target)

    def pair(self, text: str, source: Ends, target: Ends) -> Encoded:
        """A sentence with its spans as numbers."""
        ids: list[int] = []
        places = {"source": -1, "target": -1}
        at = 0
        for place, _, name, side in _marks(source, target):
            ids += self._pieces(text[at:place])
            at = place
            if not side:
                places[name] = len(ids)
            ids.append(MARKERS[name][side] + self.special.shift)
        ids += self._pieces(text[at:])
        return self._cut(ids, places["source"], places["target"])

    def _cut(self, ids: list[int], source: int, target: int) -> Encoded:
        """At most `SUBWORDS`, with as much on the left of the markers as on the right where both sides are long."""
        room = SUBWORDS - 2
        marks = [p for p in (source, target) if p >= 0]
        first, last = (min(marks), max(marks)) if marks else (0, 0)
        start = max(0, min((first + last) // 2 - room // 2, len(ids) - room)) if len(ids) > room else 0
        start = min(start, first)
        kept = ids[start : start + room]
        moved = tuple(p - start + 1 if 0 <= p - start < len(kept) else 0 for p in (source, target))
        return Encoded((self.special.cls, *kept, self.special.sep), (moved[0], moved[1]))


def _marks(source: Ends, target: Ends) -> list[tuple[int, int, str, int]]:
    """Place, rank at one place, name and side (0 opens, 1 closes) of each marker, in order."""
    out = []
    for name, span in (("source", source), ("target", target)):
        if span:
            start, end = span
            out.append((start, end - start, name, 0))
            out.append((end, end - start, name, 1))
    # closing before opening; the longer opens first and closes last
    return sorted(out, key=lambda m: (m[0], 1 - m[3], -m[1] if m[3] == 0 else m[1], m[2]))

"""A row: one sentence with a marked pair and what is known of it; and the filter of held-out sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from training.encoder.windows import digest

Ends = tuple[int, int] | None
_MARK = re.compile(r"<(/?)([st])>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sentence, its two spans (None: not marked), and labels: types and modes by name, the rest by number; None is unknown."""

    corpus: str
    text: str
    source: Ends = None
    target: Ends = None
    types: tuple[int, ...] = ()  # numbers of the types that may be right; () is unknown
    mode: str | None = None
    conflict: int | None = None  # for the figures: the types say it too
    related: int | None = None
    direction: int | None = None
    group: str = ""  # rows of one group stay in one fold
    weight: float = 1.0

    def swapped(self) -> Row:
        """The same sentence read from the other end: the event is the same, and runs the other way."""
        turned = None if self.direction is None else 1 - self.direction
        return replace(self, source=self.target, target=self.source, direction=turned)


def key_of(row: Row) -> str:
    """A name for a sentence with its pair, the same in every run."""
    return f"{digest(row.text)} {row.source} {row.target}"


def read_marked(marked: str) -> tuple[str, Ends, Ends]:
    """The sentence without marks, and the first span of the source and of the target."""
    ends: dict[str, list[int]] = {"s": [], "t": []}
    cut = 0
    for m in _MARK.finditer(marked):
        ends[m[2]].append(m.start() - cut)
        cut += len(m[0])
    text = _MARK.sub("", marked)
    source, target = ((v[0], v[1]) if len(v) > 1 and v[0] < v[1] else None for v in (ends["s"], ends["t"]))
    return text, source, target


def drop_held_out(rows: Iterable[Row], hashes: frozenset[str]) -> tuple[list[Row], int]:
    """The rows whose sentence no held-out test uses, and how many were dropped."""
    given = list(rows)
    kept = [row for row in given if digest(row.text) not in hashes]
    return kept, len(given) - len(kept)

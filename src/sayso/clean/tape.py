"""Text under repair: every kept character can be carried back to the input."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from sayso.model import Edit

Change = tuple[int, int, str, str]  # start, end, what comes in its place, rule
Run = tuple[int, int, int]  # out_start, in_start, length


class Tape:
    """The text so far, and the runs that carry it back to `source`; edits are read off the gaps between runs."""

    def __init__(self, source: str, *, limit: int | None = None) -> None:
        self.source = source
        self.text = source if limit is None else source[:limit]
        self._runs: list[Run] = [(0, 0, len(self.text))] if self.text else []
        self._length = len(self.text)
        self._notes: list[tuple[int, str]] = []  # input offset, rule

    def edit(self, changes: Iterable[Change]) -> None:
        """Apply changes to the present text; they must be sorted and must not overlap."""
        todo = [c for c in changes if self.text[c[0] : c[1]] != c[2]]
        if not todo:
            return
        pieces: list[str] = []
        runs: list[Run] = []
        cursor = _Cursor(self._runs)
        at = out = 0
        for start, end, new, rule in todo:
            if start < at:
                raise ValueError(f"changes overlap at {start} ({rule})")
            self._notes.append((self._input(start), rule))
            cursor.keep(at, start, out, runs)
            pieces += (self.text[at:start], new)
            out += start - at + len(new)
            at = end
        cursor.keep(at, len(self.text), out, runs)
        pieces.append(self.text[at:])
        self.text, self._runs = "".join(pieces), runs

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(self._runs)

    def edits(self) -> tuple[Edit, ...]:
        """One edit for every gap between kept runs, with the rules that made it."""
        notes = sorted(set(self._notes))
        edits, k = [], 0
        out = at = 0
        for o, i, length in (*self._runs, (len(self.text), self._length, 0)):
            rules = []
            while k < len(notes) and notes[k][0] <= i:
                if notes[k][0] >= at:
                    rules.append(notes[k][1])
                k += 1
            if o > out or i > at:
                rule = "+".join(dict.fromkeys(rules))
                edits.append(Edit(at=at, before=self.source[at:i], after=self.text[out:o], rule=rule))
            out, at = o + length, i + length
        return tuple(edits)

    def _input(self, offset: int) -> int:
        """Where an offset of the present text lies in the input; inside a repair, where the repair begins."""
        k = bisect.bisect_right(self._runs, (offset, self._length, 0)) - 1
        if k < 0:
            return 0
        out, at, length = self._runs[k]
        return at + min(offset - out, length)


class _Cursor:
    """Walks the old runs once, so that a pass costs no more than the text and its changes."""

    def __init__(self, runs: list[Run]) -> None:
        self.runs = runs
        self.k = 0

    def keep(self, start: int, end: int, out: int, into: list[Run]) -> None:
        """Carry the runs of old text `[start, end)` over to offset `out` of the new text."""
        while self.k < len(self.runs):
            o, i, length = self.runs[self.k]
            low, high = max(o, start), min(o + length, end)
            if low < high:
                _append(into, (out + low - start, i + low - o, high - low))
            if o + length > end:
                return
            self.k += 1


def _append(runs: list[Run], run: Run) -> None:
    """Add a run, joined to the last one where both sides go on without a gap."""
    if runs:
        out, at, length = runs[-1]
        if out + length == run[0] and at + length == run[1]:
            runs[-1] = (out, at, length + run[2])
            return
    runs.append(run)

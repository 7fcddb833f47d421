"""Shared passages of two texts: seeds of three words, grown and chained over small edits (seed and extend, as in BLAST)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.corroborate.copies.words import GRAM, Words, grams_of

GAP = 9  # words between two seeds of one passage, in either text
DRIFT = 5  # words that one text may have more than the other within such a gap
ENDS = 4  # words before and after a passage in which more equal words are looked for
REPEATS = 6  # a gram that stands more often in a text opens no passage
DENSITY = 0.5  # part of a passage's words that must be the same
LEAST = 7  # words the same in a passage
LEAST_CONTENT = 3  # of them words that say something


@dataclass(frozen=True, slots=True)
class Run:
    """Words [a, a + length) of the first text that are the words [b, b + length) of the second."""

    a: int
    b: int
    length: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """A shared passage in words: exact runs in the order of both texts."""

    runs: tuple[Run, ...]

    @property
    def a(self) -> tuple[int, int]:
        return self.runs[0].a, self.runs[-1].a + self.runs[-1].length

    @property
    def b(self) -> tuple[int, int]:
        return self.runs[0].b, self.runs[-1].b + self.runs[-1].length

    @property
    def words(self) -> int:
        return sum(run.length for run in self.runs)


def shared_passages(a: Words, b: Words) -> tuple[Aligned, ...]:
    """The passages that two texts share, in the order of the first; no word stands in two of them."""
    whole = Run(0, 0, len(a))
    if a.keys == b.keys and _is_passage([whole], a):
        return (Aligned((whole,)),)
    runs = _runs(a, b)
    if not runs:
        return ()
    grown = [_filled(chain, a, b) for chain in _chains(runs)]
    grown.sort(key=lambda c: (-sum(r.length for r in c), c[0].a, c[0].b))
    taken_a, taken_b = bytearray(len(a)), bytearray(len(b))
    kept = []
    for chain in grown:
        free = _untaken(chain, taken_a, taken_b)
        if free and _is_passage(free, a):
            kept.append(Aligned(tuple(free)))
            for run in free:
                taken_a[run.a : run.a + run.length] = b"\x01" * run.length
                taken_b[run.b : run.b + run.length] = b"\x01" * run.length
    return tuple(sorted(kept, key=lambda p: p.a))


def _runs(a: Words, b: Words) -> list[Run]:
    """Maximal runs of equal words of at least a gram, in the order of the first text."""
    mine, theirs = grams_of(a.text), grams_of(b.text)
    at: dict[int, Sequence[int]] = {}
    for gram in mine.last.keys() & theirs.last.keys():
        here, there = mine.at(gram), theirs.at(gram)
        if len(here) <= REPEATS and len(there) <= REPEATS:
            for i in here:
                at[i] = there
    open_runs: dict[int, list[int]] = {}  # by diagonal: start and last word in the first text
    done: list[Run] = []
    for i in sorted(at):
        for j in at[i]:
            run = open_runs.get(j - i)
            if run is not None and run[1] == i - 1:
                run[1] = i
                continue
            if run is not None:
                done.append(_run(run, j - i))
            open_runs[j - i] = [i, i]
    done.extend(_run(run, diagonal) for diagonal, run in open_runs.items())
    done.sort(key=lambda r: (r.a, r.b))
    return done


def _run(ends: Sequence[int], diagonal: int) -> Run:
    first, last = ends
    return Run(first, first + diagonal, last - first + GRAM)


def _chains(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that follow each other closely in both texts, together."""
    chains: list[list[Run]] = []
    active: list[list[Run]] = []
    for run in runs:
        active = [c for c in active if run.a - (c[-1].a + c[-1].length) <= GAP]
        best, cost = None, DRIFT + 1
        for chain in active:
            last = chain[-1]
            gap_a, gap_b = run.a - (last.a + last.length), run.b - (last.b + last.length)
            fits = min(gap_a, gap_b) > -GRAM and gap_b <= GAP and run.a > last.a and run.b > last.b
            if fits and abs(gap_a - gap_b) < cost:
                best, cost = chain, abs(gap_a - gap_b)
        if best is None:
            best = []
            chains.append(best)
            active.append(best)
        best.append(run)
    return chains


def _filled(chain: Sequence[Run], a: Words, b: Words) -> list[Run]:
    """The chain without overlaps, with the equal words in its gaps, and those just before and after it."""
    first = chain[0]
    low, low_b = max(0, first.a - ENDS), max(0, first.b - ENDS)
    out = [r for r in _equal(a, low, first.a, b, low_b, first.b) if a.content[r.a]]
    for run in chain:
        if out and run is not first:
            last = out[-1]
            over = max(last.a + last.length - run.a, last.b + last.length - run.b, 0)
            if over >= run.length:
                continue
            run = Run(run.a + over, run.b + over, run.length - over)
            out.extend(_equal(a, last.a + last.length, run.a, b, last.b + last.length, run.b))
        out.append(run)
    end, end_b = out[-1].a + out[-1].length, out[-1].b + out[-1].length
    after = _equal(a, end, min(end + ENDS, len(a)), b, end_b, min(end_b + ENDS, len(b)))
    return out + [r for r in after if a.content[r.a]]


def _equal(a: Words, low: int, high: int, b: Words, low_b: int, high_b: int) -> list[Run]:
    """Words of the one stretch that stand in the other, in order: the nearest first, which is enough for a few words."""
    out = []
    for i in range(low, high):
        j = next((j for j in range(low_b, high_b) if b.keys[j] == a.keys[i]), None)
        if j is not None:
            out.append(Run(i, j, 1))
            low_b = j + 1
    return out


def _untaken(chain: Sequence[Run], taken_a: bytearray, taken_b: bytearray) -> list[Run]:
    """The runs of a chain of which no word is taken yet, cut where the taken part is at an end."""
    out = []
    for run in chain:
        first, last = 0, run.length
        while first < last and (taken_a[run.a + first] or taken_b[run.b + first]):
            first += 1
        while last > first and (taken_a[run.a + last - 1] or taken_b[run.b + last - 1]):
            last -= 1
        inside = any(taken_a[run.a + first : run.a + last]) or any(taken_b[run.b + first : run.b + last])
        if last > first and not inside:
            out.append(Run(run.a + first, run.b + first, last - first))
    return out


def _is_passage(runs: Sequence[Run], a: Words) -> bool:
    words = sum(run.length for run in runs)
    if words < LEAST:
        return False
    if sum(sum(a.content[run.a : run.a + run.length]) for run in runs) < LEAST_CONTENT:
        return False
    last = runs[-1]
    reach = max(last.a + last.length - runs[0].a, last.b + last.length - runs[0].b)
    return words >= DENSITY * reach

"""Finds time expressions: patterns over the classes of the words of each run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.extract.times.grammar import BREAK, grammar, matches
from sayso.extract.times.words import Run, Word, runs_of


@dataclass(frozen=True, slots=True)
class Found:
    """Words `first` to `last` (exclusive) of a run matched the pattern `name`; `rule` says how to resolve them."""

    name: str
    rule: str
    words: Sequence[Word]
    first: int
    last: int

    @property
    def inside(self) -> Sequence[Word]:
        return self.words[self.first : self.last]

    def one(self, kind: str) -> str | None:
        """What the first word of a class stands for."""
        return next((w.classes[kind] for w in self.inside if kind in w.classes), None)

    def all(self, kind: str) -> list[str]:
        return [w.classes[kind] for w in self.inside if kind in w.classes]

    def has(self, *lows: str) -> bool:
        return any(w.low in lows for w in self.inside)

    def before(self, count: int = 1) -> str:
        """The lower-case word so many places before, in the same line."""
        k = self.first - count
        return self.words[k].low if k >= 0 else ""

    @property
    def after(self) -> Word | None:
        return self.words[self.last] if self.last < len(self.words) and not self.words[self.last].fresh else None


def find(text: str, tags: Mapping[int, str], language: str = "en") -> Iterator[Found]:
    """Expressions in text order."""
    known = grammar(language)
    for run in runs_of(text, tags, known.vocabulary):
        code = _coded(run, language)
        for first, last, k in matches(code, language):
            pattern = known.patterns[k]
            yield Found(pattern.name, pattern.rule, run.words, run.first + first, run.first + last)


def _coded(run: Run, language: str) -> str:
    known = grammar(language)
    letters = []
    for w in run.words[run.first : run.last]:
        if not w.classes and w.low not in known.literals:
            letters.append(BREAK)
        else:
            letters.append(known.letter(frozenset(w.classes), w.low))
    return "".join(letters)

"""Finds time expressions: the patterns of `times_patterns.csv`, matched over classes of words.

Each set of classes is one character, so that a text of words is a string and a pattern an ordinary regular expression
without nested repetition; one pass per pattern, then the longest of overlapping matches stays.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso.errors import DataError
from sayso.extract.times.words import Word
from sayso.lexicon.tables import table

FIGURES = (
    {"NUM"}, {"NUM", "DAY"}, {"NUM", "YY"}, {"NUM", "DIGITS"}, {"NUM", "DIGITS", "YEAR"}, {"NUM", "YEAR"}, {"ORD"},
    {"ORD", "DAY"}, {"ISO"}, {"NUMERIC"}, {"CLOCK"}, {"DECADE"}, {"COMMA"}, {"DASH"}, {"DOT"}, {"APOS"}, {"SLASH"}, {"FRAC"},
)  # fmt: skip
BREAK = "\x01"
COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "and",
        "or",
        "for",
        "by",
        "as",
        "no",
        "more",
        "most",
        "one",
        "this",
        "that",
        "s",
        "is",
        "up",
        "than",
        "other",
        "same",
    ]
)
MARKED = {"COMMA", "DASH", "DOT", "APOS", "SLASH"}


@dataclass(frozen=True, slots=True)
class Found:
    """Words `first` to `last` (exclusive) matched the pattern `name`; `rule` says how to resolve them."""

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


@dataclass(frozen=True, slots=True)
class _Grammar:
    letters: dict[frozenset[str], str]
    literals: frozenset[str]
    patterns: tuple[tuple[str, str, re.Pattern[str], frozenset[str]], ...]  # with letters of which one must occur


@cache
def _grammar() -> _Grammar:
    rows = [row for row in table("times_patterns") if not row["name"].startswith("@")]
    macros = {row["name"]: row["pattern"] for row in table("times_patterns") if row["name"].startswith("@")}
    sources = [(row["name"], row["rule"], _expand(row["pattern"], macros)) for row in rows]
    literals = frozenset(w for *_, source in sources for w in re.findall(r"[a-z]+", source))
    sets = _sets(literals)
    letters = {classes: chr(0x100 + k) for k, classes in enumerate(sets)}
    compiled = tuple(
        (name, rule, re.compile(_compile(source, letters)), _needed(source, letters)) for name, rule, source in sources
    )
    return _Grammar(letters, literals, compiled)


def _expand(source: str, macros: dict[str, str]) -> str:
    for _ in range(3):
        source = re.sub(r"@[A-Z]+", lambda m: macros[m[0]], source)
    return source


def _needed(source: str, letters: dict[frozenset[str], str]) -> frozenset[str]:
    """Letters of the first class that a pattern cannot do without, so that most patterns need not run on most texts."""
    depth, first = 0, ""
    for part in re.findall(r"[A-Za-z]+\??|[()|]", source):
        depth += (part == "(") - (part == ")")
        if depth == 0 and part == "|":
            return frozenset()
        if depth == 0 and part[0].isalpha() and not part.endswith("?") and not (first and first[0].isupper()):
            first = part
    return frozenset(letter for classes, letter in letters.items() if first in classes)


def _sets(literals: frozenset[str]) -> list[frozenset[str]]:
    """Every set of classes that a word can have: conditions may drop any of a word's classes."""
    by_word: dict[str, set[str]] = {word: set() for word in literals}
    for row in table("times_words"):
        by_word.setdefault(row["word"], set()).add(row["class"])
    found = {frozenset(f) for f in FIGURES}
    for word, classes in by_word.items():
        extra = {word} if word in literals else set()
        options = classes | {"NUM", "YEAR"}
        for size in range(min(len(options), 5) + 1):
            found |= {frozenset(chosen) | extra for chosen in itertools.combinations(sorted(options), size)}
    return sorted(found, key=sorted)


def _compile(source: str, letters: dict[frozenset[str], str]) -> str:
    def item(m: re.Match[str]) -> str:
        chars = "".join(letter for classes, letter in letters.items() if m[0] in classes)
        if not chars:
            raise DataError(f"a pattern names the unknown class {m[0]!r}", table="times_patterns.csv")
        return f"[{chars}]"

    return re.sub(r"[A-Za-z]+", item, source).replace(" ", "").replace("(", "(?:")


def find(words: Sequence[Word]) -> list[Found]:
    """Expressions in text order; of overlapping ones the longest stays, then the one whose row comes first."""
    grammar = _grammar()
    coded, at = _coded(words, grammar)
    spans = []
    present = set(coded)
    for order, (name, rule, pattern, needed) in enumerate(grammar.patterns):
        if needed and needed.isdisjoint(present):
            continue
        for m in pattern.finditer(coded):
            if m.end() > m.start():
                spans.append((m.start() - m.end(), order, at[m.start()], at[m.end() - 1] + 1, name, rule))
    taken = bytearray(len(words))
    kept = []
    for _, _, first, last, name, rule in sorted(spans):
        if not any(taken[first:last]):
            taken[first:last] = b"\x01" * (last - first)
            kept.append(Found(name, rule, words, first, last))
    return sorted(kept, key=lambda f: f.first)


def _coded(words: Sequence[Word], grammar: _Grammar) -> tuple[str, list[int]]:
    """The text as letters, with the word of each; runs of words that no expression can be made of are left out."""
    codes: list[str] = []
    at: list[int] = []
    begun, useful = 0, False  # where the present run begins, and whether it can hold an expression
    for k, w in enumerate(words):
        low = w.low
        literal = low in grammar.literals
        if w.classes:
            own = frozenset(w.classes)
            letter = grammar.letters.get(own | {low} if literal else own)
        else:
            letter = grammar.letters[frozenset((low,))] if literal else None
        if letter is None or w.fresh:
            if not useful:
                del codes[begun:], at[begun:]
            codes.append(BREAK)
            at.append(k)
            begun, useful = len(codes), False
        if letter is not None:
            codes.append(letter)
            at.append(k)
            useful = useful or (low not in COMMON and ((bool(w.classes) and not w.classes.keys() <= MARKED) or literal))
    return "".join(codes), at

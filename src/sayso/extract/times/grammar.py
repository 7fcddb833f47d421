"""The patterns of `times_patterns.csv` over classes of words, compiled for one language.

Each set of classes is one character, so that a run of words is a string and a pattern an ordinary regular expression
without nested repetition. For each pattern we also know classes of which one must occur, so that few patterns are tried.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.errors import DataError
from sayso.extract.times.vocabulary import Vocabulary, with_triggers, words_of_language
from sayso.lexicon.tables import numbered

FIGURES = (
    {"NUM"}, {"NUM", "DAY"}, {"NUM", "YY"}, {"NUM", "DIGITS"}, {"NUM", "DIGITS", "YEAR"}, {"NUM", "YEAR"}, {"ORD"},
    {"ORD", "DAY"}, {"ISO"}, {"NUMERIC"}, {"CLOCK"}, {"DECADE"}, {"COMMA"}, {"DASH"}, {"DOT"}, {"APOS"}, {"SLASH"}, {"FRAC"},
)  # fmt: skip
BREAK = "\x01"
# Frequent words and figures: a pattern is better told by another of its parts.
COMMON = frozenset(
    re.findall(
        r"\w+",
        """the a an of in on at to and or for by as no more most one this that s is up than other same so two half full first
        final per early later good local before after days COMMA DASH DOT APOS SLASH""",
    )
)
WEAK = frozenset(
    re.findall(r"\w+", "NUM ORD DAY VAGUE APPROX LAST NEXT THIS PRIOR FOLLOW EACH EARLY EDGE RECENT LATEST FRAC FISCAL")
)
LONGEST_CACHED = 40


@dataclass(frozen=True, slots=True)
class Pattern:
    name: str
    rule: str
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Patterns with the letter of each set of classes; `by_letter` says which patterns a letter makes worth trying."""

    vocabulary: Vocabulary
    letters: dict[frozenset[str], str]
    literals: frozenset[str]
    patterns: tuple[Pattern, ...]
    by_letter: dict[str, tuple[int, ...]]

    def letter(self, classes: frozenset[str], low: str) -> str:
        return self.letters.get(classes | {low} if low in self.literals else classes, BREAK)


@cache
def grammar(language: str = "en") -> Grammar:
    """The grammar of a language; a row that names an unknown class raises `DataError`."""
    rows = list(numbered("times_patterns", language=language))
    macros = {row["name"]: row["pattern"] for _, row in rows if row["name"].startswith("@")}
    kept = [(line, row, _expand(row["pattern"], macros)) for line, row in rows if not row["name"].startswith("@")]
    literals = frozenset(w for _, _, source in kept for w in re.findall(r"[a-z]+", source))
    sets = _sets(literals, language)
    letters = {classes: chr(0x100 + k) for k, classes in enumerate(sets)}
    patterns = []
    by_letter: dict[str, list[int]] = {}
    needed_by_any: set[str] = set()
    for k, (line, row, source) in enumerate(kept):
        patterns.append(Pattern(row["name"], row["rule"], re.compile(_compile(source, letters, line))))
        needed = _needed(source)
        needed_by_any |= needed
        for classes, letter in letters.items():
            if not needed.isdisjoint(classes):
                by_letter.setdefault(letter, []).append(k)
    vocabulary = with_triggers(language, frozenset(needed_by_any), literals)
    return Grammar(vocabulary, letters, literals, tuple(patterns), {c: tuple(found) for c, found in by_letter.items()})


def _expand(source: str, macros: dict[str, str]) -> str:
    for _ in range(3):
        source = re.sub(r"@[A-Z]+", lambda m: macros[m[0]], source)
    return source


def _needed(source: str) -> frozenset[str]:
    """Classes and words of which every match has one, as rare ones as the pattern allows."""
    parts = iter([*re.findall(r"[A-Za-z]+|[()|?]", source), ")"])
    return _needed_of_group(parts) or frozenset()


def _needed_of_group(parts: Iterator[str]) -> frozenset[str] | None:
    branches: list[frozenset[str] | None] = []
    items: list[frozenset[str] | None] = []
    for part in parts:
        if part == "?":
            items[-1] = None
        elif part == "(":
            items.append(_needed_of_group(parts))
        elif part in "|)":
            branches.append(min((i for i in items if i), key=_weight, default=None))
            items = []
            if part == ")":
                break
        else:
            items.append(frozenset((part,)))
    if any(b is None for b in branches):
        return None
    return frozenset().union(*(b for b in branches if b))


def _weight(needed: frozenset[str]) -> int:
    return sum(100 if w in COMMON else 20 if w in WEAK else 1 for w in needed)


def _sets(literals: frozenset[str], language: str) -> list[frozenset[str]]:
    """Every set of classes that a word can have: conditions may drop any of a word's classes."""
    known = words_of_language(language)
    by_word: dict[str, set[str]] = {word: set() for word in literals}
    found = {frozenset(f) for f in FIGURES}
    entries = [(word, e) for word, e in known.words.items()]
    entries += [(" ".join((first, *rest)), e) for first, more in known.phrases.items() for rest, e in more]
    for word, entry in entries:
        by_word.setdefault(word, set()).update(entry.classes)
    stands_for = {word: entry.stands_for for word, entry in entries}
    for word, classes in by_word.items():
        own = stands_for.get(word, word)
        extra = {own} if own in literals else set()
        options = classes | ({"NUM", "YEAR"} if language == "en" else set())
        for size in range(min(len(options), 5) + 1):
            found |= {frozenset(chosen) | extra for chosen in itertools.combinations(sorted(options), size)}
    return sorted(found, key=sorted)


def _compile(source: str, letters: dict[frozenset[str], str], line: int) -> str:
    def item(m: re.Match[str]) -> str:
        chars = "".join(letter for classes, letter in letters.items() if m[0] in classes)
        if not chars:
            raise DataError(f"a pattern names the unknown class {m[0]!r}", table="times_patterns.csv", line=line)
        return f"[{chars}]"

    return re.sub(r"[A-Za-z]+", item, source).replace(" ", "").replace("(", "(?:")


def matches(code: str, language: str) -> tuple[tuple[int, int, int], ...]:
    """Start, end and pattern of each expression in a run of letters; of overlapping ones the longest, then the first row."""
    return _matches(code, language) if len(code) <= LONGEST_CACHED else _matches.__wrapped__(code, language)


@lru_cache(maxsize=4096)
def _matches(code: str, language: str) -> tuple[tuple[int, int, int], ...]:
    known = grammar(language)
    tried = {k for letter in set(code) for k in known.by_letter.get(letter, ())}
    spans = sorted(
        (m.start() - m.end(), k, m.start())
        for k in tried
        for m in known.patterns[k].regex.finditer(code)
        if m.end() > m.start()
    )
    taken = bytearray(len(code))
    kept = []
    for length, k, first in spans:
        last = first - length
        if not any(taken[first:last]):
            taken[first:last] = b"\x01" * (last - first)
            kept.append((first, last, k))
    return tuple(sorted(kept))

"""The words of time of a language: `times_words.csv`, ready to be looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sayso.errors import DataError
from sayso.lexicon.tables import numbered, table

MARKS = {",": "COMMA", "،": "COMMA", "-": "DASH", "–": "DASH", "—": "DASH", ".": "DOT", "'": "APOS", "/": "SLASH"}
SPELLED_YEARS = ("eighteen", "nineteen", "twenty", "thousand")  # with which years in words begin
FOLDED = {"ar": str.maketrans("أإآةىٱ", "اااهيا")}  # letters that are written either way
PREFIXES = "وفبل"
Classes = Mapping[str, tuple[str, str]]
LITERAL = "LIT"  # the class of words that stand for an English word of the patterns


class Entry(NamedTuple):
    """One word or phrase: its classes with value and condition, the English word it stands for, and how many words it has."""

    classes: Mapping[str, tuple[str, str]]
    stands_for: str
    length: int = 1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What one language calls times. `triggers` are words that some pattern cannot do without, `usable` all words of patterns."""

    language: str
    words: Mapping[str, Entry]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]  # by first word: the other words, longest first
    before_month: frozenset[str]
    triggers: frozenset[str] = frozenset()
    usable: frozenset[str] = frozenset()

    def entry(self, lows: Sequence[str], k: int, last: int) -> Entry | None:
        """The longest entry that begins at word `k`."""
        for rest, entry in self.phrases.get(lows[k], ()):
            if k + entry.length <= last and tuple(lows[k + 1 : k + entry.length]) == rest:
                return entry
        return self.words.get(lows[k])

    def opens_month(self, low: str) -> bool:
        """Whether a capitalised word before `May` leaves it a month: `Early May`, `Last March`, `Monday, March`."""
        entry = self.words.get(low)
        return entry is not None and not {"EARLY", "LAST", "NEXT", "THIS", "WEEKDAY", "MONTH"}.isdisjoint(entry.classes)

    def leads_month(self, lows: Sequence[str], k: int) -> bool:
        """Whether the word before `k` leads a month: `in`, `since`."""
        return k > 0 and lows[k - 1] in self.before_month


@cache
def words_of_language(language: str) -> Vocabulary:
    """The table of a language; triggers are added with its patterns."""
    words: dict[str, dict[str, tuple[str, str]]] = {}
    for line, row in numbered("times_words", language=language):
        classes = words.setdefault(row["word"].translate(FOLDED.get(language, {})), {})
        if row["class"] in classes:
            raise DataError(f"{row['word']!r} stands twice as {row['class']}", table="times_words.csv", line=line)
        classes[row["class"]] = (row["value"], row.get("when", ""))
    led = frozenset(row["word"] for row in table("times_led")) if language == "en" else frozenset()
    single: dict[str, Entry] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for word, given in [*words.items(), *_prefixed(words, language)]:
        parts = word.replace("'", " ' ").replace("-", " - ").split() if language != "en" or " " in word else [word]
        entry = Entry({c: v for c, v in given.items() if c != LITERAL}, _stands_for(word, given, language), len(parts))
        if len(parts) == 1:
            single[word] = entry
        else:
            phrases.setdefault(parts[0], []).append((tuple(parts[1:]), entry))
    ordered = {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in phrases.items()}
    return Vocabulary(language, single, ordered, led)


def _stands_for(word: str, classes: Mapping[str, tuple[str, str]], language: str) -> str:
    if language == "en":
        return word
    return classes[LITERAL][0] if LITERAL in classes else ""


def _prefixed(words: Mapping[str, Classes], language: str) -> list[tuple[str, Classes]]:
    """Arabic writes `and`, `in` and `for` as one letter before the word; no form that is a word of its own is covered."""
    if language != "ar":
        return []
    forms = [(f"{letter}{word}", classes) for word, classes in words.items() for letter in PREFIXES]
    forms += [(f"لل{word[2:]}", classes) for word, classes in words.items() if word.startswith("ال")]
    return [(form, classes) for form, classes in forms if form not in words]


@cache
def with_triggers(language: str, needed: frozenset[str], literals: frozenset[str]) -> Vocabulary:
    """The words of a language, knowing which classes and words its patterns need and which words they use."""
    known = words_of_language(language)
    entries = {**known.words}
    english = language == "en"
    if english:
        for word in literals:
            entries.setdefault(word, Entry({}, word))
    triggers = {w for w, e in entries.items() if e.stands_for in needed or not needed.isdisjoint(e.classes)}
    triggers |= set(SPELLED_YEARS) if english else set()
    usable = set(entries) | set(MARKS) | ({row["word"] for row in table("numbers")} if english else set())
    for first, found in known.phrases.items():
        usable |= {first, *(w for rest, _ in found for w in rest)}
        if any(e.stands_for in needed or not needed.isdisjoint(e.classes) for _, e in found):
            triggers.add(first)
    return Vocabulary(language, entries, known.phrases, known.before_month, frozenset(triggers), frozenset(usable))


def is_abbreviation(low: str, language: str = "en") -> bool:
    """Whether a month's name is cut short, so that a full stop after it is its own."""
    entry = words_of_language(language).words.get(low)
    return entry is not None and any(when == "abbr" for _, when in entry.classes.values())

"""Finds the entries of a table in a row of words, longest first, in one dictionary look-up per word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, KeysView, Sequence
from functools import cache, lru_cache
from typing import Generic, NamedTuple, TypeVar

from sayso.lexicon.tables import table
from sayso.model import Token

T = TypeVar("T")
HYPHENS = frozenset("-–—‐‑")
SMALL = frozenset({"any", "second"})  # cases of entries whose first word may be small
_FEW = 6  # phrases with one first word that are looked through one by one
_MOST_FOLDS = 65536
BREAK = "\n"  # the key between two sentences, over which no phrase runs
_DROPPED = re.compile(r"[.'’ʼ‘`´]")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
_PIECES = re.compile(r"[’']s\b|[^\s\-–/]+")


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """Lower case without accents, stops and apostrophes: `U.S.` gives `us`, `Côte` gives `cote`."""
    if word.isascii():
        return _DROPPED.sub("", word).lower()
    plain = unicodedata.normalize("NFKD", _DROPPED.sub("", word).lower().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


def pieces(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as the tokenizer cuts them: hyphens part them, a possessive s stands apart."""
    return tuple(_PIECES.findall(phrase.replace("'s ", " 's ").replace("’s ", " ’s ")))


class Spelling(NamedTuple):
    """The words of a text with the keys by which phrases are filed, and the token of each."""

    words: list[str]
    keys: list[str]
    at: list[int]


class _Folds(dict[str, str]):
    """Folded words by word, found at first need: a look-up costs a third of a call."""

    def __init__(self, hyphens: frozenset[str] = frozenset()) -> None:
        self._hyphens = hyphens  # these give nothing

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_FOLDS:
            self.clear()
        found = self[word] = "" if word in self._hyphens else fold(word)
        return found


FOLDS = _Folds()  # as `fold`
_PLAIN = _Folds(HYPHENS)


def plain_key(token: Token) -> str:
    """The folded word; none for hyphens."""
    return _PLAIN[token.text]


def spell(tokens: Iterable[Token], key: Callable[[Token], str] = plain_key) -> Spelling:
    """Words for `PhraseIndex.at`, with a `BREAK` before each new sentence; tokens whose key is empty are passed over."""
    words: list[str] = []
    keys: list[str] = []
    at: list[int] = []
    sentence = 0
    plain = key is plain_key  # by far the most frequent: without a call for each word
    for token in tokens:
        text = token.text
        if token.sentence != sentence:
            sentence = token.sentence
            words.append(BREAK)
            keys.append(BREAK)
            at.append(token.index)
        if k := _PLAIN[text] if plain else key(token):
            words.append(text)
            keys.append(k)
            at.append(token.index)
    return Spelling(words, keys, at)


class Entry(NamedTuple, Generic[T]):
    rest: tuple[str, ...]
    case: str  # "upper": capitals only, "spoken": or a capital first, "title": a capital first, "second": on the word after the article, "any"
    value: T


class PhraseIndex(Generic[T]):
    """Phrases to values. A phrase may have several values; the caller chooses."""

    def __init__(self) -> None:
        self._first: dict[str, list[Entry[T]]] = {}
        self._deep: dict[str, dict[str, list[Entry[T]]]] = {}  # where many phrases share a first word: by the second

    def add(self, phrase: str, value: T, *, any_case: bool = False) -> None:
        """File a phrase. Capitals in it are asked for in the text, unless `any_case`."""
        words = pieces(phrase)
        if not words:
            return
        key = tuple(k for k in map(fold, words) if k)
        if not key:
            return
        case = "any" if any_case else case_of(phrase, words[0])
        entries = self._first.setdefault(key[0], [])
        entries.append(Entry(key[1:], case, value))
        entries.sort(key=lambda e: -len(e.rest))
        self._deep.pop(key[0], None)

    def firsts(self) -> KeysView[str]:
        """Folded first words of all phrases: at any other word nothing begins."""
        return self._first.keys()

    def reach(self, first: str) -> int:
        """Words of the longest phrase that begins with this one."""
        entries = self._first.get(first)
        return len(entries[0].rest) + 1 if entries else 0

    def small(self) -> Iterator[str]:
        """Those of the first words that may stand without a capital in the text."""
        return (key for key, entries in self._first.items() if any(e.case in SMALL for e in entries))

    def at(self, keys: Sequence[str], words: Sequence[str], i: int) -> tuple[int, list[T]]:
        """Length and values of the longest entries that begin at word `i`; (0, []) if there are none."""
        best, found = 0, []
        entries: Sequence[Entry[T]] = self._first.get(keys[i], ())
        if len(entries) > _FEW:
            entries = self._narrowed(keys, i)
        for entry in entries:
            n = len(entry.rest) + 1
            if n < best:
                break
            if n > 1 and tuple(keys[i + 1 : i + n]) != entry.rest:
                continue
            if entry.case == "any" or fits_case(entry.case, words, i):
                best = n
                found.append(entry.value)
        return best, found

    def _narrowed(self, keys: Sequence[str], i: int) -> Sequence[Entry[T]]:
        """The entries that the second word allows, longest first."""
        seconds = self._deep.get(keys[i])
        if seconds is None:
            seconds = self._deep[keys[i]] = {}
            for entry in self._first[keys[i]]:
                seconds.setdefault(entry.rest[0] if entry.rest else "", []).append(entry)
        alone = seconds.get("", ())
        further = seconds.get(keys[i + 1], ()) if i + 1 < len(keys) else ()
        return [*further, *alone] if further and alone else further or alone

    def exact(self, phrase: str) -> list[T]:
        """Values of exactly this phrase."""
        words = pieces(phrase)
        keys = [k for k in map(fold, words) if k]
        if not keys:
            return []
        n, found = self.at(keys, words, 0)
        return found if n == len(keys) else []


def case_of(phrase: str, first: str) -> str:
    """Which capitals a phrase asks for in the text: one of the cases of `Entry`."""
    letters = phrase.replace(".", "").replace("-", "").replace(" ", "")
    if letters.isalnum() and letters.isupper() and len(letters) <= 6 and " " not in phrase:
        return "spoken" if letters in _spoken() else "upper"
    if first == "The":
        return "second"
    return "title" if first[0].isupper() else "any"


@cache
def _spoken() -> frozenset[str]:
    """Acronyms spoken as words: "Nato" beside "NATO"."""
    return frozenset(row["acronym"] for row in table("spoken_acronyms"))


def fits_case(case: str, words: Sequence[str], i: int) -> bool:
    """Does the text write the entry with the capitals that it asks for? An article may be small."""
    if case == "any":
        return True
    if case in ("upper", "spoken"):
        return words[i].isupper() or (case == "spoken" and words[i].istitle())
    word = words[i + 1] if case == "second" and i + 1 < len(words) else words[i]
    return word[:1].isupper() or not word[:1].isalpha()

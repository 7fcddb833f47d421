"""Which words English knows: those of the dictionary that the parsing model's lemmatiser carries, and their forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.parse.spacy import _pipeline

CLASSES = ("noun", "verb", "adj", "adv")
LEAST = 3  # letters of either half of a compound


@dataclass(frozen=True, slots=True)
class _Dictionary:
    lemmas: dict[str, frozenset[str]]  # by class
    irregular: dict[str, frozenset[str]]  # forms such as "went", by class
    endings: dict[str, tuple[tuple[str, str], ...]]  # of a form and of its lemma, by class
    function_words: frozenset[str]


@cache
def _dictionary() -> _Dictionary:
    lookups = _pipeline().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index, irregular, rules = (lookups.get_table(f"lemma_{name}") for name in ("index", "exc", "rules"))
    return _Dictionary(
        {c: frozenset(index.get(c, ())) for c in CLASSES},
        {c: frozenset(irregular.get(c, ())) for c in CLASSES},
        {c: tuple((old, new) for old, new in rules.get(c, ())) for c in CLASSES},
        frozenset(_pipeline().Defaults.stop_words),
    )


@lru_cache(maxsize=4096)
def classes_of(word: str) -> frozenset[str]:
    """The classes (noun, verb, adj, adv, function) that a word in small letters may belong to; none for an unknown word."""
    known = _dictionary()
    found = {c for c in CLASSES if word in known.lemmas[c] or word in known.irregular[c] or _inflected(known, word, c)}
    return frozenset(found | ({"function"} if word in known.function_words else set()))


def _inflected(known: _Dictionary, word: str, word_class: str) -> bool:
    return any(
        word.endswith(old) and word[: len(word) - len(old)] + new in known.lemmas[word_class]
        for old, new in known.endings[word_class]
    )


@lru_cache(maxsize=4096)
def is_english(word: str) -> bool:
    """Whether a word in small letters is an English one, or two such written together ("gunship")."""
    cuts = range(LEAST, len(word) - LEAST + 1)
    return bool(classes_of(word)) or any(classes_of(word[:i]) and classes_of(word[i:]) for i in cuts)

"""Labels that name nobody, descriptions of unnamed sources, and names written to pass for those of an outlet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.knowledge.countries import country_of
from sayso.lexicon.phrase_index import fold, pieces
from sayso.lexicon.tables import alternatives, table

PACKAGE = "sayso.corroborate.sources"
_LONGEST = 200  # characters of a label that are looked at
_ABOUT = ("of", "about", "on", "from", "that", "in", "inside", "around")
_DEFINITE = ("the", "this", "that", "same")


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium that is described and not named: "the Kuwaiti daily"."""

    noun: str
    country: str | None
    definite: bool


@cache
def _of_kind(kind: str) -> frozenset[str]:
    rows = (row for row in table("source_labels") if row["kind"] == kind)
    return frozenset(" ".join(_keys(words)) for row in rows for words in alternatives(row["words"]))


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key for key in map(fold, pieces(text[:_LONGEST])) if key)


@lru_cache(maxsize=2048)
def names_nobody(label: str) -> bool:
    """Whether a label says no more than that something was said somewhere: "several local media reports"."""
    nobody, filler = _of_kind("nobody"), _of_kind("filler")
    words = [w for w in pieces(label[:_LONGEST]) if fold(w)]
    keys = [fold(w) for w in words]
    if not keys or " ".join(keys) in nobody:
        return True
    rest = [k for k, w in zip(keys, words, strict=True) if k not in filler and not k.isdigit() and not country_of(w)]
    if any(w[:1].isupper() and not country_of(w) for w in words[1:]):
        return False
    cut = next((n for n, key in enumerate(rest) if key in _ABOUT), len(rest))  # "new accounts of the call"
    return " ".join(rest) in nobody or (0 < cut < len(rest) and " ".join(rest[:cut]) in nobody)


@lru_cache(maxsize=2048)
def described_medium(label: str) -> Medium | None:
    """The medium that a label describes without a name: one noun for a medium, with nothing but adjectives and a country."""
    words = [w for w in pieces(label[:_LONGEST]) if fold(w)]
    keys = [fold(w) for w in words]
    if not keys or keys[-1] not in _media_nouns():
        return None
    country = next((c for w in words[:-1] if w[:1].isupper() and (c := country_of(w))), None)
    plain = _of_kind("filler") | _adjectives() | _media_nouns() | set(_DEFINITE) | {"news"}
    named = [w for w, k in zip(words[:-1], keys, strict=False) if k not in plain and not country_of(w)]
    return None if named else Medium(keys[-1], country, keys[0] in _DEFINITE)


@cache
def _media_nouns() -> frozenset[str]:
    return frozenset(row["noun"] for row in table("source_nouns") if row["kind"] == "media")


@cache
def _adjectives() -> frozenset[str]:
    words = (w for row in table("outlet_adjectives") for w in alternatives(row["words"]))
    return frozenset(key for w in words for key in _keys(w))


@lru_cache(maxsize=2048)
def description(label: str) -> frozenset[str]:
    """The words of an unnamed source's description that tell it from another, in the singular: "two port officials" gives port."""
    plain = _of_kind("plain")
    return frozenset(_singular(k) for k in _keys(label) if k not in plain and not k.isdigit())


def _singular(key: str) -> str:
    return key[:-1] if len(key) > 3 and key.endswith("s") and not key.endswith(("ss", "us", "is")) else key


@lru_cache(maxsize=2048)
def plain_letters(name: str) -> str | None:
    """The name with signs that pass for Latin letters read as these; None where it has none."""
    read = name.translate(_lookalikes())
    return None if read == name else read


@cache
def _lookalikes() -> dict[int, str]:
    rows = table("lookalikes", language=None, package=PACKAGE)
    return {ord(sign): row["letter"] for row in rows for sign in row["signs"]}

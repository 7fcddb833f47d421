"""The words that show that an unknown name is a newspaper, an agency or a broadcaster."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.lexicon.phrase_index import PhraseIndex
from sayso.lexicon.tables import alternatives, table


@dataclass(frozen=True, slots=True)
class OutletWords:
    """Nouns before and after a name ("the newspaper X", "the X channel"), first and last words of names."""

    before: PhraseIndex[str]
    after: PhraseIndex[str]
    last: frozenset[str]
    first: frozenset[str]


@cache
def outlet_words() -> OutletWords:
    """How to know unknown media by the words about them."""
    index: dict[str, PhraseIndex[str]] = {"before": PhraseIndex(), "after": PhraseIndex()}
    names: dict[str, set[str]] = {"first": set(), "last": set()}
    for row in table("outlet_patterns"):
        for word in alternatives(row["words"]):
            if row["form"] in index:
                index[row["form"]].add(word, word, any_case=True)
            else:
                names[row["form"]].add(word)
    return OutletWords(index["before"], index["after"], frozenset(names["last"]), frozenset(names["first"]))

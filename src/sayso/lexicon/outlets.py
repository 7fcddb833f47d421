"""Known media, and the words that show that an unknown name is one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.lexicon.phrase_index import PhraseIndex
from sayso.lexicon.tables import alternatives, table
from sayso.model import slug


@dataclass(frozen=True, slots=True)
class Outlet:
    id: str
    name: str
    country: str | None
    agency: bool


@cache
def outlet_terms() -> PhraseIndex[Outlet]:
    """Names of known newspapers, agencies, broadcasters and sites."""
    index: PhraseIndex[Outlet] = PhraseIndex()
    for row in table("outlets"):
        for cell in alternatives(row["names"]):
            spellings = [s.strip() for s in cell.split("=")]
            name = spellings[0]
            outlet = Outlet(f"outlet:{slug(name)}", name, row["country"] or None, row["kind"] == "agency")
            for spelling in dict.fromkeys(spellings):
                index.add(spelling, outlet)
    return index


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

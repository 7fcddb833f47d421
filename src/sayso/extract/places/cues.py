"""Words that make a neighbouring name a place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives, table


@dataclass(frozen=True, slots=True)
class Cues:
    """Nouns before and after a name with the precision they give, prepositions, and names that are never places."""

    prepositions: frozenset[str]
    strict: frozenset[str]  # prepositions that almost always take a place
    before: dict[str, str]
    after: dict[str, str]
    again: dict[str, str]  # nouns that repeat a place of some precision: "the city"
    never: frozenset[str]


@cache
def cues() -> Cues:
    """The table, read once."""
    words: dict[str, dict[str, str]] = {"preposition": {}, "strict": {}, "before": {}, "after": {}, "again": {}}
    for row in table("places_cues"):
        for word in alternatives(row["words"]):
            words[row["form"]][word] = row["precision"]
    never = frozenset(fold(w) for row in table("not_actors") for w in alternatives(row["words"]))
    strict = frozenset(words["strict"])
    return Cues(
        strict | frozenset(words["preposition"]), strict, words["before"], words["after"], words["again"], never
    )

"""Words that make a neighbouring name a place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives, table

_FORMS = (
    "preposition",
    "strict",
    "before",
    "after",
    "again",
    "several",
    "first",
    "short",
    "compass",
    "body",
    "link",
    "particle",
    "attack",
)


@dataclass(frozen=True, slots=True)
class Cues:
    """Nouns before and after a name with the precision they give, prepositions, and names that are never places."""

    prepositions: frozenset[str]
    strict: frozenset[str]  # prepositions that almost always take a place
    before: dict[str, str]
    after: dict[str, str]
    several: dict[str, str]  # plurals behind a list: "X and Y counties"
    again: dict[str, str]  # nouns that repeat a place of some precision: "the city"
    short: dict[str, str]  # short words in names, written out
    compass: frozenset[str]
    first: dict[str, str]  # first words of names: "Lake X"
    body: frozenset[str]  # words of bodies and offices that are called after a place
    links: frozenset[str]  # between a place and the larger one that holds it
    particles: frozenset[str]  # small words that a name may begin with
    attacks: frozenset[str]  # verbs whose object, if a town is so called, is rather the town
    never: frozenset[str]


@cache
def cues() -> Cues:
    """The table, read once."""
    words: dict[str, dict[str, str]] = {form: {} for form in _FORMS}
    for row in table("places_cues"):
        for word in alternatives(row["words"]):
            words[row["form"]][word] = row["precision"]
    for row in table("places_words"):
        words[row["form"]] |= dict.fromkeys(alternatives(row["words"]), "")
    never = frozenset(fold(w) for row in table("not_actors") for w in alternatives(row["words"]))
    strict = frozenset(words["strict"])
    return Cues(
        strict | frozenset(words["preposition"]),
        strict,
        words["before"],
        words["after"],
        words["several"],
        words["again"],
        dict(pair.split("=") for pair in words["short"]),
        frozenset(words["compass"]),
        words["first"],
        frozenset(words["body"]),
        frozenset(words["link"]),
        frozenset(words["particle"]),
        frozenset(words["attack"]),
        never,
    )

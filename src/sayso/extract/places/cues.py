"""Words that make a neighbouring name a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso.lexicon.phrase_index import HYPHENS, fold
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument, Token

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
    "take",
    "conquer",
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
    takes: frozenset[str]  # the same, where soldiers or fighters are the subject
    conquers: frozenset[str]  # those of them whose subject may be any name: "Hamas seized X"
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
        frozenset(words["take"]),
        frozenset(words["conquer"]),
        never,
    )


def noun_before(parsed: ParsedDocument, start: int) -> str | None:
    """Precision by a noun such as "town of" or "village" right before a name."""
    tokens, back = parsed.tokens, start - 1
    if back > 0 and tokens[back].lemma == "of":
        back -= 1
    return cues().before.get(tokens[back].lemma) if back >= 0 and tokens[back].pos == "NOUN" else None


def noun_inside(name: str) -> str | None:
    """Precision by the first word of a name: "Lake Vessa", "Town of Omrat"."""
    words = name.lower().split()
    return cues().first.get(words[0]) if len(words) > 1 else None


def goes_on_behind_article(rest: Sequence[Token]) -> bool:
    """Do three tokens behind a name make it longer: the "al-Tabbaneh" of "Bab al-Tabbaneh"?"""
    if len(rest) < 3 or rest[0].text not in cues().particles or rest[1].text not in HYPHENS:
        return False
    return rest[1].start == rest[0].end and rest[2].start == rest[1].end and rest[2].text[:1].isupper()

"""The nouns that denote people and bodies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.lexicon.phrase_index import PhraseIndex, fold, pieces
from sayso.lexicon.tables import alternatives, table


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun for people or bodies; `head` says which of its words governs the phrase."""

    phrase: str
    sectors: tuple[str, ...]
    kind: str
    role: str
    title: bool
    defer: bool
    head: int


@cache
def agents() -> PhraseIndex[Agent]:
    """Agent nouns by their lemmas."""
    index: PhraseIndex[Agent] = PhraseIndex()
    for row in table("agents"):
        for phrase in alternatives(row["phrases"]):
            phrase = phrase.replace(" the ", " ")
            words = [fold(w) for w in pieces(phrase)]
            cut = next(
                (k for k, w in enumerate(words) if w in ("of", "for", "in", "to", "de", "at", "on") and k), len(words)
            )
            agent = Agent(
                phrase,
                alternatives(row["sectors"]),
                row["kind"],
                row["role"],
                row["title"] == "yes",
                row["defer"] == "yes",
                cut - 1,
            )
            index.add(phrase, agent, any_case=True)
    return index


@cache
def roles() -> dict[str, tuple[str, ...]]:
    """Canonical offices of persons, folded, with the sectors of who holds them."""
    rows = [row for row in table("agents") if row["role"].endswith("{of}") and row["kind"] == "person"]
    return {fold(row["role"].removesuffix("{of}")): alternatives(row["sectors"]) for row in rows}


@cache
def modifiers() -> dict[str, str]:
    """Words before a noun that change what it is: `former` and the like give ELI, `opposition` gives OPP."""
    rows = [row for row in table("actor_modifiers") if not row["over"]]
    return {fold(w): row["sector"] for row in rows for w in alternatives(row["words"])}


@cache
def reversals() -> dict[str, tuple[str, frozenset[str]]]:
    """Words that turn a noun round ("rebel" of troops): the sector they give, and those of the nouns concerned."""
    rows = [row for row in table("actor_modifiers") if row["over"]]
    return {
        fold(w): (row["sector"], frozenset(alternatives(row["over"])))
        for row in rows
        for w in alternatives(row["words"])
    }

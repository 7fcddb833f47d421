"""Whether a definite description can mean an actor that the text has spoken of before."""

from __future__ import annotations

from functools import cache

from sayso.extract.actors.draft import Draft, nouns
from sayso.extract.actors.phrase import DEFINITE, Phrase
from sayso.extract.actors.things import coreference_words
from sayso.lexicon.actors import Agent
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument

PAIR = frozenset({"two", "both", "2"})
PLAIN = DEFINITE | PAIR | {"all", "very", "latter"}
_UNIONS = frozenset({"IGO", "EUR"})
_BETWEEN = frozenset({"IGO", "EUR", "UNO"})  # no text calls the Security Council "the group"
_STATE_BODIES = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(w for row in table("same_words") for w in alternatives(row["words"]))


def modifiers(parsed: ParsedDocument, phrase: Phrase) -> set[str]:
    """Words before the noun that tell one body from another: "high" of "the High Court", "Pacific" of a front."""
    low = phrase.agent.start if phrase.agent is not None else phrase.head
    words = {fold(t.text) for t in parsed.tokens[phrase.start : low] if t.pos not in ("DET", "PUNCT", "PART")}
    return words - PLAIN - _empty_words()


def called(draft: Draft, agent: Agent, words: set[str]) -> bool:
    """Has the text called it so, or more exactly so, and with the same modifiers?"""
    known = draft.nouns | draft.held_as if draft.held_as else draft.nouns
    if agent.phrase not in known and not (len(agent.phrase.split()) == 1 and nouns(agent) & known):
        return False
    return words <= draft.words | {fold(w) for w in draft.name.split()} if words else True


def fits(agent: Agent, draft: Draft) -> bool:
    """Does a bare noun fit an actor that the text has not called so yet?"""
    if agent.role == "{alliance}":
        pact = "MIL" in draft.sectors or agent.phrase in draft.name.lower()
        return (
            draft.kind == "organisation"
            and draft.named
            and draft.country in _UNIONS
            and (pact or agent.phrase == "bloc")
        )
    if agent.kind == "state":
        return draft.kind == "state"
    if agent.phrase in coreference_words("anyone"):
        return draft.kind == "person" and not draft.plural
    if agent.sectors == ("UNK",):
        groups = draft.kind in ("organisation", "group") and draft.named and not draft.media
        between = draft.country in _BETWEEN or bool(_BETWEEN & set(draft.sectors[:1]))
        return agent.kind == "group" and groups and not between and not _of_state(draft)
    if agent.kind == "person" and agent.title and agent.sectors[:1] == ("MIL",):
        return draft.kind == "person" and draft.named and "MIL" in draft.sectors
    if agent.sectors[:1] == ("JRN",):
        return draft.media and agent.kind == "organisation" and not agent.phrase.startswith(("state", "official"))
    return False


def _of_state(draft: Draft) -> bool:
    """A ministry, an army or a command, which no text calls "the group"."""
    described = bool(draft.country) and draft.id.startswith(f"actor:{(draft.country or '').lower()}-")
    return bool(_STATE_BODIES & set(draft.sectors[:1])) and (described or bool(draft.office))

"""Demonyms with a noun that no table knows, where somebody must act: "Israeli hunting bombed"."""

from __future__ import annotations

from functools import cache

from sayso.extract.actors.phrase import Phrase, determine
from sayso.extract.actors.scan import Hit, Scan
from sayso.knowledge.countries import CountryTerm
from sayso.lexicon.actors import Agent
from sayso.lexicon.events import noun_rows, verb_rows
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument, Token

_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "ure", "ing", "al")


def demonym_group(parsed: ParsedDocument, scan: Scan, hit: Hit) -> Phrase | None:
    """For "Israeli hunting bombed": a demonym and a noun that no table knows, where somebody must act."""
    if hit.form != "adjective" or not isinstance(hit.value, CountryTerm):
        return None
    noun = parsed.tokens[parsed.tokens[hit.head].head]
    if (
        parsed.tokens[hit.head].dep not in ("amod", "compound", "nmod")
        or noun.index in scan.agents
        or noun.index in scan.owner
    ):
        return None
    lemma = noun.lemma.lower()
    services = _service_words()
    if noun.pos not in ("NOUN", "VERB") or not hit.end <= noun.index <= hit.end + 2 or not _acting(parsed, noun):
        return None
    if lemma not in services and noun.text.lower() not in services:
        if (
            noun.pos != "NOUN"
            or lemma in nobodies()
            or noun_rows(lemma)
            or verb_rows(lemma)
            or lemma.endswith(_ABSTRACT)
        ):
            return None
    sectors = services.get(lemma) or services.get(noun.text.lower()) or ()
    agent = Agent(lemma, sectors, "group", "", False, False, 0)
    phrase = Phrase(hit.start, noun.index + 1, noun.index, Hit(noun.index, noun.index + 1, noun.index, agent, "agent"))
    phrase.inner = [hit]
    determine(parsed, phrase)
    return phrase


def _acting(parsed: ParsedDocument, noun: Token) -> bool:
    """Subject of a verb that people do, or after "by" and "the involvement of"."""
    above = parsed.tokens[noun.head]
    if noun.dep == "nsubj":
        return above.pos == "VERB" and bool(verb_rows(above.lemma))
    if noun.dep != "pobj":
        return False
    return above.dep == "agent" or (above.lemma == "of" and parsed.tokens[above.head].lemma in _taking_part())


@cache
def nobodies() -> frozenset[str]:
    """Nouns that never stand for a group of people."""
    return frozenset(w for row in table("not_group_nouns") for w in alternatives(row["words"]))


@cache
def _service_words() -> dict[str, tuple[str, ...]]:
    """Words that machine translation makes of arms of service, with their sectors."""
    return {w: alternatives(row["sectors"]) for row in table("service_words") for w in alternatives(row["words"])}


@cache
def _taking_part() -> frozenset[str]:
    return frozenset(row["noun"] for row in table("participation_nouns"))

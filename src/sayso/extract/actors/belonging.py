"""The country to which a phrase belongs, as far as its words tell."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from sayso.extract.actors.phrase import Phrase
from sayso.extract.actors.scan import Hit
from sayso.extract.actors.towns import CITY, RULE
from sayso.knowledge.actors import Known
from sayso.knowledge.countries import CountryTerm
from sayso.knowledge.outlets import Outlet
from sayso.knowledge.places import place_country
from sayso.lexicon.actors import Agent
from sayso.lexicon.tables import alternatives, table
from sayso.model import ParsedDocument

OF_STATES = (("GOV",), ("MIL",), ("COP",), ("LEG",), ("JUD",), ("SPY",))  # bodies that a state has one of


def country_of(parsed: ParsedDocument, phrase: Phrase) -> str | None:
    """Country by modifiers first, then by what follows: of, in, from, for (but not "ambassador to")."""
    inner = [hit for hit in phrase.inner if not hit.bound]
    for hit in sorted(inner, key=lambda h: (not isinstance(h.value, CountryTerm), -h.start)):
        if (code := _code(hit)) is not None:
            return code
    for prep, hit in phrase.outer:
        if prep in ("of", "in", "from", "at", "for") and (code := _code(hit)) is not None:
            return code
    for prep, code in phrase.near:
        if prep in ("", "of", "in", "from", "at"):
            return code
    for i in _name_words(parsed, phrase):
        if (code := _town_country(parsed, phrase, i)) is not None:
            return code
    return None


def at_home(parsed: ParsedDocument, phrase: Phrase, agent: Agent) -> bool:
    """May the country of the document be that of the phrase? Not for "Western officials" and "an envoy"."""
    if agent.phrase in abroad("noun"):
        return False
    for hit in phrase.below:  # "the presidents of the neighbouring countries"
        if any(t.text.lower() in abroad("modifier") for t in parsed.tokens[hit.start - 1 : hit.end]):
            return False
    low = phrase.agent.start if phrase.agent is not None else phrase.head
    return not any(parsed.tokens[i].text.lower() in abroad("modifier") for i in range(phrase.start, low))


def stranger(parsed: ParsedDocument, phrase: Phrase, agent: Agent) -> str:
    """The land or body that no table knows and that a post is of: "the president of Ravenia"; else nothing.

    Such a post is not one of the document's country. After "government" and "army" a leader may be named, who tells nothing.
    """
    if phrase.agent is None or not agent.role.endswith("{of}"):
        return ""
    if agent.kind != "person" and not agent.role.startswith("Ministry"):
        return ""
    at = phrase.agent.end
    if at >= len(parsed.tokens) or parsed.tokens[at].text != "of":
        return ""
    last = at + 1
    known = {i for hit in (*(h for _, h in phrase.outer), *phrase.below) for i in range(hit.start, hit.end)}
    while last < len(parsed.tokens) and parsed.tokens[last].pos == "PROPN" and last not in known:
        last += 1
    if last == at + 1 or last in known:
        return ""
    return parsed.document.text[parsed.tokens[at + 1].start : parsed.tokens[last - 1].end]


@cache
def abroad(form: str) -> frozenset[str]:
    """Words of people and bodies that come from elsewhere."""
    return frozenset(w for row in table("abroad_words") if row["form"] == form for w in alternatives(row["words"]))


def _town_country(parsed: ParsedDocument, phrase: Phrase, i: int) -> str | None:
    """The country of a well-known town; of a city only before "government", which bears the name of its head."""
    name = parsed.tokens[i].text
    return place_country(name, least=CITY) if parsed.tokens[phrase.head].text in RULE else place_country(name)


def _name_words(parsed: ParsedDocument, phrase: Phrase) -> Iterable[int]:
    """Capitalised modifiers that may be towns ("Minsk police"), outside the phrase's own name."""
    low, high = phrase.name or (phrase.head, phrase.head)
    for i in range(phrase.start, phrase.end):
        token = parsed.tokens[i]
        if not low <= i < max(high, low + 1) and token.pos == "PROPN" and token.dep != "npadvmod":
            yield i


def _code(hit: Hit) -> str | None:
    value = hit.value
    if isinstance(value, CountryTerm):
        return value.country.iso3
    return value.country if isinstance(value, Known | Outlet) else None

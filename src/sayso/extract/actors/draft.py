"""An actor while its document is being read, and the drafts of what our tables know."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from sayso.extract.actors.scan import Hit
from sayso.knowledge.actors import Known
from sayso.knowledge.countries import Country, CountryTerm, by_iso3
from sayso.knowledge.outlets import Outlet
from sayso.lexicon.actors import Agent, agents
from sayso.model import ActorMention, Holder, ParsedDocument, Span, slug


@dataclass(slots=True)
class Draft:
    """An actor while the document is being read."""

    id: str
    name: str
    kind: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    media: bool = False
    plural: bool = False
    office: str = ""
    named: bool = False
    human: bool = True
    gender: str = ""  # "m" or "f" of a person, where a title, a noun or a given name told; "M" or "F": a pronoun did
    held_as: set[str] = field(default_factory=set)  # "group" of "a group of villagers"
    owners: tuple[str, ...] = ()  # countries that the phrase names: two for "the American and British air forces"
    nouns: set[str] = field(default_factory=set)  # agent nouns used of it: "marshal", "president"
    words: set[str] = field(default_factory=set)  # folded, of all its mentions
    mentions: list[ActorMention] = field(default_factory=list)
    members: list[Draft] = field(default_factory=list)  # of a couple
    holders: tuple[Holder, ...] = ()  # of an office without a name


def known(hit: Hit, day: str | None, *, alone: bool = False) -> Draft:
    """A draft of an entity of the tables on a day; a demonym that stands `alone` means its people."""
    value = hit.value
    if isinstance(value, CountryTerm):
        if hit.form == "metonym" and value.sectors[:1] not in ((), ("GOV",)):
            return _seat(value)
        people = hit.form == "people" or (hit.form == "adjective" and alone)
        return state(value.country, acting=hit.form in ("capital", "metonym"), people=people)
    if isinstance(value, Outlet):
        kinds = {"agency", "news agency"} if value.agency else set()
        return Draft(value.id, value.name, "organisation", value.country, ("JRN",), media=True, named=True, nouns=kinds)
    assert isinstance(value, Known)
    spell = value.at(day)
    return Draft(value.id, value.name, value.kind, value.country, spell.sectors, office=spell.office, named=True)


def state(country: Country, *, acting: bool = False, people: bool = False) -> Draft:
    """A state, a region under its own name, or its people ("two Russians")."""
    if people:
        name = f"{country.adjective} people"
        return Draft(f"unnamed:{slug(name)}", name, "group", country.iso3, ("CVL",), plural=True)
    sectors = ("GOV",) if acting and country.kind == "state" else country.sectors
    return Draft(country.id, country.name, "state", country.iso3, sectors, named=True)


def _seat(term: CountryTerm) -> Draft:
    """The body that a seat or its own name stands for: "Capitol Hill" is the Parliament of the United States."""
    role = next((a.role.removesuffix("{of}") for a in agents().exact(term.what) if a.role), term.what.title())
    name = office_name(role, term.country.iso3)
    return Draft(
        f"actor:{slug(name)}", name, "organisation", term.country.iso3, term.sectors, named=True, nouns={term.what}
    )


def nouns(agent: Agent) -> set[str]:
    """The agent phrase and its governing word, by which the text may speak of the actor again."""
    return set(_nouns(agent.phrase, agent.head))


@lru_cache(maxsize=4096)
def _nouns(phrase: str, head: int) -> frozenset[str]:
    words = phrase.split()
    return frozenset((phrase, words[min(head, len(words) - 1)]))


def office_name(office: str, country: str | None) -> str:
    """`Minister of Foreign Affairs` and `DZA` give `Minister of Foreign Affairs of Algeria`."""
    return f"{office} of {_of(country)}" if _of(country) else office


def _of(country: str | None) -> str:
    found = by_iso3().get(country or "")
    return found.name if found else {"UNO": "the United Nations", "EUR": "the European Union"}.get(country or "", "")


def span(parsed: ParsedDocument, start: int, end: int) -> Span:
    """Characters of a range of tokens."""
    return Span(parsed.tokens[start].start, parsed.tokens[end - 1].end)


def wording(parsed: ParsedDocument, start: int, end: int) -> str:
    """The text of a range of tokens on one line."""
    return _one_line(parsed.document.text[parsed.tokens[start].start : parsed.tokens[end - 1].end])


@lru_cache(maxsize=4096)
def _one_line(text: str) -> str:
    return " ".join(text.split())

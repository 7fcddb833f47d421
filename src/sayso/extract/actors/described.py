"""Actors that a phrase describes by an agent noun: roles, bodies, groups, people."""

from __future__ import annotations

import re
from functools import cache

from sayso.extract.actors.belonging import at_home, country_of, stranger
from sayso.extract.actors.draft import Draft, known, nouns, office_name, state, wording
from sayso.extract.actors.holders import envoys
from sayso.extract.actors.phrase import Phrase
from sayso.extract.actors.things import coreference_words
from sayso.knowledge.actors import Known, known_terms
from sayso.knowledge.countries import Country, CountryTerm, by_iso3
from sayso.knowledge.outlets import Outlet
from sayso.lexicon.actors import Agent, modifiers, reversals
from sayso.lexicon.phrase_index import FOLDS
from sayso.lexicon.tables import alternatives, table
from sayso.lexicon.tallies import is_thing
from sayso.model import ParsedDocument, slug

_ARTICLE = re.compile(
    r"^(?:the|a|an|this|that|these|those|its|his|her|their|our|both|all|some|another)\s+", re.IGNORECASE
)
_WEAK = frozenset({"UNK", "UAF", "CVL"})
_BODIES = frozenset({"MIL", "COP", "PRM", "REB", "SPY"})
_TRADES = frozenset({"LAB", "BUS", "MED", "EDU", "AGR"})
_UNCERTAIN = (("UNK",), ("UAF",))  # nobody says that gunmen are of the country where they strike
_STAFFED = frozenset({"MIL", "COP", "PRM", "REB"})
# sectors of which a noun for a group is, in the singular, one person
_SINGLE = frozenset({"CVL", "MED", "LAB", "EDU", "REF", "SOC", "AGR"})


def described(
    parsed: ParsedDocument, phrase: Phrase, day: str | None, default: str | None, owner: Draft | None = None
) -> Draft:
    """A draft by the agent noun; `default` is the country of bodies and people that name none.

    `owner`: the actor to whom "its", "the Platform's" or "of the group" points; his men are of his country and sectors.
    """
    assert phrase.agent is not None
    assert isinstance(phrase.agent.value, Agent)
    agent = phrase.agent.value
    body = body_of(phrase, day)
    if body is None and agent.phrase.startswith("spokes") and (above := _speaks_for(phrase)) is not None:
        draft = described(parsed, above, day, default)
        draft.nouns |= nouns(agent)
        return draft
    country = country_of(parsed, phrase) or (body.country if body else None)
    of = stranger(parsed, phrase, agent) if country is None and owner is None else ""
    owned = bool(phrase.inner or phrase.outer or phrase.agents)
    sectors = _sectors(parsed, phrase, agent, body or (owner if _lends(owner, agent) else None))
    if owner is not None and country is None:
        country = owner.country
    elif (
        country is None
        and body is None
        and not of
        and sectors[:1] not in _UNCERTAIN
        and (owned or agent.kind != "weapon")
    ):
        several = agent.kind == "state" and parsed.tokens[phrase.head].tag == "NNS"
        country = default if at_home(parsed, phrase, agent) and not several else None
    kind, plural = _kind(parsed, phrase, agent)
    office = "" if agent.role.startswith("{") else agent.role.removesuffix("{of}")
    if turned := office == "Armed Forces" and sectors[:1] == ("REB",):
        office = ""  # a rebel army is not "the army"
    former = "ELI" in sectors
    if body is not None and agent.defer and kind != "state" and not former:
        return Draft(body.id, body.name, body.kind, country, sectors, named=True, nouns=nouns(agent), media=body.media)
    if office == "Government" and country and country in by_iso3() and not plural:
        return state(by_iso3()[country], acting=True)
    if office == "Armed Forces" and country in by_iso3() and (army := _army(by_iso3()[country or ""])) is not None:
        return Draft(army.id, army.name, army.kind, country, sectors, office=office, named=True, nouns=nouns(agent))
    if office and country and not plural and not former:
        name = office_name(office, country)
        key = f"actor:{slug(name)}"
    elif office and of and not plural and not former:
        name = f"{office} of {of}"
        key = f"actor:{slug(name)}"
    else:
        key, name = _key(parsed, phrase, agent, country, sectors, kind=kind, plural=plural), _bare(parsed, phrase)
    named = not key.startswith("unnamed:")
    draft = Draft(key, name, kind, country, sectors, plural=plural, office=office, named=named)
    draft.nouns = set() if turned else nouns(agent)
    draft.human = agent.kind != "weapon" or owned
    draft.media = agent.sectors[:1] == ("JRN",) and kind == "organisation" and not plural
    if kind == "person" and not plural and not former and country:
        draft.holders = envoys(parsed, phrase, agent, country, day)
    return draft


def _lends(owner: Draft | None, agent: Agent) -> bool:
    """Do the owner's people share its sectors? A body's do; a person's if the noun itself tells none, or he commands."""
    if owner is None or not agent.defer or owner.kind == "state" or owner.sectors[:1] in ((), ("UNK",)):
        return False
    if owner.media and agent.sectors[:1] != ("UNK",):
        return False
    return owner.kind != "person" or agent.sectors[:1] in _UNCERTAIN or owner.sectors[0] in _BODIES


def body_of(phrase: Phrase, day: str | None) -> Draft | None:
    """The known body or person that the phrase belongs to: "RSF commanders", "a member of Hamas"."""
    if not phrase.inner and not phrase.outer:
        return None
    for hit in [
        *(h for h in phrase.inner if not h.bound),
        *(h for prep, h in phrase.outer if prep in ("of", "for", "from", "at", "with", "in")),
    ]:
        if isinstance(hit.value, Known | Outlet):
            return known(hit, day)
    return None


def _speaks_for(phrase: Phrase) -> Phrase | None:
    """The body that a spokesman stands for: "an army spokesman", "a spokesman for the ministry"."""
    for hit in [*phrase.agents, *phrase.below]:
        if isinstance(hit.value, Agent) and hit.value.kind == "organisation":
            return Phrase(hit.start, hit.end, hit.head, agent=hit, inner=list(phrase.inner), outer=list(phrase.outer))
    return None


def army_of(country: Country) -> Draft:
    """The armed forces of a country, under their own name where our tables hold it."""
    if country.kind != "state":
        return state(country)
    if (army := _army(country)) is not None:
        return Draft(army.id, army.name, army.kind, country.iso3, ("MIL",), office="Armed Forces", named=True)
    name = office_name("Armed Forces", country.iso3)
    return Draft(f"actor:{slug(name)}", name, "organisation", country.iso3, ("MIL",), office="Armed Forces", named=True)


def _army(country: Country) -> Known | None:
    """The army of a country, where our tables hold it under a name of its own."""
    found = known_terms().exact(f"{country.adjective} army")
    return found[0].known if found else None


def _kind(parsed: ParsedDocument, phrase: Phrase, agent: Agent) -> tuple[str, bool]:
    """Kind of actor, and whether there are several."""
    tag = parsed.tokens[phrase.head].tag
    plural = tag in ("NNS", "NNPS") or (agent.kind == "group" and agent.phrase in ("people", "police"))
    kind = "organisation" if agent.kind == "state" else "group" if agent.kind == "weapon" else agent.kind
    if kind == "person" and collective(parsed.tokens[phrase.head].lemma.lower()):
        kind = "organisation"  # "the town hall", "the port authority"
    if plural and (kind == "person" or agent.role):
        kind = "group"
    head = parsed.tokens[phrase.head]  # an ambulance and a union are no person
    person = agent.sectors[:1] != ("MIL",) and not is_thing(head) and not collective(head.lemma.lower())
    if not plural and kind == "group" and tag in ("NN", "NNP") and person:
        kind = "person" if "".join(agent.sectors[:1]) in _SINGLE else "group"
    return kind, plural


def collective(noun: str) -> bool:
    """Does the noun mean a body or several people even in the singular ("organisation", "family")?"""
    return noun in _bodies() or noun in coreference_words("collective")


def _key(
    parsed: ParsedDocument,
    phrase: Phrase,
    agent: Agent,
    country: str | None,
    sectors: tuple[str, ...],
    *,
    kind: str,
    plural: bool,
) -> str:
    """The id: one for the whole world where the country and the words tell who it is, else `unnamed:`."""
    text = slug(_bare(parsed, phrase))
    if agent.kind == "organisation" and country and not plural:
        return f"actor:{country.lower()}-{slug(agent.phrase)}"
    if country and _BODIES & set(sectors[:1]) and kind != "person":
        return f"actor:{country.lower()}-{text}"
    return f"actor:{text}" if _capital_name(parsed, phrase) else f"unnamed:{text}"


def _bare(parsed: ParsedDocument, phrase: Phrase) -> str:
    return _ARTICLE.sub("", wording(parsed, phrase.start, phrase.end))


def _capital_name(parsed: ParsedDocument, phrase: Phrase) -> bool:
    """For "Orlanda Workers Party": an agent noun as the last word of a name."""
    head = parsed.tokens[phrase.head]
    return (
        head.pos == "PROPN"
        and head.text[:1].isupper()
        and any(parsed.tokens[i].pos == "PROPN" for i in range(phrase.start, phrase.head))
    )


def _turned(parsed: ParsedDocument, phrase: Phrase, own: list[str]) -> list[str]:
    """The noun's own sectors, or what a word before it makes of them: "ethnic armies" and a "Popular Army" are rebels."""
    turns = reversals()
    words = [FOLDS[t.text] for t in parsed.tokens[phrase.start : phrase.head]]
    for word in words:
        if word in turns and turns[word][1] & set(own[:1]):
            return [turns[word][0]]
    styled = own[:1] == ["MIL"] and not _styles().isdisjoint(words) and _capital_name(parsed, phrase)
    return ["REB"] if styled and not any(isinstance(h.value, CountryTerm) for h in phrase.inner) else own


@cache
def _bodies() -> frozenset[str]:
    """Nouns for bodies, also where the table of agents holds them among people."""
    return frozenset(row["noun"] for row in table("body_nouns"))


@cache
def _styles() -> frozenset[str]:
    return frozenset(w for row in table("army_styles") for w in alternatives(row["words"]))


def _sectors(parsed: ParsedDocument, phrase: Phrase, agent: Agent, body: Draft | None) -> tuple[str, ...]:
    own = _turned(parsed, phrase, list(agent.sectors))
    nearby = [*phrase.agents, *phrase.below] if agent.defer else phrase.agents
    other = [s for hit in nearby if isinstance(hit.value, Agent) for s in hit.value.sectors if s not in _WEAK]
    found = modifiers()
    extra = [found[k] for t in parsed.tokens[phrase.start : phrase.end] if (k := FOLDS[t.text]) in found]
    theirs = list(body.sectors) if body else []
    if "ELI" in theirs and body and body.kind == "person":
        theirs = [s for s in theirs if s != "ELI"]
    if own == ["CVL"]:
        ranked = [s for s in extra if s != "ELI"] + own
    elif set(own[:1]) & _TRADES and any(s in _STAFFED for s in other):  # an army doctor is of the army
        ranked = theirs + other + own
    elif agent.defer or set(own) <= _WEAK:
        ranked = theirs + other + [s for s in extra if s != "ELI"] + own
    else:
        ranked = theirs + own + other + [s for s in extra if s != "ELI"]
    if "ELI" in extra:
        ranked.insert(0, "ELI")
    if len(ranked) > 1:
        ranked = [s for s in ranked if s != "UNK"]
    return tuple(dict.fromkeys(ranked))[:3]

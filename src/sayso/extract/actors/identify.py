"""Says who a noun phrase is, as far as the phrase alone tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from sayso.extract.actors.phrase import Phrase
from sayso.extract.actors.scan import Hit
from sayso.lexicon.actors import Agent, Known, known_terms, modifiers
from sayso.lexicon.countries import Country, CountryTerm, by_iso3
from sayso.lexicon.outlets import Outlet
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.places import place_country
from sayso.lexicon.tables import alternatives, table
from sayso.model import ActorMention, ParsedDocument, Span, slug

_ARTICLE = re.compile(
    r"^(?:the|a|an|this|that|these|those|its|his|her|their|our|both|all|some|another)\s+", re.IGNORECASE
)
_WEAK = frozenset({"UNK", "UAF", "CVL"})
_BODIES = frozenset({"MIL", "COP", "PRM", "REB", "SPY"})
_TRADES = frozenset({"LAB", "BUS", "MED", "EDU", "AGR"})
_OF_STATES = (("GOV",), ("MIL",), ("COP",), ("LEG",), ("JUD",), ("SPY",))
_STAFFED = frozenset({"MIL", "COP", "PRM", "REB"})
_ORGANISED = frozenset({"organisation", "organization", "movement", "party", "group", "bloc", "coalition", "alliance", "company"})


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
    held_as: set[str] = field(default_factory=set)  # "group" of "a group of villagers"
    owners: tuple[str, ...] = ()  # countries that the phrase names: two for "the American and British air forces"
    nouns: set[str] = field(default_factory=set)  # agent nouns used of it: "marshal", "president"
    mentions: list[ActorMention] = field(default_factory=list)
    members: list[Draft] = field(default_factory=list)  # of a couple


def identify(parsed: ParsedDocument, phrase: Phrase, day: str | None, default: str | None = None) -> Draft:
    """A draft for the phrase alone; `default` is the country of described bodies and people that name none."""
    if phrase.entity is not None:
        draft = _known(phrase.entity, day, alone=_people(parsed, phrase))
    elif phrase.media and phrase.name is not None:
        name = _text(parsed, *phrase.name)
        kinds = {phrase.medium, phrase.medium.split()[-1]} if phrase.medium else set()
        draft = Draft(f"outlet:{slug(name)}", name, "organisation", None, ("JRN",), media=True, named=True, nouns=kinds)
    elif phrase.name is not None:
        draft = _unknown(parsed, phrase)
    else:
        draft = _described(parsed, phrase, day, default)
    if phrase.title is not None and isinstance(phrase.title.value, Agent):
        title = phrase.title.value
        home = default if title.role or title.sectors[:1] in _OF_STATES else None
        _entitle(draft, title, _country(parsed, phrase) or home, _body(phrase, day))
    if phrase.label is not None and isinstance(phrase.label.value, Agent):
        _labelled(draft, phrase.label.value, _country(parsed, phrase) or (default if phrase.label.value.sectors != ("UNK",) else None))
    return draft


def _known(hit: Hit, day: str | None, *, alone: bool = False) -> Draft:
    value = hit.value
    if isinstance(value, CountryTerm):
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


def _people(parsed: ParsedDocument, phrase: Phrase) -> bool:
    """ "The Lebanese" without a noun are people."""
    token = parsed.tokens[phrase.head]
    low = parsed.tokens[phrase.start].text.lower()
    return low == "the" and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss") and phrase.end - phrase.start > 1


def _unknown(parsed: ParsedDocument, phrase: Phrase) -> Draft:
    assert phrase.name is not None
    name = _text(parsed, *phrase.name)
    words = name.split()
    acronym = len(words) == 1 and words[0].isupper() and len(words[0]) > 1
    person = phrase.title is not None or (len(words) in (2, 3) and not acronym and not _with_article(parsed, phrase))
    country = _country(parsed, phrase) if phrase.title is not None else None
    return Draft(f"actor:{slug(name)}", name, "person" if person else "organisation", country, named=True)


def _with_article(parsed: ParsedDocument, phrase: Phrase) -> bool:
    """Names of people take no article: "the Civil Relief", "the organisation Civil Relief"."""
    low = phrase.name[0] if phrase.name else phrase.start
    before = parsed.tokens[low - 1] if low else None
    return before is not None and (before.text.lower() == "the" or before.lemma in _ORGANISED)


def _described(parsed: ParsedDocument, phrase: Phrase, day: str | None, default: str | None) -> Draft:
    assert phrase.agent is not None
    assert isinstance(phrase.agent.value, Agent)
    agent = phrase.agent.value
    body = _body(phrase, day)
    if body is None and agent.phrase.startswith("spokes") and (above := _speaks_for(phrase)) is not None:
        draft = _described(parsed, above, day, default)
        draft.nouns |= nouns(agent)
        return draft
    country = _country(parsed, phrase) or (body.country if body else None)
    owned = bool(phrase.inner or phrase.outer or phrase.agents)
    if country is None and body is None and agent.sectors[:1] != ("UNK",) and (owned or agent.kind != "weapon"):
        several = agent.kind == "state" and parsed.tokens[phrase.head].tag == "NNS"
        country = default if at_home(parsed, phrase, agent) and not several else None
    sectors = _sectors(parsed, phrase, agent, body)
    text = _ARTICLE.sub("", _text(parsed, phrase.start, phrase.end))
    plural = parsed.tokens[phrase.head].tag in ("NNS", "NNPS") or (
        agent.kind == "group" and agent.phrase in ("people", "police")
    )
    kind = "organisation" if agent.kind == "state" else "group" if agent.kind == "weapon" else agent.kind
    if plural and (kind == "person" or agent.role):
        kind = "group"
    if (
        not plural
        and kind == "group"
        and parsed.tokens[phrase.head].tag in ("NN", "NNP")
        and agent.sectors[:1] != ("MIL",)
    ):
        kind = "person" if "".join(agent.sectors[:1]) in ("CVL", "MED", "LAB", "EDU", "REF", "SOC", "AGR") else "group"
    office = "" if agent.role.startswith("{") else agent.role.removesuffix("{of}")
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
    elif agent.kind == "organisation" and country and not plural:
        key, name = f"actor:{country.lower()}-{slug(agent.phrase)}", text
    elif country and _BODIES & set(sectors[:1]) and kind != "person":
        key, name = f"actor:{country.lower()}-{slug(text)}", text
    elif _capital_name(parsed, phrase):
        key, name = f"actor:{slug(text)}", text
    else:
        key, name = f"unnamed:{slug(text)}", text
    named = not key.startswith("unnamed:")
    draft = Draft(key, name, kind, country, sectors, plural=plural, office=office, named=named, nouns=nouns(agent))
    draft.human = agent.kind != "weapon" or owned
    draft.media = agent.sectors[:1] == ("JRN",) and kind == "organisation" and not plural
    return draft


def _speaks_for(phrase: Phrase) -> Phrase | None:
    """The body that a spokesman stands for: "an army spokesman", "a spokesman for the ministry"."""
    for hit in [*phrase.agents, *phrase.below]:
        if isinstance(hit.value, Agent) and hit.value.kind == "organisation":
            return Phrase(hit.start, hit.end, hit.head, agent=hit, inner=list(phrase.inner), outer=list(phrase.outer))
    return None


def _army(country: Country) -> Known | None:
    """The army of a country, where our tables hold it under a name of its own."""
    found = known_terms().exact(f"{country.adjective} army")
    return found[0].known if found else None


def _capital_name(parsed: ParsedDocument, phrase: Phrase) -> bool:
    """For "Orlanda Workers Party": an agent noun as the last word of a name."""
    head = parsed.tokens[phrase.head]
    return (
        head.pos == "PROPN"
        and head.text[:1].isupper()
        and any(parsed.tokens[i].pos == "PROPN" for i in range(phrase.start, phrase.head))
    )


def _body(phrase: Phrase, day: str | None) -> Draft | None:
    """The known body or person that the phrase belongs to: "RSF commanders", "a member of Hamas"."""
    for hit in [*(h for h in phrase.inner if not h.bound), *(h for prep, h in phrase.outer if prep in ("of", "for", "from", "at", "with", "in"))]:
        if isinstance(hit.value, Known | Outlet):
            return _known(hit, day)
    return None


def _sectors(parsed: ParsedDocument, phrase: Phrase, agent: Agent, body: Draft | None) -> tuple[str, ...]:
    own = list(agent.sectors)
    nearby = [*phrase.agents, *phrase.below] if agent.defer else phrase.agents
    other = [s for hit in nearby if isinstance(hit.value, Agent) for s in hit.value.sectors if s not in _WEAK]
    found = modifiers()
    extra = [found[k] for i in range(phrase.start, phrase.end) if (k := fold(parsed.tokens[i].text)) in found]
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


def _country(parsed: ParsedDocument, phrase: Phrase) -> str | None:
    """Country by modifiers first, then by what follows: of, in, from, for (but not "ambassador to")."""
    inner = [hit for hit in phrase.inner if not hit.bound]
    for hit in sorted(inner, key=lambda h: (not isinstance(h.value, CountryTerm), -h.start)):
        if (code := _code(hit)) is not None:
            return code
    for prep, hit in phrase.outer:
        if prep in ("of", "in", "from", "at", "for") and (code := _code(hit)) is not None:
            return code
    for i in _name_words(parsed, phrase):
        if (code := place_country(parsed.tokens[i].text)) is not None:
            return code
    return None


@cache
def abroad(form: str) -> frozenset[str]:
    """Words of people and bodies that come from elsewhere."""
    return frozenset(w for row in table("abroad_words") if row["form"] == form for w in alternatives(row["words"]))


def at_home(parsed: ParsedDocument, phrase: Phrase, agent: Agent) -> bool:
    """May the country of the document be that of the phrase? Not for "Western officials" and "an envoy"."""
    if agent.phrase in abroad("noun"):
        return False
    low = phrase.agent.start if phrase.agent is not None else phrase.head
    return not any(parsed.tokens[i].text.lower() in abroad("modifier") for i in range(phrase.start, low))


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


def nouns(agent: Agent) -> set[str]:
    """The agent phrase and its governing word, by which the text may speak of the actor again."""
    words = agent.phrase.split()
    return {agent.phrase, words[min(agent.head, len(words) - 1)]}


def office_name(office: str, country: str | None) -> str:
    """`Minister of Foreign Affairs` and `DZA` give `Minister of Foreign Affairs of Algeria`."""
    return f"{office} of {_of(country)}" if _of(country) else office


def _entitle(draft: Draft, title: Agent, country: str | None, body: Draft | None) -> None:
    draft.nouns |= nouns(title)
    if body is not None and body.id != draft.id and not draft.sectors and (title.defer or not title.role):
        draft.sectors, draft.country = body.sectors, draft.country or body.country
    draft.country = draft.country or country
    if draft.kind == "organisation" and draft.named and not draft.media:
        draft.kind = "person"
    if not draft.sectors:
        draft.sectors = tuple(s for s in title.sectors if s != "UNK")
    if title.role and draft.country and not draft.office:
        draft.office = title.role.removesuffix("{of}")


def _labelled(draft: Draft, label: Agent, country: str | None) -> None:
    """For "the opposition Unity Platform", "the militant group Ansar": what the noun before the name tells."""
    draft.nouns |= nouns(label)
    if draft.kind == "person" and not draft.sectors:
        draft.kind = "organisation"
    if not draft.sectors and draft.kind != "state":
        draft.sectors = tuple(s for s in label.sectors if s != "UNK")
        draft.country = draft.country or country


def _of(country: str | None) -> str:
    known = by_iso3().get(country or "")
    return known.name if known else {"UNO": "the United Nations", "EUR": "the European Union"}.get(country or "", "")


def _text(parsed: ParsedDocument, start: int, end: int) -> str:
    return " ".join(span(parsed, start, end).of(parsed.text).split())


def span(parsed: ParsedDocument, start: int, end: int) -> Span:
    """Characters of a range of tokens."""
    return Span(parsed.tokens[start].start, parsed.tokens[end - 1].end)

"""A person and his office are one actor; who holds an office that the text leaves without a name is told beside it."""

from __future__ import annotations

from dataclasses import replace

from sayso.extract.actors.draft import Draft, office_name, wording
from sayso.extract.actors.phrase import Phrase
from sayso.knowledge.matching import Match
from sayso.knowledge.offices import holder
from sayso.lexicon.actors import Agent
from sayso.model import Holder, ParsedDocument, slug

_ENVOY = ("envoy", "representative", "mediator")
_TO = frozenset({"for", "to", "on", "in"})


def take_name(role: Draft, person: Draft) -> None:
    """Make the draft of a role that of the person who holds it."""
    role.id, role.name = person.id, person.name
    role.sectors = person.sectors or role.sectors
    role.mentions = [replace(m, actor=person.id) for m in role.mentions]


def unite(drafts: dict[str, Draft], day: str | None, named: dict[str, str]) -> None:
    """Gives mentions of a role to the person whom the text or the tables name for it; else notes who holds it that day.

    `named`: ids of roles that took a person's name while the text was read.
    """
    moved = dict(named)
    for role in [d for d in drafts.values() if is_role(d) or d.holders]:
        if is_role(role):
            role.holders = _told(holder(role.country or "", role.office, day))
        person = _person(role, drafts)
        if person is None:
            continue
        moved[role.id] = person.id
        person.office = person.office or role.office
        person.sectors = person.sectors or role.sectors
        person.nouns |= role.nouns
        person.words |= role.words
        person.mentions += [replace(m, actor=person.id) for m in role.mentions]
        del drafts[role.id]
    if moved:
        for draft in drafts.values():
            draft.candidates = tuple(moved.get(c, c) for c in draft.candidates)
            if any(c in moved for m in draft.mentions for c in m.candidates):
                draft.mentions = [replace(m, candidates=_moved(m.candidates, moved)) for m in draft.mentions]


def is_role(draft: Draft) -> bool:
    """Is it an office of a country, without a name?"""
    if draft.kind != "person" or not draft.office or not draft.country or draft.plural:
        return False
    return draft.id == f"actor:{slug(office_name(draft.office, draft.country))}"


def envoys(parsed: ParsedDocument, phrase: Phrase, agent: Agent, country: str, day: str | None) -> tuple[Holder, ...]:
    """Who is meant by "the UN special envoy for Libya", as far as the tables know."""
    if not any(word in agent.phrase for word in _ENVOY):
        return ()
    for c in parsed.children[phrase.head]:
        if parsed.tokens[c].text.lower() not in _TO:
            continue
        for p in parsed.children[c]:
            low = p
            while low - 1 > c and parsed.tokens[low - 1].pos in ("PROPN", "ADJ"):
                low -= 1
            if parsed.tokens[p].dep == "pobj":
                return _told(
                    holder(country, f"Special Envoy for {_place(wording(parsed, low, p + 1), parsed, low)}", day)
                )
    return ()


def _place(words: str, parsed: ParsedDocument, low: int) -> str:
    return f"the {words}" if parsed.tokens[low - 1].lemma == "the" else words


def _told(found: tuple[Match, ...]) -> tuple[Holder, ...]:
    return tuple(Holder(id=m.known.id, name=m.known.name, certainty=m.certainty) for m in found)


def _person(role: Draft, drafts: dict[str, Draft]) -> Draft | None:
    """The one person of the text who holds the office, by the tables or, where these are silent, by the text's own words."""
    for held in role.holders:
        if held.id in drafts:
            return drafts[held.id]
    if not is_role(role):
        return None
    same = [
        d
        for d in drafts.values()
        if d is not role and d.kind == "person" and d.named and d.mentions and "ELI" not in d.sectors
        if d.office == role.office and d.country == role.country and not is_role(d)
    ]
    return same[0] if len(same) == 1 else None


def _moved(candidates: tuple[str, ...], moved: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(moved.get(c, c) for c in candidates))

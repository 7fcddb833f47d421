"""Finds actors by tables and rules: names, roles, descriptions, metonyms and pronouns, resolved within the article."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from sayso.extract.actors.draft import Draft
from sayso.extract.actors.given import Given, link
from sayso.extract.actors.holders import unite
from sayso.extract.actors.phrase import Phrase
from sayso.extract.actors.phrases import phrases
from sayso.extract.actors.resolve import resolve
from sayso.extract.actors.scan import scan
from sayso.knowledge.places import TOWN, place_key, places_named
from sayso.lexicon.actors import Agent
from sayso.lexicon.metonyms import acts
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives, table
from sayso.model import Actor, ParsedDocument, PlaceMention

_IN = frozenset({"in", "near", "at", "outside", "around", "inside", "across", "into", "toward", "towards", "over"})
_PLACE, _ENDS = attrgetter("span.start", "head"), attrgetter("span.start", "span.end")


class RulesFinder:
    """Actors with all their mentions, in order of first mention."""

    name = "rules"
    version = "2"

    def find(
        self, parsed: Sequence[ParsedDocument], places: Sequence[tuple[PlaceMention, ...]] | None = None
    ) -> list[tuple[Actor, ...]]:
        found = places if places is not None else [None] * len(parsed)
        return [_read(one, near) for one, near in zip(parsed, found, strict=True)]

    def link(self, parsed: ParsedDocument, given: Sequence[Given]) -> list[str]:
        """The actor of each of some mentions that are given; for measuring coreference apart from finding."""
        return link(parsed, given)


def _read(parsed: ParsedDocument, places: Sequence[PlaceMention] | None) -> tuple[Actor, ...]:
    seen = scan(parsed, places)
    book = resolve(parsed, seen, _without_places(parsed, phrases(parsed, seen)))
    unite(book.drafts, book.day, book.named_later)
    met = [d for d in book.drafts.values() if d.mentions]
    members = {c for d in met for c in d.candidates}
    silent = [d for d in book.drafts.values() if not d.mentions and d.id in members]  # "the two countries", unnamed
    return tuple(_actor(d) for d in [*sorted(met, key=_first), *silent])


def _without_places(parsed: ParsedDocument, found: list[Phrase]) -> list[Phrase]:
    """Drops place names, and unknown names that the text elsewhere puts after a preposition of place."""
    literal = {id(p) for p in found if _literal(parsed, p)}
    towns = {
        _name(parsed, p)
        for p in found
        if id(p) in literal and p.name is not None and parsed.tokens[p.head].dep == "pobj"
    }
    return [
        p
        for p in found
        if id(p) not in literal and (p.name is None or p.title or p.media or _name(parsed, p) not in towns)
    ]


def _name(parsed: ParsedDocument, phrase: Phrase) -> str:
    low, high = phrase.name or (phrase.start, phrase.end)
    return place_key(parsed.text[parsed.tokens[low].start : parsed.tokens[high - 1].end])


def _literal(parsed: ParsedDocument, phrase: Phrase) -> bool:
    """Is the phrase a place here, and nobody who acts?"""
    token = parsed.tokens[phrase.head]
    if phrase.entity is not None:
        return (
            phrase.entity.form in ("capital", "metonym")
            and not acts(parsed, phrase.head)
            and not (phrase.entity.form == "metonym" and token.dep not in ("pobj", "compound"))
            and len(parsed.tokens) > phrase.end - phrase.start + 1
        )
    if phrase.name is None and phrase.agent is not None:
        return _site(parsed, phrase, phrase.agent.value)
    if phrase.name is None or phrase.title is not None or phrase.media:
        return False
    prep = parsed.tokens[token.head]
    if token.dep == "pobj" and fold(prep.text) in _IN:
        return True
    if token.dep == "pobj" and prep.lemma == "of" and parsed.tokens[prep.head].lemma in _place_nouns():
        return True  # "the town of X"
    if token.dep == "compound" and phrase.end <= token.head:
        return True
    return bool(places_named(_name(parsed, phrase), least=TOWN)) and not acts(parsed, phrase.head)


def _site(parsed: ParsedDocument, phrase: Phrase, agent: object) -> bool:
    """A building ("in the hospital", "the university campus"), or the manner of speaking "from his side"."""
    token = parsed.tokens[phrase.head]
    above = parsed.tokens[token.head]
    if not isinstance(agent, Agent):
        return False
    if agent.phrase == "side" and token.dep == "pobj" and above.lemma in ("from", "on", "at"):
        return True
    if agent.phrase in _sites("bare") and phrase.end - phrase.start == 1 and token.tag in ("NN", "JJ"):
        return token.dep not in ("nsubj", "nsubjpass", "agent", "conj", "appos")
    if agent.phrase not in _sites("site"):
        return False
    return (token.dep == "pobj" and fold(above.text) in _IN) or (token.dep == "compound" and token.head > token.index)


@cache
def _place_nouns() -> frozenset[str]:
    return frozenset(w for row in table("places_cues") if row["form"] == "before" for w in alternatives(row["words"]))


@cache
def _sites(form: str) -> frozenset[str]:
    return frozenset(w for row in table("site_words") if row["form"] == form for w in alternatives(row["words"]))


def _first(draft: Draft) -> tuple[int, int]:
    if len(draft.mentions) == 1:  # most
        return draft.mentions[0].span.start, draft.mentions[0].span.end
    return min(map(_ENDS, draft.mentions)) if draft.mentions else (0, 0)


def _actor(draft: Draft) -> Actor:
    return Actor(
        id=draft.id,
        name=draft.name,
        kind=draft.kind,
        country=draft.country,
        sectors=draft.sectors,
        candidates=draft.candidates,
        media=draft.media,
        human=draft.human,
        plural=draft.plural,
        mentions=tuple(sorted(draft.mentions, key=_PLACE) if len(draft.mentions) > 1 else draft.mentions),
        holders=draft.holders,
    )

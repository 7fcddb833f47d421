"""Codes of a phrase that stands alone, without an article around it: "Minsk police", "Mariupol", "the Tunisian foreign minister"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.knowledge.lookup import look_up
from sayso.knowledge.places import place_country, place_key, places_named, similar
from sayso.lexicon.actors import Agent, agents
from sayso.model import Actor, ActorMention, ParsedDocument, slug

_LIKELY = 0.6  # certainty from which a name that is spelt otherwise counts
_SURE, _DESCRIBED, _PLACED = 0.95, 0.7, 0.6
_SHORTEST = 5  # letters of a place name that may be misspelt
_LONG = 7
_CITY = 1_000_000  # inhabitants from which a misspelt name is taken for the town's


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What a coder writes for the phrase; `id` is None, and all else empty, where it denotes nobody that we know."""

    country: str | None = None
    sectors: tuple[str, ...] = ()
    id: str | None = None
    certainty: float = 0.0


def coded(parsed: ParsedDocument, actors: Sequence[Actor], *, start: int = 0) -> Coded:
    """Country and sectors of the actor that the phrase as a whole denotes; a town tells at least the country.

    `start`: the first character of the phrase, where a country is written before it as a hint.
    """
    found = _whole(parsed, actors)
    if found is None:
        return _nobody(parsed, start)
    actor, mention = found
    last = parsed.tokens[-1]
    if actor.kind == "state" and last.start >= mention.span.end and (agent := _noun(parsed, start)) is not None:
        return Coded(country=actor.country, sectors=agent.sectors, id=f"unnamed:{agent.phrase}", certainty=_PLACED)
    plain = actor.kind == "state" and mention.form not in ("metonym", "role")  # a country by its name does not act
    sectors = actor.sectors if not plain or actor.sectors == ("PRE",) else ()
    unknown = not sectors and actor.country is None and not actor.media
    if unknown and (other := _nobody(parsed, start)).id is not None:
        return other
    described = actor.id.startswith("unnamed:") or mention.form in ("description", "role", "title")
    country = actor.country or (_town(parsed, start) if described else None)
    return Coded(country=country, sectors=sectors, id=actor.id, certainty=_DESCRIBED if described else _SURE)


def _whole(parsed: ParsedDocument, actors: Sequence[Actor]) -> tuple[Actor, ActorMention] | None:
    """The longest mention at the head of the phrase, else the longest nearest to it."""
    root = next((t.index for t in parsed.tokens if t.head == t.index), 0)
    mentions = [(m.span.start - m.span.end, abs(m.head - root), m, a) for a in actors for m in a.mentions]
    at_head = [x for x in mentions if x[1] == 0] or mentions
    best = min(at_head, key=lambda x: x[:2], default=None)
    return (best[3], best[2]) if best is not None else None


def _nobody(parsed: ParsedDocument, start: int) -> Coded:
    """Of a phrase in which no actor was found: a name spelt otherwise, a bare noun for people, or a place."""
    text = parsed.text[start:].strip()
    day = parsed.document.published
    matches = look_up(text, day=day.isoformat() if day else None)
    if matches and matches[0].certainty >= _LIKELY:
        known = matches[0].known
        spell = known.at(day.isoformat() if day else None)
        return Coded(country=known.country, sectors=spell.sectors, id=known.id, certainty=matches[0].certainty)
    if (country := _place(text) or _small_place(text)) is not None:  # those who live there
        return Coded(country=country, sectors=("CVL",), id=f"place:{slug(text)}", certainty=_PLACED)
    if (agent := _noun(parsed, start)) is not None:
        country = _town(parsed, start) or next((a for a in _named(parsed, start)), None)
        return Coded(country=country, sectors=agent.sectors, id=f"unnamed:{agent.phrase}", certainty=_PLACED)
    return Coded()


def _noun(parsed: ParsedDocument, start: int) -> Agent | None:
    """The noun for people that ends the phrase, whatever the parser took it for: "Tulska's displaced"."""
    last = next((t for t in reversed(parsed.tokens) if t.text.isalpha() and t.start >= start), None)
    if last is None:
        return None
    return next(iter([*agents().exact(last.text.lower()), *agents().exact(last.lemma.lower())]), None)


def _named(parsed: ParsedDocument, start: int) -> Iterator[str]:
    """Countries that the phrase names."""
    for run in _runs(parsed, start):
        for match in look_up(run):
            if match.known.kind == "state" and match.known.country:
                yield match.known.country


def _town(parsed: ParsedDocument, start: int) -> str | None:
    """The country of a town named in the phrase."""
    return next((code for run in _runs(parsed, start) if (code := _place(run)) is not None), None)


def _place(name: str) -> str | None:
    """The country of a place of this name, or of a large town whose name is one letter off."""
    if (code := place_country(name)) is not None:
        return code
    if len(name) < _SHORTEST or not name.isalpha():
        return None
    near = similar(name, most=1)
    return near[0].country if near and near[0].population >= _CITY else None


def _small_place(name: str) -> str | None:
    """The country of all places of this name, where they lie in one."""
    found = places_named(place_key(name))
    if not found and len(name) >= _LONG and len(near := similar(name)) == 1:
        found = near
    if any(p.person or p.ordinary for p in found) or not name[:1].isupper():
        return None  # "Frank" is a town, and rarely means it
    countries = {p.country for p in found}
    return countries.pop() if len(countries) == 1 else None


def _runs(parsed: ParsedDocument, start: int) -> Iterator[str]:
    """Names in the phrase: neighbouring words with a capital that are no nouns for people."""
    words: list[str] = []
    for token in (t for t in parsed.tokens if t.start >= start):
        if token.text[:1].isupper() and token.text.isalpha() and not agents().exact(token.text.lower()):
            words.append(token.text)
        elif words:
            yield " ".join(words)
            words = []
    if words:
        yield " ".join(words)

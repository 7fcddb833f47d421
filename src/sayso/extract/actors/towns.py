"""Towns and regions of a document with their countries: whose the court "in Mombasa" is, and what a text is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from sayso.knowledge.places import longest_place, place_country, places_named
from sayso.lexicon.phrase_index import fold
from sayso.model import ParsedDocument, PlaceMention

_WELL_KNOWN = 100_000  # inhabitants of a town whose bare name tells its country
_TOWN, _AGAIN, _SMALL, _SPOKEN = 1.0, 0.5, 0.5, 0.25
_START = attrgetter("start")
RULE = frozenset({"government", "administration", "regime"})  # "the Castro government" is a ruler's, seldom a town's
CITY = 500_000  # inhabitants of a town that is meant even there
_VAGUE = frozenset({"country", "boundary", "water", "region"})


@dataclass(frozen=True, slots=True)
class Town:
    """Tokens `start` to `end` (exclusive); `weight` as evidence of the country that the text is about."""

    start: int
    end: int
    country: str
    weight: float


def towns(
    parsed: ParsedDocument, owner: Container[int], agents: Container[int], places: Sequence[PlaceMention] | None
) -> tuple[Town, ...]:
    """Of the places that an earlier stage resolved, or without them those that the gazetteer leaves no doubt about.

    `owner` and `agents`: tokens of countries, actors and nouns for actors, which are no towns of their own.
    """
    if places is None:
        return tuple(_plain(parsed, owner, agents))
    return tuple(_resolved(parsed, owner, places))


def _resolved(parsed: ParsedDocument, owner: Container[int], places: Sequence[PlaceMention]) -> Iterator[Town]:
    met: set[str] = set()
    for place in places:
        first = bisect_left(parsed.tokens, place.span.start, key=_START)
        if (
            first == len(parsed.tokens)
            or parsed.tokens[first].start != place.span.start
            or not place.country
            or place.precision in _VAGUE
            or not place.text[:1].isupper()
        ):
            continue
        end = first + 1
        while end < len(parsed.tokens) and parsed.tokens[end].start < place.span.end:
            end += 1
        ruled = end < len(parsed.tokens) and parsed.tokens[end].text in RULE and end == first + 1
        ruled = ruled and place_country(place.text, least=CITY) is None
        if ruled or any(i in owner for i in range(first, end)):
            continue
        weight = _SPOKEN if not place.literal else _AGAIN if place.name in met else _TOWN
        met.add(place.name)
        yield Town(first, end, place.country, weight)


def _plain(parsed: ParsedDocument, owner: Container[int], agents: Container[int]) -> Iterator[Town]:
    """Names that no table of actors holds; a small town counts if a preposition of place governs it."""
    tokens = parsed.tokens
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.pos != "PROPN" or i in owner or i in agents or not token.text[:1].isupper():
            i += 1
            continue
        end = i + 1
        while (
            end < len(tokens)
            and tokens[end].pos == "PROPN"
            and end not in owner
            and tokens[end].sentence == token.sentence
        ):
            end += 1
        keys = [fold(t.text) for t in tokens[i:end]]
        n = longest_place(keys, 0)
        if n and (found := places_named(" ".join(keys[:n]))) and n == len(keys):
            placed = tokens[end - 1].dep in ("pobj", "dobj", "conj", "appos") and (
                i == 0 or tokens[i - 1].text not in "-–’'"
            )
            same = {p.country for p in found if p.population * 10 >= found[0].population}
            best = found[0]
            if best.country and len(same) == 1 and (best.population >= _WELL_KNOWN or placed):
                yield Town(i, end, best.country, _TOWN if best.population >= _WELL_KNOWN else _SMALL)
        i = end

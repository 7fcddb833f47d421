"""Finds places offline: gazetteer names, countries and demonyms, and names that only their surroundings show to be places."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.places.anaphora import again
from sayso.extract.places.cues import cues
from sayso.extract.places.setting import Setting
from sayso.extract.places.toponyms import Toponym, toponyms
from sayso.knowledge.countries import CountryTerm
from sayso.knowledge.places import country_place, places_named
from sayso.lexicon.metonyms import acts
from sayso.lexicon.phrase_index import HYPHENS, fold
from sayso.model import ParsedDocument, PlaceMention, Span


class GazetteerFinder:
    """Every toponym in text order, resolved or not; demonyms and metonyms are not literal."""

    name = "gazetteer"
    version = "1"

    def find(self, parsed: Sequence[ParsedDocument]) -> list[tuple[PlaceMention, ...]]:
        return [_Reader(one).read() for one in parsed]


class _Reader:
    """One document: match, settle, and make each name a mention."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.found = toponyms(parsed)
        self.setting = Setting(parsed, self.found)

    def read(self) -> tuple[PlaceMention, ...]:
        found, home = self.found, self.setting.home
        mentions = [self._mention(one, found[k + 1] if k + 1 < len(found) else None) for k, one in enumerate(found)]
        seats = frozenset(k for k, one in enumerate(found) if one.seat and one.seat in (home, mentions[k].country))
        if home:
            seats = frozenset(k for k in seats if found[k].seat == home) or seats
        return again(self.parsed, mentions, seats)

    def _mention(self, found: Toponym, following: Toponym | None) -> PlaceMention:
        span = Span(self.tokens[found.start].start, self.tokens[found.end - 1].end)
        text = span.of(self.parsed.text)
        head = found.head(self.parsed)
        if found.term is not None:
            return self._country(found.term, span, text, head)
        place = self.setting.choose(found, following)
        if place is None:
            return PlaceMention(
                span=span, text=text, name=" ".join(text.split()), literal=True, precision=found.kind or "city"
            )
        site = found.kind == "site"
        return PlaceMention(
            span=span,
            text=text,
            name=" ".join(text.split()) if site else place.name,
            literal=not acts(self.parsed, head),
            country=place.country,
            admin1=place.admin1,
            lat=place.lat,
            lon=place.lon,
            geonames_id=None if site else place.geonames_id,
            precision="site" if site else place.precision,
        )

    def _country(self, term: CountryTerm, span: Span, text: str, head: int) -> PlaceMention:
        country = term.country
        place = (
            country_place(country.iso3)
            if country.kind == "state"
            else next(iter(places_named(fold(country.name))), None)
        )
        literal = term.form == "name" and not acts(self.parsed, head) and not self._bound(span)
        if term.form == "metonym":
            governed = self.tokens[head]
            literal = governed.dep == "pobj" and self.tokens[governed.head].text.lower() in cues().strict
            return PlaceMention(
                span=span,
                text=text,
                name=" ".join(text.split()),
                literal=literal,
                country=country.iso3,
                precision="site",
            )
        return PlaceMention(
            span=span,
            text=text,
            name=country.name,
            literal=literal,
            country=country.iso3,
            lat=place.lat if place else None,
            lon=place.lon if place else None,
            geonames_id=place.geonames_id if place else None,
            precision="country" if country.kind == "state" else "region",
        )

    def _bound(self, span: Span) -> bool:
        """Is the name one half of "United States-backed"?"""
        after = list(self.parsed.tokens_in(Span(span.end, min(span.end + 20, len(self.parsed.text)))))[:2]
        return (
            len(after) == 2
            and after[0].text in HYPHENS
            and after[0].start == span.end
            and after[1].tag in ("VBN", "VBD", "JJ")
        )

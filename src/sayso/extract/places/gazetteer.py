"""Finds places offline: names of the gazetteer, countries and demonyms, and names that only their surroundings show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.extract.places.anaphora import again
from sayso.extract.places.cues import cues
from sayso.extract.places.names import Network
from sayso.extract.places.senses import Sense
from sayso.extract.places.toponyms import Toponym, given, toponyms
from sayso.knowledge.countries import CountryTerm
from sayso.lexicon.metonyms import acts
from sayso.lexicon.phrase_index import HYPHENS
from sayso.model import ParsedDocument, PlaceMention, Span

_VAGUE_KM = 50.0  # radius of a place that no table has, put where its neighbours lie


class GazetteerFinder:
    """Every toponym in text order, resolved or not; demonyms and metonyms are not literal."""

    name = "gazetteer"
    version = "2"

    def find(self, parsed: Sequence[ParsedDocument]) -> list[tuple[PlaceMention, ...]]:
        return [_read(one) for one in parsed]


def resolve(parsed: ParsedDocument, spans: Iterable[Span]) -> tuple[PlaceMention, ...]:
    """One mention for each given span, in the order given; also for spans that the finder would not have found.

    A name that no table has is put where the places named around it lie, without an id and with a wide radius.
    """
    wanted = list(spans)
    if not parsed.tokens:
        return tuple(PlaceMention(span=s, text=s.of(parsed.text), name=s.of(parsed.text), literal=True) for s in wanted)
    own = [given(parsed, span) for span in wanted]
    others = [t for t in toponyms(parsed) if not any(t.overlaps(parsed, span) for span in wanted)]
    maker = _Maker(parsed, sorted([*own, *others], key=lambda t: (t.start, t.end)))
    return tuple(maker.mention(one, span, guess=True) for one, span in zip(own, wanted, strict=True))


def _read(parsed: ParsedDocument) -> tuple[PlaceMention, ...]:
    found = toponyms(parsed)
    maker = _Maker(parsed, found)
    found = maker.network.found
    mentions = [maker.mention(one, one.span(parsed)) for one in found]
    home = maker.network.home
    seats = frozenset(k for k, one in enumerate(found) if one.seat and one.seat in (home, mentions[k].country))
    if home:
        seats = frozenset(k for k in seats if found[k].seat == home) or seats
    return again(parsed, mentions, seats)


class _Maker:
    """Makes each name of one document a mention."""

    def __init__(self, parsed: ParsedDocument, found: Sequence[Toponym]) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.network = Network(parsed, found)

    def mention(self, found: Toponym, span: Span, *, guess: bool = False) -> PlaceMention:
        """The mention of a name, with what is known of its place; `guess` puts an unknown one beside its neighbours."""
        term = found.term
        head = found.head(self.parsed)
        if term is not None and term.form == "metonym":
            return self._metonym(term, span, head)
        sense = self.network.best(found)
        people = term is not None and term.form != "name"
        literal = not people and not found.inside and not acts(self.parsed, head) and not self._bound(found, span)
        if guess and term is None and (sense is None or self.network.stray(found)):
            near = self.network.nearest(found)
            if near is not None:
                return self._beside(found, near, span, literal)
        if sense is not None:
            return self._placed(found, sense, span, literal)
        if term is None:
            return self._plain(span, literal, precision=found.kind or "city")
        named = self._plain(span, literal, precision="country" if term.country.kind == "state" else "region")
        return replace(named, name=term.country.name, country=term.country.iso3)

    def _plain(self, span: Span, literal: bool, *, precision: str) -> PlaceMention:
        """A mention of a place that is not known."""
        text = span.of(self.parsed.text)
        return PlaceMention(span=span, text=text, name=" ".join(text.split()), literal=literal, precision=precision)

    def _beside(self, found: Toponym, near: Sense, span: Span, literal: bool) -> PlaceMention:
        """A place that is not known, where a known one lies."""
        place = near.place
        return replace(
            self._plain(span, literal, precision=found.kind or "site"),
            country=place.country,
            admin1=place.admin1,
            admin2=place.admin2,
            lat=place.lat,
            lon=place.lon,
            radius_km=_VAGUE_KM,
        )

    def _placed(self, found: Toponym, sense: Sense, span: Span, literal: bool) -> PlaceMention:
        """A mention of a known place; of a site in a known town ("Omrat airport"), where the town lies."""
        place = sense.place
        site = found.kind == "site" and place.precision != "site"
        region = found.term is not None and found.term.country.kind != "state" and place.precision == "country"
        plain = self._plain(span, literal, precision="site" if site else "region" if region else place.precision)
        return replace(
            plain,
            name=plain.name if site else place.name,
            country=place.country,
            admin1=place.admin1,
            admin2=place.admin2,
            lat=place.lat,
            lon=place.lon,
            geonames_id=None if site else place.geonames_id,
            radius_km=place.radius_km or None,
        )

    def _metonym(self, term: CountryTerm, span: Span, head: int) -> PlaceMention:
        """A seat of government ("the Kremlin"): a place only behind a preposition that takes nothing else."""
        governed = self.tokens[head]
        literal = governed.dep == "pobj" and self.tokens[governed.head].text.lower() in cues().strict
        return replace(self._plain(span, literal, precision="site"), country=term.country.iso3)

    def _bound(self, found: Toponym, span: Span) -> bool:
        """Is the name one half of "United States-backed"?"""
        after = self.tokens[found.end : found.end + 2]
        return (
            len(after) == 2
            and after[0].text in HYPHENS
            and after[0].start == span.end
            and after[1].tag in ("VBN", "VBD", "JJ")
        )

"""Finds places offline: names of the gazetteer, countries and demonyms, and names that only their surroundings show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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

    A name that no table has is put where the place named nearest to it lies, without an id and with a wide radius.
    """
    wanted = list(spans)
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
        """The mention of a name, with what is known of its place."""
        text = span.of(self.parsed.text)
        head = found.head(self.parsed)
        if found.term is not None and found.term.form == "metonym":
            return self._metonym(found.term, span, text, head)
        sense = self.network.best(found)
        people = found.term is not None and found.term.form != "name"
        literal = not people and not found.inside and not acts(self.parsed, head) and not self._bound(span)
        plain = " ".join(text.split())
        if sense is None and found.term is not None:
            return PlaceMention(
                span=span,
                text=text,
                name=found.term.country.name,
                literal=literal,
                country=found.term.country.iso3,
                precision="country" if found.term.country.kind == "state" else "region",
            )
        if guess and sense is not None and self.network.stray(found) and found.term is None:
            sense = None
        if sense is None and guess and (near := self.network.nearest(found)) is not None:
            place = near.place
            return PlaceMention(
                span=span,
                text=text,
                name=plain,
                literal=literal,
                country=place.country,
                admin1=place.admin1,
                lat=place.lat,
                lon=place.lon,
                precision=found.kind or "site",
                admin2=place.admin2,
                radius_km=_VAGUE_KM,
            )
        if sense is None:
            return PlaceMention(span=span, text=text, name=plain, literal=literal, precision=found.kind or "city")
        return self._placed(found, sense, span, plain, literal)

    def _placed(self, found: Toponym, sense: Sense, span: Span, plain: str, literal: bool) -> PlaceMention:
        place = sense.place
        site = found.kind == "site" and place.precision != "site"
        region = found.term is not None and found.term.country.kind != "state" and place.precision == "country"
        return PlaceMention(
            span=span,
            text=span.of(self.parsed.text),
            name=plain if site else place.name,
            literal=literal,
            country=place.country,
            admin1=place.admin1,
            lat=place.lat,
            lon=place.lon,
            geonames_id=None if site else place.geonames_id,
            admin2=place.admin2,
            radius_km=place.radius_km or None,
            precision="site" if site else "region" if region else place.precision,
        )

    def _metonym(self, term: CountryTerm, span: Span, text: str, head: int) -> PlaceMention:
        """A seat of government ("the Kremlin"): a place only behind a preposition that takes nothing else."""
        governed = self.tokens[head]
        literal = governed.dep == "pobj" and self.tokens[governed.head].text.lower() in cues().strict
        return PlaceMention(
            span=span,
            text=text,
            name=" ".join(text.split()),
            literal=literal,
            country=term.country.iso3,
            precision="site",
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

"""Finds places offline: gazetteer names, countries and demonyms, and names that only their surroundings show to be places."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.extract.places.anaphora import again
from sayso.extract.places.cues import Cues, cues
from sayso.lexicon.actors import KnownTerm, known_terms
from sayso.lexicon.countries import CountryTerm, country_terms
from sayso.lexicon.outlets import outlet_terms
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.places import Place, acts, country_place, longest_place, places_named
from sayso.model import ParsedDocument, PlaceMention, Span, Token

_HYPHENS = frozenset("-–—‐‑")
_NAME_LIKE = ("PROPN",)


class GazetteerFinder:
    """Every toponym in text order, resolved or not; demonyms and metonyms are not literal."""

    name = "gazetteer"
    version = "1"

    def find(self, parsed: Sequence[ParsedDocument]) -> list[tuple[PlaceMention, ...]]:
        return [_Reader(one).read() for one in parsed]


@dataclass(slots=True)
class _Found:
    start: int  # tokens
    end: int
    places: tuple[Place, ...]
    term: CountryTerm | None = None
    kind: str | None = None  # precision by a noun beside it
    known: bool = True
    seat: str | None = None  # the country of which it is the capital


class _Reader:
    """One document: match, then settle ambiguous names by the countries and provinces that the document speaks of."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.cues: Cues = cues()
        self.index: list[int] = []
        self.words: list[str] = []
        self.keys: list[str] = []
        self.countries: Counter[str] = Counter()
        self.provinces: Counter[str] = Counter()
        self.home: str | None = None

    def read(self) -> tuple[PlaceMention, ...]:
        self._spell()
        found = self._match()
        for one in found:
            if one.term is not None:
                self.countries[one.term.country.iso3] += 1
            elif one.places and len({p.country for p in one.places}) == 1 and one.places[0].country:
                self.countries[one.places[0].country] += 1
            if one.places and one.places[0].precision == "admin1":
                self.provinces[one.places[0].name] += 1
        self._settle()
        mentions = [self._mention(one, found[k + 1] if k + 1 < len(found) else None) for k, one in enumerate(found)]
        seats = frozenset(k for k, one in enumerate(found) if one.seat and one.seat in (self.home, mentions[k].country))
        if self.home:
            seats = frozenset(k for k in seats if found[k].seat == self.home) or seats
        return again(self.parsed, mentions, seats)

    def _settle(self) -> None:
        """The country that most names point to, if it is well ahead."""
        ranked = [*self.countries.most_common(2), ("", 0), ("", 0)]
        total = sum(self.countries.values())
        if ranked[0][1] >= 2 and ranked[0][1] * 3 >= total and ranked[0][1] * 3 >= ranked[1][1] * 4:
            self.home = ranked[0][0]

    def _spell(self) -> None:
        sentence = 0
        for t in self.tokens:
            if t.sentence != sentence:
                sentence = t.sentence
                self._push("\n", "\n", t.index)
            if t.text not in _HYPHENS and (key := fold(t.text)):
                self._push(t.text, key, t.index)

    def _push(self, word: str, key: str, at: int) -> None:
        self.words.append(word)
        self.keys.append(key)
        self.index.append(at)

    def _match(self) -> list[_Found]:
        out: list[_Found] = []
        i = 0
        while i < len(self.keys):
            step, found = self._at(i)
            if found is not None:
                out.append(found)
            i += step
        return out

    def _at(self, i: int) -> tuple[int, _Found | None]:
        """How far to go on from word `i`, and what was found there."""
        if self.keys[i] == "\n" or self.keys[i] in self.cues.never:
            return 1, None
        first = self.tokens[self.index[i]]
        if not first.text[:1].isupper() and first.pos not in _NAME_LIKE:
            return 1, None
        terms_n, terms = country_terms().at(self.keys, self.words, i)
        town_n = longest_place(self.keys, i) if self._proper(i) else 0
        other = max(
            self._other(known_terms().at(self.keys, self.words, i)), outlet_terms().at(self.keys, self.words, i)[0]
        )
        if other > max(terms_n, town_n) or (other and other == town_n and not terms_n and not self._placed(i)):
            demonym = terms[0] if terms and terms[0].form == "adjective" else None
            return other, _Found(self.index[i], self.index[i + terms_n - 1] + 1, (), demonym) if demonym else None
        n = max(terms_n, town_n)
        if not n:
            return self._unknown(i)
        start, end = self.index[i], self.index[i + n - 1] + 1
        term = terms[0] if terms and terms_n == n else None
        if term is not None and term.form in ("adjective", "people"):
            return n, _Found(start, end, (), term)
        if self._part_of_name(start, end):
            return self._unknown(i) if term is None else (n, None)
        places: tuple[Place, ...] = ()
        if term is None or term.form == "capital":
            places = places_named(" ".join(self.keys[i : i + n]))
        found = _Found(start, end, places, term if term is not None and term.form != "capital" else None)
        if term is not None and term.form == "capital":
            found.seat = term.country.iso3
        self._widen(found)
        return n, found

    @staticmethod
    def _other(match: tuple[int, list[KnownTerm]]) -> int:
        n, values = match
        return n if any(v.form != "metonym" for v in values) else 0

    def _proper(self, i: int) -> bool:
        token = self.tokens[self.index[i]]
        return token.pos == "PROPN" or (
            token.pos in ("NOUN", "ADJ", "X") and token.text[:1].isupper() and self._placed(i)
        )

    def _placed(self, i: int) -> bool:
        """Does a preposition of place, or a noun such as "town of", stand before word `i`?"""
        back = self.index[i] - 1
        while back >= 0 and (self.tokens[back].pos in ("DET", "ADJ") or self.tokens[back].lemma == "of"):
            back -= 1
        if back < 0:
            return False
        token = self.tokens[back]
        if token.lemma in self.cues.before and (self.tokens[back + 1].lemma == "of" or token.pos == "NOUN"):
            return True
        return token.text.lower() in self.cues.prepositions

    def _noun_before(self, start: int) -> str | None:
        """Precision by a noun such as "town of" or "village" right before a name."""
        back = start - 1
        if back > 0 and self.tokens[back].lemma == "of":
            back -= 1
        return self.cues.before.get(self.tokens[back].lemma) if back >= 0 and self.tokens[back].pos == "NOUN" else None

    def _part_of_name(self, start: int, end: int) -> bool:
        """Is it part of a longer name of somebody or something ("Paris Hilton", "Michael Jordan")?"""
        before = self.tokens[start - 1] if start else None
        after = self.tokens[end] if end < len(self.tokens) else None
        last = self.tokens[end - 1]
        if (
            after is not None
            and after.pos == "PROPN"
            and last.dep == "compound"
            and last.head >= end
            and (self.tokens[last.head].pos == "PROPN" and after.text.lower() not in self.cues.after)
        ):
            return not self._cued_by_comma(end)
        return (
            before is not None
            and before.pos == "PROPN"
            and before.dep == "compound"
            and start <= before.head < end
            and before.text[:1].isupper()
            and before.lemma.lower() not in self.cues.before
            and country_terms().at([fold(before.text)], [before.text], 0)[0] == 0
        )

    def _cued_by_comma(self, end: int) -> bool:
        return end < len(self.tokens) and self.tokens[end].text == ","

    def _widen(self, found: _Found) -> None:
        """Take in a noun such as "camp" or "province" behind the name; it tells the precision."""
        if found.end >= len(self.tokens):
            return
        noun = self.tokens[found.end]
        kind = self.cues.after.get(noun.text.lower())
        if kind and noun.sentence == self.tokens[found.start].sentence and noun.pos in ("NOUN", "PROPN"):
            if found.term is not None and kind in ("site", "city"):
                return
            if kind not in ("site", "admin2") and found.places and all(p.precision != kind for p in found.places):
                return  # "the Darfur city of X" is not a city called Darfur
            found.kind, found.end = kind, found.end + 1
            found.places = tuple(sorted(found.places, key=lambda p: p.precision != kind))

    def _unknown(self, i: int) -> tuple[int, _Found | None]:
        """A run of capitalised words that only a preposition or a noun such as "camp" shows to be a place."""
        start = self.index[i]
        if self.tokens[start].pos != "PROPN" or not self.words[i][:1].isupper() or self.keys[i] in self.cues.never:
            return 1, None
        n = 1
        while (
            i + n < len(self.keys)
            and self.index[i + n] - self.index[i + n - 1] <= 2
            and (self.keys[i + n] != "\n" and self.tokens[self.index[i + n]].pos == "PROPN")
        ):
            n += 1
        end = self.index[i + n - 1] + 1
        found = _Found(start, end, (), known=False)
        self._widen(found)
        last = self.tokens[end - 1]
        if found.kind is None and last.text.lower() in self.cues.after and n > 1:
            found.kind = self.cues.after[last.text.lower()]
        if found.kind is None:
            found.kind = self._noun_before(start)
        governed = self.tokens[self._head(found)]
        strict = governed.dep == "pobj" and self.tokens[governed.head].text.lower() in self.cues.strict
        if found.kind is not None or (strict and self._placed(i) and not any(c.isdigit() for c in self.words[i])):
            return n, found
        return n, None

    def _head(self, found: _Found) -> int:
        for i in range(found.end - 1, found.start - 1, -1):
            if not found.start <= self.tokens[i].head < found.end or self.tokens[i].head == i:
                return i
        return found.end - 1

    def _mention(self, found: _Found, following: _Found | None) -> PlaceMention:
        span = Span(self.tokens[found.start].start, self.tokens[found.end - 1].end)
        text = span.of(self.parsed.text)
        head = self._head(found)
        if found.term is not None:
            return self._country(found.term, span, text, head)
        place = self._choose(found, following)
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
            governed: Token = self.tokens[head]
            literal = governed.dep == "pobj" and self.tokens[governed.head].text.lower() in self.cues.strict
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
        return len(after) == 2 and after[0].text in _HYPHENS and after[0].start == span.end and after[1].tag in ("VBN", "VBD", "JJ")

    def _choose(self, found: _Found, following: _Found | None) -> Place | None:
        """Among places of one name: the container named right after it, then the document's countries, then size."""
        if not found.places:
            return None
        container = self._container(found, following)
        total = sum(self.countries.values()) or 1

        def rank(p: Place) -> float:
            score = math.log10(p.population + 1)
            if container and (p.country in container or p.admin1 in container):
                score += 10
            score += 4 * self.countries[p.country or ""] / total
            if p.admin1 and self.provinces[p.admin1]:
                score += 1.5
            if self.home and p.country == self.home:
                score += 1.5
            if found.kind and p.precision == found.kind:
                score += 3
            if found.seat == p.country and p.precision == "city":
                score += 1.5
            return score - (0.7 if p.precision == "admin1" and found.kind != "admin1" else 0)

        return max(found.places, key=rank)

    def _container(self, found: _Found, following: _Found | None) -> set[str]:
        """Country or province after a comma: "Tripoli, Lebanon"."""
        if following is None or following.start != found.end + 1 or self.tokens[found.end].text != ",":
            return set()
        if following.term is not None:
            return {following.term.country.iso3}
        return {p.name for p in following.places if p.precision == "admin1"}

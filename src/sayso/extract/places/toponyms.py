"""Finds the names of places in a document, known or shown to be places by the words about them."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.extract.places.cues import Cues, cues
from sayso.knowledge.actors import KnownTerm, known_terms
from sayso.knowledge.countries import CountryTerm, country_terms
from sayso.knowledge.outlets import outlet_terms
from sayso.knowledge.places import Place, longest_place, places_named
from sayso.lexicon.phrase_index import BREAK, fold, spell
from sayso.model import ParsedDocument

_NAME_LIKE = ("PROPN",)


@dataclass(slots=True)
class Toponym:
    """A name with the places that it may mean."""

    start: int  # tokens
    end: int
    places: tuple[Place, ...]
    term: CountryTerm | None = None
    kind: str | None = None  # precision by a noun beside it
    known: bool = True
    seat: str | None = None  # the country of which it is the capital

    def head(self, parsed: ParsedDocument) -> int:
        """The token that is governed from outside."""
        for i in range(self.end - 1, self.start - 1, -1):
            if not self.start <= parsed.tokens[i].head < self.end or parsed.tokens[i].head == i:
                return i
        return self.end - 1


def toponyms(parsed: ParsedDocument) -> list[Toponym]:
    """All names of places in text order; demonyms and names of peoples among them, which have a `term` and no places."""
    return _Matcher(parsed).match()


class _Matcher:
    """One document, word by word."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.cues: Cues = cues()
        self.words, self.keys, self.index = spell(parsed.tokens)

    def match(self) -> list[Toponym]:
        out: list[Toponym] = []
        i = 0
        while i < len(self.keys):
            step, found = self._at(i)
            if found is not None:
                out.append(found)
            i += step
        return out

    def _at(self, i: int) -> tuple[int, Toponym | None]:
        """How far to go on from word `i`, and what was found there."""
        if self.keys[i] == BREAK or self.keys[i] in self.cues.never:
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
            return other, Toponym(self.index[i], self.index[i + terms_n - 1] + 1, (), demonym) if demonym else None
        n = max(terms_n, town_n)
        if not n:
            return self._unknown(i)
        start, end = self.index[i], self.index[i + n - 1] + 1
        term = terms[0] if terms and terms_n == n else None
        if term is not None and term.form in ("adjective", "people"):
            return n, Toponym(start, end, (), term)
        if self._part_of_name(start, end):
            return self._unknown(i) if term is None else (n, None)
        places: tuple[Place, ...] = ()
        if term is None or term.form == "capital":
            places = places_named(" ".join(self.keys[i : i + n]))
        found = Toponym(start, end, places, term if term is not None and term.form != "capital" else None)
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

    def _widen(self, found: Toponym) -> None:
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

    def _unknown(self, i: int) -> tuple[int, Toponym | None]:
        """A run of capitalised words that only a preposition or a noun such as "camp" shows to be a place."""
        start = self.index[i]
        if self.tokens[start].pos != "PROPN" or not self.words[i][:1].isupper() or self.keys[i] in self.cues.never:
            return 1, None
        n = 1
        while (
            i + n < len(self.keys)
            and self.index[i + n] - self.index[i + n - 1] <= 2
            and (self.keys[i + n] != BREAK and self.tokens[self.index[i + n]].pos == "PROPN")
        ):
            n += 1
        end = self.index[i + n - 1] + 1
        found = Toponym(start, end, (), known=False)
        self._widen(found)
        last = self.tokens[end - 1]
        if found.kind is None and last.text.lower() in self.cues.after and n > 1:
            found.kind = self.cues.after[last.text.lower()]
        if found.kind is None:
            found.kind = self._noun_before(start)
        governed = self.tokens[found.head(self.parsed)]
        strict = governed.dep == "pobj" and self.tokens[governed.head].text.lower() in self.cues.strict
        if found.kind is not None or (strict and self._placed(i) and not any(c.isdigit() for c in self.words[i])):
            return n, found
        return n, None

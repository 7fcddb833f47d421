"""Finds the names of places in a document, known or shown to be places by the words about them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from sayso.extract.places.cues import Cues, cues, goes_on_behind_article, noun_before, noun_inside
from sayso.extract.places.evidence import Traits, around
from sayso.extract.places.senses import abbreviated, senses, term_of
from sayso.knowledge.actors import KnownTerm, known_terms
from sayso.knowledge.countries import CountryTerm, country_terms
from sayso.knowledge.outlets import outlet_terms
from sayso.knowledge.places import longest_place
from sayso.lexicon.phrase_index import BREAK, spell
from sayso.model import ParsedDocument, Span

_OPENERS = frozenset({"PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "INTJ", "NUM"})  # begin sentences, not names


@dataclass(slots=True, eq=False)
class Toponym:
    """A name that may be a place's."""

    start: int  # tokens
    end: int
    name: str
    term: CountryTerm | None = None
    kind: str | None = None  # precision by a noun beside it
    known: bool = True
    seat: str | None = None  # the country of which it is the capital
    traits: Traits | None = None  # what the words around it say of its being a place; None if that is not in question
    listed: bool = False  # one of several with a plural behind them: "Laurel and Clay counties"
    inside: bool = False  # part of the name of a body: "the Omrat City Council"

    def head(self, parsed: ParsedDocument) -> int:
        """The token that is governed from outside."""
        for i in range(self.end - 1, self.start - 1, -1):
            if not self.start <= parsed.tokens[i].head < self.end or parsed.tokens[i].head == i:
                return i
        return self.end - 1

    def span(self, parsed: ParsedDocument) -> Span:
        """Its characters."""
        return Span(parsed.tokens[self.start].start, parsed.tokens[self.end - 1].end)

    def overlaps(self, parsed: ParsedDocument, span: Span) -> bool:
        return self.span(parsed).overlaps(span)


def given(parsed: ParsedDocument, span: Span) -> Toponym:
    """The toponym at a span that somebody else found."""
    tokens, words = parsed.tokens, cues()
    low = bisect_left(tokens, span.start + 1, key=lambda t: t.end)
    high = max(low + 1, bisect_left(tokens, span.end, key=lambda t: t.start))
    low, high = min(low, len(tokens) - 1), min(high, len(tokens))
    name = " ".join(span.of(parsed.text).split())
    out = Toponym(low, high, name, term_of(name))
    last = name.rsplit(" ", 1)[-1].lower()
    kind = words.after.get(last) if " " in name else None
    if kind is None and high < len(tokens) and tokens[high].sentence == tokens[low].sentence and out.term is None:
        kind = words.after.get(tokens[high].text.lower())
        if kind not in ("admin2", "admin1", "water"):
            kind = None
    out.kind = kind or noun_before(parsed, low) or noun_inside(name)
    return out


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
        i, words, keys, never, particles = 0, self.words, self.keys, self.cues.never, self.cues.particles
        while i < len(keys):
            if not words[i][0].isupper() or keys[i] in never:  # a break between sentences has no capital either
                step, found = self._particle(i) if keys[i] in particles else (1, None)
            else:
                step, found = self._at(i)
            if found is not None:
                out.append(found)
            i += step
        return out

    def _particle(self, i: int) -> tuple[int, Toponym | None]:
        """A name that begins with a small word: "al-Hawl", "el Obeid"."""
        if i + 1 == len(self.keys) or not self.words[i + 1][0].isupper() or longest_place(self.keys, i, least=0) < 2:
            return 1, None
        return self._at(i)

    def _at(self, i: int) -> tuple[int, Toponym | None]:
        """How far to go on from word `i`, and what was found there."""
        first = self.tokens[self.index[i]]
        if self.keys[i] in abbreviated() and (found := self._abbreviated(i)) is not None:
            return sum(1 for k in self.index[i : i + 4] if k < found.end), found
        if first.pos in _OPENERS and self.keys[i] != "the":
            return 1, None
        terms_n, terms = country_terms().at(self.keys, self.words, i)
        town_n = longest_place(self.keys, i, least=0)
        other = max(
            self._other(known_terms().at(self.keys, self.words, i)), outlet_terms().at(self.keys, self.words, i)[0]
        )
        if other > max(terms_n, town_n) or (other and other == town_n and not terms_n and not self._placed(i)):
            demonym = terms[0] if terms and terms[0].form == "adjective" else None
            return other, self._made(self.index[i], self.index[i + terms_n - 1] + 1, demonym) if demonym else None
        n = max(terms_n, town_n)
        if not n or (n == 1 and self.keys[i] in self.cues.first and self._goes_on(i)):
            return self._unknown(i)
        if (longer := self._longer(i, n)) is not None:
            return longer
        start, end = self.index[i], self.index[i + n - 1] + 1
        term = terms[0] if terms and terms_n == n else None
        if term is not None and term.form in ("adjective", "people", "metonym"):
            return n, self._made(start, end, term)
        found = self._made(start, end, term if term is not None and term.form != "capital" else None)
        if term is not None and term.form == "capital":
            found.seat = term.country.iso3
            found.kind = noun_before(self.parsed, start)  # "the state of Washington"
        found.traits = around(self.parsed, start, end, term=found.term)
        last = self.cues.after.get(self.tokens[end - 1].text.lower()) if n > 1 else None
        if last in ("admin1", "admin2"):
            found.kind = last  # "Clay County" as the gazetteer has it
        elif found.kind is None:
            self._widen(found)
        if found.kind:
            found.traits[f"kind_{found.kind}"] = 1.0
        if found.seat and not {"name_before", "name_after", "title"} & found.traits.keys():
            found.traits = None  # "Ankara said"
            return n, found
        found.inside = self._body_at(found.end)
        return n, found

    def _longer(self, i: int, n: int) -> tuple[int, Toponym | None] | None:
        """How far an unknown name goes on that the `n` known words only begin: "Bab al-Tabbaneh"."""
        end = self.index[i + n - 1] + 1
        if not goes_on_behind_article(self.tokens[end : end + 3]):
            return None
        step = sum(1 for k in self.index[i : i + n + 3] if k < end + 3)
        found = self._made(self.index[i], end + 3, known=False)
        self._widen(found)
        if found.kind is None:
            found.kind = noun_before(self.parsed, found.start) or ("city" if self._placed(i) else None)
        return step, found if found.kind else None

    def _body_at(self, at: int) -> bool:
        """Does a capitalised word for a body or office stand there: "Council"?"""
        token = self.tokens[at] if at < len(self.tokens) else None
        return token is not None and token.text[:1].isupper() and token.text.lower() in self.cues.body

    def _goes_on(self, i: int) -> bool:
        """Does a name go on behind its first word: "Lake Velnashi"?"""
        return i + 1 < len(self.words) and self.words[i + 1][0].isupper()

    def _abbreviated(self, i: int) -> Toponym | None:
        """A short form such as "Ga."; many are read only behind the name of a town and a comma."""
        start = self.index[i]
        at = self.tokens[start].start
        for short, everywhere in abbreviated()[self.keys[i]]:
            if not self.parsed.text.startswith(short, at) or self.parsed.text[at + len(short) :][:1].isalnum():
                continue
            if not everywhere and not (
                start > 1 and self.tokens[start - 1].text == "," and self.tokens[start - 2].pos == "PROPN"
            ):
                continue
            end = start + 1
            while end < len(self.tokens) and self.tokens[end - 1].end < at + len(short):
                end += 1
            return Toponym(start, end, short)
        return None

    def _made(self, start: int, end: int, term: CountryTerm | None = None, *, known: bool = True) -> Toponym:
        text = self.parsed.text[self.tokens[start].start : self.tokens[end - 1].end]
        return Toponym(start, end, " ".join(text.split()), term, known=known)

    @staticmethod
    def _other(match: tuple[int, list[KnownTerm]]) -> int:
        n, values = match
        return n if any(v.form != "metonym" for v in values) else 0

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

    def _widen(self, found: Toponym) -> None:
        """Take in a noun such as "camp" or "province" behind the name; it tells the precision."""
        if found.end >= len(self.tokens):
            return
        noun = self.tokens[found.end]
        kind = self.cues.after.get(noun.text.lower())
        if kind and noun.sentence == self.tokens[found.start].sentence and noun.pos in ("NOUN", "PROPN"):
            if kind in ("site", "city") and (found.term is not None or self._body_at(found.end + 1)):
                return  # "the Omrat City Council"
            if kind not in ("site", "admin2") and (read := senses(found.name)):
                if all(s.place.precision != kind for s in read):
                    return  # "the Darfur city of X" is not a city called Darfur
            found.kind, found.end = kind, found.end + 1
            found.name = f"{found.name} {noun.text}"

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
        found = self._made(start, end, known=False)
        self._widen(found)
        last = self.tokens[end - 1]
        if found.kind is None and last.text.lower() in self.cues.after and n > 1:
            found.kind = self.cues.after[last.text.lower()]
        if found.kind is None:
            found.kind = noun_before(self.parsed, start) or noun_inside(found.name)
        governed = self.tokens[found.head(self.parsed)]
        strict = governed.dep == "pobj" and self.tokens[governed.head].text.lower() in self.cues.strict
        if found.kind is not None or (strict and self._placed(i) and not any(c.isdigit() for c in self.words[i])):
            return n, found
        return 1, None

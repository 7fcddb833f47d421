"""Joins the toponyms of a document into names: one name has one sense throughout, unless the text says otherwise."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sayso.extract.places.context import Context, Name
from sayso.extract.places.cues import cues
from sayso.extract.places.evidence import Traits, count, likely, of_document, of_senses
from sayso.extract.places.outlet import home_of
from sayso.extract.places.senses import ALL, Sense, senses, term_place
from sayso.extract.places.toponyms import Toponym
from sayso.extract.places.weights import weighed, weights
from sayso.knowledge.places import place_key
from sayso.model import ParsedDocument

_LEAST_COUNTRY = 1.5  # names that must point to a country to make it that of the document
_FAR = 50  # words at which a name counts half of one beside it
_HAMLET, _SMALL_TOWN = 5_000, 50_000  # people
_OTHERWISE = {"personal", "ordinary", "name_before", "name_after", "title"}
_BINDING = {"near", "in_province", "within", "holds", "home_size"}
_REACH = 5  # words between a place and the larger one that holds it
_JOINT, _JOINTS = 2, frozenset({",", "and", "or", "&", "/"})  # what joins the names of a list
_UNLIKELY = 0.02  # likelihood by itself under which the other names of the document are not asked
HOPELESS = -6.5  # log-odds by the words around a name at which the gazetteer is not even asked
_TELLING = ("near", "in_province", "in_county", "in_country", "province_named", "county_named", "within", "holds")


class Network:
    """The names of one document, settled. `found` keeps those that are taken for places."""

    def __init__(self, parsed: ParsedDocument, found: Sequence[Toponym], *, keep: bool = False) -> None:
        self.parsed = parsed
        self.names: dict[tuple[str, ...], Name] = {}
        self.of: dict[int, Name] = {}
        self.traits: dict[int, Traits] = {}
        self.doubtful: set[int] = set()
        self.outlet = home_of(parsed.document.article)
        _share_kinds(parsed, found)
        self.found = self._likely(found)
        self._join()
        pointing = [t.term.country.iso3 for t in self.found if t.term is not None and t.term.form == "metonym"]
        self.context = Context(tuple(self.names.values()), pointing, self.outlet.country, self.outlet.province())
        self.context.settle()
        self.doubtful = {id(t) for t in self.found if not self._is_place(t)}
        self.found = [t for t in self.found if keep or t.kind or id(t) not in self.doubtful]
        self.home = self._home()

    def _likely(self, found: Sequence[Toponym]) -> list[Toponym]:
        """Toponyms without those that the words around them already show to be something else."""
        asked = [(place_key(t.name), t) for t in found if t.traits is not None]
        counts = count([(key, t.traits) for key, t in asked if t.traits is not None])
        small = {t.text for t in self.parsed.tokens} if asked else set()  # keys are in small letters
        table = weights("places_evidence").alone
        dropped: set[int] = set()
        for key, one in asked:
            traits = (one.traits or {}) | of_document(key, counts, small)
            if weighed(traits, table) < HOPELESS:
                dropped.add(id(one))
            else:
                self.traits[id(one)] = traits
        return [t for t in found if id(t) not in dropped]

    def _join(self) -> None:
        """Makes one name of the mentions of one spelling, kind and container."""
        town = place_key(self.outlet.town or "")
        holders = self._holders()
        table = weights("places_evidence").alone
        for one in self.found:
            if one.term is not None and one.term.form == "metonym":
                continue
            holder = holders.get(id(one))
            key = (place_key(one.name), one.kind or "", place_key(holder.name) if holder else "")
            name = self.names.get(key)
            if name is None:
                name = self.names[key] = Name(
                    key[0], _senses(one), one.kind if one.kind != "site" else None, weight=0.0
                )
                name.home = self.outlet.called_after(key[0]) or bool(town and key[0] == town)
            self.of[id(one)] = name
            weight = 1.0
            if (traits := self.traits.get(id(one))) is not None:
                traits |= of_senses(name.senses)
                if _unmistakable(traits, name):
                    del self.traits[id(one)]
                else:
                    weight = likely(weighed(traits, table))
                    if weight < _UNLIKELY and one.kind is None:
                        del self.of[id(one)]
                        continue
            name.weight = max(name.weight, weight * (2.0 if name.home else 1.0))
        self.names = {key: name for key, name in self.names.items() if name.weight > 0}
        for one in self.found:
            holder = holders.get(id(one))
            if holder is not None and id(holder) in self.of and id(one) in self.of:
                small, big = self.of[id(one)], self.of[id(holder)]
                if big not in small.within:
                    small.within.append(big)
                    big.holds.append(small)

    def _is_place(self, one: Toponym) -> bool:
        traits = self.together(one)
        return traits is None or weighed(traits, weights("places_evidence").together) > 0

    def together(self, one: Toponym) -> Traits | None:
        """All traits of a toponym, with what the other names say of its place; None if it is a place beyond doubt."""
        traits, name = self.traits.get(id(one)), self.of.get(id(one))
        sense = name.best() if name else None
        if traits is None or name is None or sense is None:
            return traits
        out = dict(traits)
        clues = self.context.clues(name, sense)
        for clue in _TELLING:
            if clue in clues:
                out[f"here_{clue}"] = clues[clue]
        out["sure"] = max(name.p)
        out["own_size"] = math.log10(sense.place.population + 1)
        if name.home:
            out["outlet"] = 1.0
        return out

    def best(self, one: Toponym) -> Sense | None:
        """The likeliest reading of a toponym; none where only the noun beside it shows it to be a place."""
        name = self.of.get(id(one))
        return name.best() if name and id(one) not in self.doubtful else None

    def stray(self, one: Toponym) -> bool:
        """Is the likeliest reading a small town, or one by a doubtful name, far from all that the document speaks of?"""
        name, sense = self.of.get(id(one)), self.best(one)
        if name is None or sense is None or sense.place.precision != "city":
            return False
        if sense.place.population > (_HAMLET if sense.how == "name" else _SMALL_TOWN):
            return False
        return not _BINDING & self.context.clues(name, sense).keys()

    def nearest(self, one: Toponym) -> Sense | None:
        """The reading of another name near which an unknown one may lie: where most towns named around it are."""
        ranked: list[tuple[float, Sense]] = []
        for other in self.found:
            sense = self.best(other) if other is not one else None
            if sense is None or sense.place.precision == "country":
                continue
            mass = self.context.total.get(sense.cell, 0.0) if sense.cell is not None else 0.1
            ranked.append((mass / (_FAR + abs(other.start - one.start)), sense))
        if ranked:
            return max(ranked, key=lambda pair: pair[0])[1]
        return next((s for o in self.found if o is not one and (s := self.best(o)) is not None), None)

    def _holders(self) -> dict[int, Toponym]:
        """By id of a toponym, the one named right behind it as that which holds it; a list has one for all its names."""
        text, tokens, words = self.parsed.text, self.parsed.tokens, cues()
        out: dict[int, Toponym] = {}
        for one, after in zip(self.found, self.found[1:], strict=False):
            if one.term is not None and one.term.form == "adjective" and after.start == one.end + 2:
                noun, link = tokens[one.end : after.start]  # "the Spanish city of Valencia"
                if noun.lemma.lower() in words.before and link.lemma == "of":
                    out[id(after)] = one
        for one, after in reversed(list(zip(self.found, self.found[1:], strict=False))):
            end, start = one.end, after.start
            if not end <= start <= end + _REACH or (after.term is not None and after.term.form != "name"):
                continue
            if one.listed and after.listed and id(after) in out and all(t.text in _JOINTS for t in tokens[end:start]):
                out[id(one)] = out[id(after)]
            if one.listed and tokens[end].text.lower() in words.several:
                end += 1
            if end < start and text[tokens[end].start : tokens[start].start].strip() in words.links:
                out[id(one)] = after
        return out

    def _home(self) -> str | None:
        """The country that most names point to, if it is well ahead."""
        total = self.context.total
        ranked = sorted(
            ((mass, key) for key, mass in total.items() if isinstance(key, str) and key != ALL), reverse=True
        )
        if not ranked or ranked[0][0] < _LEAST_COUNTRY or ranked[0][0] * 3 < total[ALL]:
            return None
        ahead = len(ranked) < 2 or ranked[0][0] * 3 >= ranked[1][0] * 4
        return ranked[0][1] if ahead else None


def _senses(one: Toponym) -> tuple[Sense, ...]:
    if one.term is not None and one.term.form in ("adjective", "people"):
        return senses(one.name) if term_place(one.term) else ()
    return senses(one.name, one.kind if one.kind != "site" else None)


def _unmistakable(traits: Traits, name: Name) -> bool:
    """Is it a place of our own list whose name is nothing else, and not part of a longer one?"""
    own = bool(name.senses) and name.senses[0].place.id < 0
    return own and not _OTHERWISE & traits.keys()


def _share_kinds(parsed: ParsedDocument, found: Sequence[Toponym]) -> None:
    """Gives all names of a list the kind that the plural behind it tells: "Laurel, Clay and Knox counties"."""
    tokens, several = parsed.tokens, cues().several
    kind: str | None = None
    for k in range(len(found) - 1, -1, -1):
        one, after = found[k], found[k + 1] if k + 1 < len(found) else None
        between = tokens[one.end : after.start] if after is not None and after.start - one.end <= _JOINT else None
        if not (kind and between and all(t.text in _JOINTS for t in between)):
            kind = several.get(tokens[one.end].text.lower()) if one.end < len(tokens) else None
        if kind and one.kind is None and one.term is None:
            one.kind, one.listed = kind, True
            if one.traits is not None:
                one.traits[f"kind_{kind}"] = 1.0

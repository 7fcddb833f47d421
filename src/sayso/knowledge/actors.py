"""Known persons and organisations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.errors import DataError
from sayso.knowledge.facts import facts, numbered_facts
from sayso.lexicon.phrase_index import PhraseIndex, fold
from sayso.lexicon.tables import alternatives
from sayso.model import slug

_SPELL = re.compile(r"([A-Z+]{3,11})(?::([^0-9|]+?))?(?: (\d{4}(?:-\d\d){0,2})?\.\.(\d{4}(?:-\d\d){0,2})?)?")


@dataclass(frozen=True, slots=True)
class Spell:
    """What somebody was, from one day (inclusive) to another (exclusive); empty strings are open ends."""

    sectors: tuple[str, ...]
    office: str
    start: str
    end: str

    @property
    def dated(self) -> bool:
        return bool(self.start or self.end)


@dataclass(frozen=True, slots=True)
class Known:
    """A person or organisation of our tables."""

    id: str
    name: str
    kind: str  # person|organisation
    country: str | None
    spells: tuple[Spell, ...]
    when: tuple[str, ...] = ()

    def at(self, day: str | None) -> Spell:
        """What it was on a day; without one, the spell that begins last; outside all, its undated sectors or ELI."""
        dated = [s for s in self.spells if s.dated]
        if day is None and dated:
            return max(dated, key=lambda s: (not s.end, s.start))
        for spell in dated:
            if (not spell.start or spell.start <= day) and (not spell.end or day < spell.end):  # type: ignore[operator]
                return spell
        loose = tuple(s for spell in self.spells if not spell.dated for s in spell.sectors)
        return Spell(loose or (("ELI",) if dated else ()), "", "", "")


@dataclass(frozen=True, slots=True)
class KnownTerm:
    known: Known
    form: str  # name|metonym|surname


@cache
def known_terms() -> PhraseIndex[KnownTerm]:
    """Names of the organisations and persons that we know."""
    index: PhraseIndex[KnownTerm] = PhraseIndex()
    for row in facts("organisations"):
        spells: tuple[Spell, ...] = (Spell(alternatives(row["sectors"]), "", "", ""),)
        for name, aliases in _members(row["name"], row["aliases"]):
            known = Known(
                f"actor:{slug(name)}", name, "organisation", row["country"] or None, spells, _words(row["when"])
            )
            for form in dict.fromkeys((name, *aliases)):
                index.add(form, KnownTerm(known, "name"))
            for form in alternatives(row["metonyms"]):
                index.add(form, KnownTerm(known, "metonym"))
    for line, row in numbered_facts("persons"):
        spells = _spells(row["spells"], line)
        for name, aliases in _members(row["name"], row["aliases"]):
            known = Known(f"actor:{slug(name)}", name, "person", row["country"] or None, spells)
            for form in dict.fromkeys((name, *aliases)):
                index.add(form, KnownTerm(known, "name"))
            if row["surname"] == "yes":
                index.add(_surname(name, row["country"]), KnownTerm(known, "surname"))
    return index


def _members(name: str, aliases: str) -> list[tuple[str, tuple[str, ...]]]:
    """Names with their aliases, without those that only add an article (a match must not begin with one)."""
    aliases = "|".join(a for a in alternatives(aliases) if not a.lower().startswith("the "))
    if name.startswith("*"):
        return [(n, ()) for n in (name[1:], *alternatives(aliases))]
    return [(name, alternatives(aliases))]


def _words(cell: str) -> tuple[str, ...]:
    return tuple(fold(w) for w in alternatives(cell))


def _spells(cell: str, line: int) -> tuple[Spell, ...]:
    out = []
    for part in alternatives(cell):
        match = _SPELL.fullmatch(part)
        if not match:
            raise DataError(f"a spell is SECTOR[:office] [from..to], got {part!r}", table="persons.csv", line=line)
        sectors, office, start, end = match.groups()
        out.append(Spell(tuple(sectors.split("+")), (office or "").strip(), start or "", end or ""))
    return tuple(out)


def _surname(name: str, country: str) -> str:
    words = name.split()
    if country in ("CHN", "KOR", "PRK", "TWN", "VNM"):
        return words[0]
    return " ".join(words[-2:]) if len(words) > 2 and words[-2] in ("al", "bin", "von", "de") else words[-1]

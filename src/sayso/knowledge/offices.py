"""Who held an office on a day, as far as the tables know."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from sayso.knowledge.actor_rows import surname
from sayso.knowledge.alignment import alike
from sayso.knowledge.base import Base, base
from sayso.knowledge.countries import country_of
from sayso.knowledge.known import Known, Spell
from sayso.knowledge.matching import Match
from sayso.knowledge.sectors import canonical_office
from sayso.lexicon.phrase_index import fold

LEAST = 0.25  # certainty below which a holder is no answer
_SAME_DAYS = 0.85  # two spellings of one person, as sure as this, are one holder


class Offices:
    """Spells of all persons by country or body and office."""

    def __init__(self, actors: Base) -> None:
        self.base = actors
        self._held: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._titled: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for k, row in enumerate(actors.rows):
            if row.kind != "person":
                continue
            keys = {(p, fold(o.name)) for o in row.offices for p in (row.country, fold(o.body)) if p}
            if row.users or ":" in row.cells.get("spells", ""):
                keys |= {(row.country, fold(s.office)) for s in actors.known(k).spells if s.office and row.country}
            for key in keys:
                self._held[key].append(k)
            last = fold(surname(row.name, row.country))
            for office in {office for _, office in keys}:
                self._titled[last, office].append(k)

    def holders(self, place: str, office: str, day: str) -> list[tuple[Known, Spell, float]]:
        """Who may have held it, with the spell and how likely; those more exactly told first."""
        found = []
        for k in self._held.get((place, fold(office)), ()):
            known = self.base.known(k)
            spells = [(s.certainty(day), s) for s in known.spells if s.dated and fold(s.office) == fold(office)]
            spells = [(c, s) for c, s in spells if c and place in (known.country, fold(s.body))]
            if spells:
                certainty, spell = max(spells, key=lambda c: c[0])
                found.append((known, spell, certainty * known.sure))
        return found

    def titled(self, last: str, office: str, day: str) -> list[Known]:
        """Those of a last name who held an office of any country on a day."""
        found = []
        for k in self._titled.get((fold(last), fold(office)), ()):
            known = self.base.known(k)
            if any(s.dated and fold(s.office) == fold(office) and s.certainty(day) for s in known.spells):
                found.append(known)
        return found


def titled(last: str, office: str, day: str | None) -> Known | None:
    """Whom "President Bush" means on a day: the only one of that last name who held the office then."""
    found = _offices(base()).titled(last, canonical_office(office), day) if day else []
    return found[0] if len(found) == 1 else None


def holder(place: str, office: str, day: str | None) -> tuple[Match, ...]:
    """Candidates for an office of a country (ISO code or name) or body on a day, best first; empty where nobody is known.

    Two stand near a hand-over and where two claim the office; `office` is canonical or as news writes it.
    """
    if day is None:
        return ()
    code = place if len(place) == 3 and place.isupper() else country_of(place) or fold(place)
    return _holder(_offices(base()), code, canonical_office(office), day)


@lru_cache(maxsize=2048)
def _holder(offices: Offices, place: str, office: str, day: str) -> tuple[Match, ...]:
    found = sorted(offices.holders(place, office, day), key=lambda f: (-f[2], not f[0].users, f[0].id))
    kept: list[tuple[Known, Spell, float]] = []
    for known, spell, certainty in found:
        if not any(_one(known, other) for other, _, _ in kept):
            kept.append((known, spell, certainty))
    if any(known.users for known, _, _ in kept):
        kept = [f for f in kept if f[0].users]
    whole = sum(certainty for _, _, certainty in kept)
    matches = [
        Match(known, round(certainty / max(1.0, whole), 3), "office", _told(spell)) for known, spell, certainty in kept
    ]
    return tuple(sorted((m for m in matches if m.certainty >= LEAST), key=lambda m: (-m.certainty, m.known.id)))


def _one(known: Known, other: Known) -> bool:
    """Two rows that spell one person's name in two ways."""
    like = alike(known.name, other.name)
    return like is not None and like.certainty >= _SAME_DAYS


def _told(spell: Spell) -> str:
    return f"{spell.office} {spell.start}..{spell.end}"


@lru_cache(maxsize=1)
def _offices(actors: Base) -> Offices:
    return Offices(actors)

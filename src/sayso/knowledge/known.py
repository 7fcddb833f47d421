"""Actors as our tables know them: a person or body, what it was and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_TOLD = "2026-06-01"  # some months after our tables were written: an office without an end may have ended since
LONGEST = 200  # characters of a name; what is longer names nobody
_NEAR = 3  # days around a dated hand-over on which either may be meant


@dataclass(frozen=True, slots=True)
class Spell:
    """What somebody was, from one day (inclusive) to another (exclusive); empty strings are open ends."""

    sectors: tuple[str, ...]
    office: str
    start: str
    end: str
    sure: float = 1.0
    source: str = ""
    body: str = ""  # whose office, where it is not the country's

    @property
    def dated(self) -> bool:
        return bool(self.start or self.end)

    def holds(self, day: str) -> bool:
        """Does it hold on a day, reading a month or year as its first day?"""
        return (not self.start or self.start <= day) and (not self.end or day < self.end)

    def within(self, other: Spell) -> bool:
        """Does it lie inside another, as some days as acting head of government do in years as a minister?"""
        return bool(self.start and self.end) and other.start < self.start and (not other.end or self.end < other.end)

    def certainty(self, day: str) -> float:
        """How likely it holds on a day: less inside a month or year that is not told more exactly, and at a hand-over."""
        if not self.dated:
            return 0.6 * self.sure
        began, ended = _bounds(self.start), _bounds(self.end)
        if (began and day < began[0]) or (ended and day >= ended[1]):
            return 0.0
        past = not self.end and self.source != "user" and day >= _TOLD  # nobody may have told us the end
        doubtful = past or bool(began and day < began[1]) or bool(ended and day >= ended[0])
        return self.sure * (0.5 if doubtful else 1.0)


def _bounds(cell: str) -> tuple[str, str] | None:
    """First and last day (exclusive) of what an imprecise date may mean; a few days around an exact one."""
    if not cell:
        return None
    if len(cell) == 4:
        return f"{cell}-01-01", f"{int(cell) + 1:04}-01-01"
    year, month = int(cell[:4]), int(cell[5:7])
    if len(cell) == 7:
        following = f"{year + month // 12:04}-{month % 12 + 1:02}-01"
        return f"{cell}-01", following
    exact = date.fromisoformat(cell)
    return (exact - timedelta(days=_NEAR)).isoformat(), (exact + timedelta(days=_NEAR)).isoformat()


def _after(end: str) -> str:
    return (date.fromisoformat(end) + timedelta(days=_NEAR)).isoformat()


@dataclass(frozen=True, slots=True)
class Known:
    """A person or organisation of our tables."""

    id: str
    name: str
    kind: str  # person|organisation
    country: str | None
    spells: tuple[Spell, ...]
    when: tuple[str, ...] = ()  # words of which the text must hold one, for names of one word
    strict: bool = False  # `when` limits the longer names too
    aliases: tuple[str, ...] = ()
    sort: str = ""  # of an organisation: party, armed group, agency, company ...
    since: str = ""  # of an organisation: first day, month or year that it exists
    until: str = ""
    parent: str = ""
    sure: float = 1.0
    source: str = ""  # the table it comes from; "user" for the user's own
    note: str = ""

    def at(self, day: str | None) -> Spell:
        """What it was on a day; without one, the spell that begins last; outside all, its undated sectors or ELI."""
        dated = [s for s in self.spells if s.dated]
        if day is None and dated:
            lasting = [s for s in dated if not any(s.within(other) for other in dated if other is not s)]
            return max(lasting or dated, key=lambda s: (not s.end, s.start))
        for spell in dated:
            if day is not None and spell.holds(day):
                return spell
        for spell in dated:  # killed or ousted these days: the text still speaks of the office
            if (
                day is not None
                and spell.end
                and len(spell.end) == 10
                and spell.office
                and spell.end <= day < _after(spell.end)
            ):
                return spell
        loose = tuple(s for spell in self.spells if not spell.dated for s in spell.sectors)
        return Spell(loose or (("ELI",) if dated else ()), "", "", "")

    def existed(self, day: str | None) -> bool | None:
        """True on a day when it existed, False before, None after its end or where that is not known."""
        if day is None or not (self.since or self.until):
            return None
        if self.since and (began := _bounds(self.since)) and day < began[0]:
            return False
        return None if self.until and (ended := _bounds(self.until)) and day >= ended[1] else True

    @property
    def users(self) -> bool:
        """Is it a row of the user's own?"""
        return self.source == "user"


@dataclass(frozen=True, slots=True)
class KnownTerm:
    known: Known
    form: str  # name|metonym|surname|bare (a last name that counts only with the office and the country)

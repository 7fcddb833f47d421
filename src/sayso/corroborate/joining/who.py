"""Who took part in a claim's event, and whether two claims can mean one actor by what the knowledge base has of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sayso.corroborate.joining.words import family, told
from sayso.knowledge.offices import holder
from sayso.lexicon.tables import table
from sayso.model.ledger import Party

NOWHERE = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})  # codes that stand for no country
_STATE = frozenset({"GOV", "MIL", "SPY", "COP", "JUD", "LEG"})  # sectors whose deeds are those of their state
_VAGUE = 3  # letters of a name part that a country's code may be


class Who(NamedTuple):
    """One participant, digested for comparison."""

    id: str
    name: str
    named: bool  # a person or body of its own name, no description such as "Syrian rebels"
    state: bool  # a country as such
    person: bool
    country: str | None  # a real one
    official: bool
    sectors: frozenset[str]
    others: frozenset[str]  # ids that may be meant too: candidates, the holders of an office
    words: frozenset[str]


class Match(NamedTuple):
    """How far two participants are one: points, how much of them is specific, whether they exclude each other."""

    points: float
    specific: float
    apart: bool


NOBODY = Match(0.0, 0.0, False)


@lru_cache(maxsize=2048)
def who_of(party: Party, day: str) -> Who:
    """The participant on a day: for an office its holder may be meant."""
    state = party.kind == "state"
    key = party.id.removeprefix("actor:")
    words = frozenset(told(party.name.replace("-", " ")))
    thing = bool(words) and party.kind == "group" and words <= instruments()  # "a drone": whose is for others to say
    country = party.country if party.country and party.country not in NOWHERE and not thing else None
    code = f"{(party.country or '').lower()}-"
    named = (
        party.id.startswith(("actor:", "outlet:")) and not state and not (len(code) > _VAGUE and key.startswith(code))
    )
    office, _, place = party.name.rpartition(" of ")
    held = holder(place, office, day) if office and party.kind in ("person", None) and day else ()
    return Who(
        party.id,
        party.name,
        named,
        state,
        party.kind == "person",
        country,
        state or (bool(_STATE & set(party.sectors)) and not thing),
        frozenset(party.sectors),
        frozenset(party.candidates) | {m.known.id for m in held},
        words,
    )


@cache
def instruments() -> frozenset[str]:
    """Families of the words for weapons that news lets act."""
    return frozenset(family(row["word"]) for row in table("event_instruments") if row["type"] == "ASSAULT")


@lru_cache(maxsize=2048)
def compare_two(a: Who, b: Who) -> Match:
    """How far two participants are one."""
    if a.id == b.id:
        return _same(a)
    if a.id in b.others or b.id in a.others or a.others & b.others:
        return Match(0.8, 0.6, False)
    shared = len(a.words & b.words)
    if a.named and b.named and a.person == b.person:
        if (
            shared
            and (a.words <= b.words or b.words <= a.words)
            and not (a.country and b.country and a.country != b.country)
        ):
            return Match(0.7, 0.6, False)  # "De Mistura" and "Staffan de Mistura"
        return Match(-0.4, 0.0, True)
    if a.country and b.country and a.country != b.country:
        return Match(-0.5, 0.0, True)
    if a.country and a.country == b.country:
        return _countrymen(a, b, shared)
    if shared and not (a.named and b.named):
        part = shared / min(len(a.words), len(b.words))
        return Match(0.5 * part, 0.3 * part if shared > 1 else 0.1 * part, False)
    return NOBODY


def _same(a: Who) -> Match:
    if a.state:
        return Match(0.5, 0.1, False)
    if a.named:
        return Match(1.0, 0.9 if a.person else 0.8, False)  # a person does less than a body in a few days
    return Match(0.6, 0.3 if len(a.words) > 1 else 0.1, False)


def _countrymen(a: Who, b: Who, shared: int) -> Match:
    """A state and its organs, or two descriptions of people of one country."""
    if a.official and b.official:
        if a.state or b.state:
            return Match(0.4, 0.1, False)
        return Match(0.4, 0.15, False) if a.sectors & b.sectors or shared else Match(0.2, 0.0, False)
    if shared:
        return Match(0.4, 0.2, False)
    if a.state or b.state or a.official != b.official:
        return Match(-0.2, 0.0, False)  # rebels of a country are not its government
    return Match(0.1, 0.0, False)


def compare_side(ours: Sequence[Who], theirs: Sequence[Who]) -> Match:
    """How far those in one role are the same: the best pair counts, and all must exclude each other to be apart."""
    if not ours or not theirs:
        return NOBODY
    if len(ours) == 1 and len(theirs) == 1:
        return compare_two(ours[0], theirs[0])
    return max((compare_two(a, b) for a in ours for b in theirs), key=_rank)


def compare_circle(ours: Sequence[Who], theirs: Sequence[Who]) -> Match:
    """How far those who met or signed are the same: each pair counts once, and strangers left over on both sides part them."""
    if not ours or not theirs:
        return NOBODY
    pairs = sorted(
        ((compare_two(a, b), i, k) for i, a in enumerate(ours) for k, b in enumerate(theirs)),
        key=lambda found: (-found[0].points, -found[0].specific, found[1], found[2]),
    )
    left, right = set(range(len(ours))), set(range(len(theirs)))
    points = specific = 0.0
    parted = False
    for match, i, k in pairs:
        if i not in left or k not in right:
            continue
        if match.points > 0:
            left.discard(i)
            right.discard(k)
            points += match.points
            specific += match.specific
        elif match.apart:
            parted = True
    matched = len(ours) - len(left)
    apart = parted and bool(left) and bool(right) and matched <= max(1, min(len(left), len(right)))
    return Match(min(points, 1.6), min(specific, 1.4), apart)


def _rank(match: Match) -> tuple[float, float, bool]:
    return match.points, match.specific, not match.apart

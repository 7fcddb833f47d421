"""One event as what is counted of it: pairs of parties, and what it adds to the sums of its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from sayso.store.rollup_tables import STRENGTH, SURENESS

COOPERATION, CONFLICT = (1, 2), (3, 4)
WIDEST = 6  # days between the first and last day of an event that still counts for one day
MOST_ROOTS = 10  # beyond these a root adds less than one unit of sureness
_FIRMEST = ("asserted", "reported", "hedged", "future", "hypothetical")
_LOOSE = {"hypothetical": "future"}
_PARTS = {"actor": "did", "recipient": "suffered", "beneficiary": "suffered"}

Key = tuple[str | int, ...]
Pair = tuple[str, str, str, str | None, str | None]  # ids, what the first was to the second, countries


@dataclass(frozen=True, slots=True)
class Member:
    """A participant of an event."""

    id: str
    role: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """An event with all that is counted of it."""

    id: str
    day: str
    wide: bool
    type: str
    mode: str | None
    quad: int
    certainty: str
    verdict: str
    reports: int
    roots: int
    country: str | None
    members: tuple[Member, ...]
    first_at: str
    last_at: str
    sources: tuple[tuple[str, int], ...]  # ids of its roots, and how many claims each gave

    @property
    def strength(self) -> int:
        """How strong an act of its class it is, 0 to 100."""
        return strength(self.type, self.mode, self.quad)

    def pairs(self) -> list[Pair]:
        """Every two parties that have to do with each other here, each once."""
        return list(dict.fromkeys(_pairs(self.members)))

    def weights(self) -> tuple[int, ...]:
        """What the event adds to the sums of a dyad."""
        s, sure = self.strength, sureness(self.roots)
        squared = s * s
        return (1, self.reports, self.roots, s, s * sure, s * self.reports, squared * sure, squared * sure * sure)

    def dyads(self) -> set[Key]:
        """Keys of the sums of dyads that it counts in, once in each."""
        told = "wide" if self.wide else self.certainty
        out: set[Key] = set()
        for a, b, relation, a_country, b_country in self.pairs():
            way = _WAYS.get(relation)
            if way is None or (relation in ("helps", "helped") and self.quad not in COOPERATION):
                continue  # a raid in somebody's favour is no conflict with him
            out.add(("actor", *_ordered(a, b, way), self.quad, told))
            if a_country and b_country:
                out.add(("country", *_ordered(a_country, b_country, way), self.quad, told))
        return {(level, a, b, self.day, way, quad, told) for level, a, b, way, quad, told in out}

    def parties(self) -> set[Key]:
        """Keys of the sums of parties that it counts in."""
        parts = {(p.id, _PARTS.get(p.role, "other")) for p in self.members}
        parts |= {(p.country, _PARTS.get(p.role, "other")) for p in self.members if p.country}
        return {(party, self.day, part, self.quad) for party, part in parts}

    def countries(self) -> tuple[Key, ...]:
        """Keys of the sums of a day: of all events, and of where it happened."""
        rest = (self.day, self.verdict, self.quad)
        return (("", *rest), (self.country, *rest)) if self.country else (("", *rest),)


_WAYS = {
    "acts": "a>b",
    "suffers": "b>a",
    "together": "a+b",
    "hosts": "a+b",
    "hosted": "a+b",
    "helps": "a>b",
    "helped": "b>a",
}
_BACK = {
    "acts": "suffers",
    "suffers": "acts",
    "hosts": "hosted",
    "hosted": "hosts",
    "together": "together",
    "mediates": "mediated",
    "mediated": "mediates",
    "helps": "helped",
    "helped": "helps",
    "a>b": "b>a",
    "b>a": "a>b",
    "a+b": "a+b",
}


def _ordered(a: str, b: str, way: str) -> tuple[str, str, str]:
    """The two in the order in which sums keep them; within one country no side is first."""
    if a == b and way != "a+b":
        return a, b, "a>b"
    return (a, b, way) if a <= b else (b, a, _BACK[way])


def turned(relation: str) -> str:
    """What the second was to the first, of what the first was to the second."""
    return _BACK[relation]


def _pairs(members: Sequence[Member]) -> Iterator[Pair]:
    for i, one in enumerate(members):
        for other in members[i + 1 :]:
            relation = _relation(one.role, other.role)
            if relation is None or one.id == other.id:
                continue
            first = (one.country or "~", one.id) <= (other.country or "~", other.id)
            a, b = (one, other) if first else (other, one)
            yield a.id, b.id, relation if first else _BACK[relation], a.country, b.country


def _relation(one: str, other: str) -> str | None:
    """What the bearer of a role is to that of another: the act's doer to whom it is done, both in talks, who brought them together."""
    if found := _RELATIONS.get((one, other)):
        return found
    back = _RELATIONS.get((other, one))
    return _BACK[back] if back else None


_RELATIONS = {
    ("actor", "recipient"): "acts",
    ("actor", "beneficiary"): "helps",
    ("actor", "actor"): "together",
    ("host", "actor"): "hosts",
    ("host", "recipient"): "hosts",
    ("mediator", "actor"): "mediates",
    ("mediator", "recipient"): "mediates",
    ("mediator", "beneficiary"): "mediates",
}


@cache
def strength(kind: str, mode: str | None, quad: int) -> int:
    """The score of a type and mode of PLOVER, without its sign; 0 where it goes against its class, as a request for help does."""
    from sayso.ontology.plover import modes, types

    scores = {(m.type, m.code): m.score for m in modes()}
    plain = {t.code: t.score for t in types()}
    score = scores.get((kind, mode or ""), plain.get(kind, 0.0))
    return max(0, round(STRENGTH * (score if quad in COOPERATION else -score if quad in CONFLICT else 0)))


@cache
def sureness(roots: int) -> int:
    """How sure independent roots make an event: 1/2 for one, 3/4 for two; a report more of the same root adds nothing."""
    return SURENESS - (SURENESS >> min(max(roots, 0), MOST_ROOTS))


def certainty(told: Iterable[tuple[str, str | None]], verdict: str) -> str:
    """The class of an event of the stances and statuses of its claims: the firmest that any who affirms it gives."""
    if verdict == "withdrawn":
        return "withdrawn"
    told = tuple(told)
    said = {status or "asserted" for stance, status in told if stance == "affirm"}
    if told and not said - {"denied"}:
        return "denied"
    found = next((status for status in _FIRMEST if status in said), "asserted")
    if verdict == "disputed" and found in ("asserted", "reported"):
        return "disputed"
    return _LOOSE.get(found, found)


def day_of(earliest: str | None, latest: str | None, first_at: str) -> tuple[str, bool]:
    """The day that an event counts for, and whether that is only the first of many that it may have been."""
    day = (earliest or latest or first_at)[:10]
    if not earliest or not latest or earliest[:10] == latest[:10]:
        return day, False
    return day, _days(earliest[:10], latest[:10]) > WIDEST


@lru_cache(maxsize=4096)
def _days(first: str, last: str) -> int:
    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:
        return WIDEST + 1


class Sums:
    """Sums that change: what is added and what is taken away, until they are written."""

    def __init__(self) -> None:
        self.dyads: dict[Key, list[int]] = {}
        self.countries: dict[Key, list[int]] = {}
        self.parties: dict[Key, list[int]] = {}

    def add(self, event: Counted, sign: int) -> None:
        """Count one event, or with sign -1 take it away."""
        weights = event.weights()
        for key in event.dyads():
            _into(self.dyads, key, weights, sign)
        for key in event.countries():
            _into(self.countries, key, weights[:3], sign)
        for key in event.parties():
            _into(self.parties, key, weights[:3], sign)


def _into(sums: dict[Key, list[int]], key: Key, weights: Sequence[int], sign: int) -> None:
    found = sums.get(key)
    if found is None:
        sums[key] = [sign * weight for weight in weights]
    else:
        for n, weight in enumerate(weights):
            found[n] += sign * weight

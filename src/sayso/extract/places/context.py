"""Decides what each name of a place means by the other names of the document.

Each name starts from its own traits (size, kind, the noun beside it) and then, twice, asks the others where they
think they are: the same country, province or county, the same hundred kilometres, the place named behind a comma.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from sayso.extract.places.senses import ALL, ROW, Sense
from sayso.extract.places.weights import weighed, weights

ROUNDS = 2
_NOTHING = 0.01
_AROUND = tuple(a * ROW + b for a in (-1, 0, 1) for b in (-1, 0, 1))
_LEAST = 0.03  # readings less likely than this say nothing about the others
_SEAT = 1.2  # degrees, for the town that a division is called after
_CLOSE = 1.0  # degrees, for a town inside another ("Chelsea, London")


@dataclass(slots=True, eq=False)
class Name:
    """One name of a document with its readings. `within` are the names that hold it ("Paris, Texas")."""

    key: str
    senses: tuple[Sense, ...]
    kind: str | None = None  # precision that a noun beside it tells
    weight: float = 1.0
    home: bool = False  # the outlet is called after it
    within: list[Name] = field(default_factory=list)
    holds: list[Name] = field(default_factory=list)
    p: list[float] = field(default_factory=list)

    def best(self) -> Sense | None:
        """The likeliest reading; of a division and the town that it is called after, the town."""
        if not self.senses:
            return None
        first = max(zip(self.p, self.senses, strict=True), key=lambda pair: pair[0])[1]
        if (
            first.place.precision not in ("admin1", "admin2")
            or self.kind in ("admin1", "admin2")
            or first.how == "short"
        ):
            return first
        towns = [s for s in self.senses if s.place.precision == "city" and _near(s, first) and s.how != "obscure"]
        return max(towns, key=lambda s: s.place.population, default=first)


class Context:
    """What the names of one document say about where it plays."""

    def __init__(
        self,
        names: Sequence[Name],
        countries: Iterable[str] = (),
        outlet: str | None = None,
        province: tuple[str, str] | None = None,
    ) -> None:
        self.names = names
        self.countries = Counter(countries)
        self.outlet = outlet  # its country
        self.province = province  # that of the town of the outlet
        self.total: dict[Hashable, float] = {}
        self.own: dict[str, dict[Hashable, float]] = {}

    def settle(self) -> None:
        """Sets the likelihoods of all readings."""
        for name in self.names:
            name.p = softmax([s.alone for s in name.senses])
        table = weights().together
        unclear = [name for name in self.names if len(name.senses) > 1]
        for _ in range(ROUNDS):
            self.gather()
            fresh = [
                softmax([s.together + weighed(self.clues(name, s), table) for s in name.senses]) for name in unclear
            ]
            for name, p in zip(unclear, fresh, strict=True):
                name.p = p

    def gather(self) -> None:
        """Adds up where the names are, by their present likelihoods."""
        total: dict[Hashable, float] = {ALL: 0.0}
        for iso, times in self.countries.items():
            total[iso] = total.get(iso, 0.0) + 0.5 * min(times, 3)
            total[ALL] += 0.5 * min(times, 3)
        self.own = {}
        for name in self.names:
            own = self.own.setdefault(name.key, {ALL: 0.0})
            for p, sense in zip(name.p, name.senses, strict=True):
                if p >= _LEAST:
                    mass = p * name.weight
                    for key in sense.marks:
                        own[key] = own.get(key, 0.0) + mass
                    if sense.cell is not None:
                        for cell in _AROUND:
                            own[sense.cell + cell] = own.get(sense.cell + cell, 0.0) + mass
        for own in self.own.values():
            for key, mass in own.items():
                total[key] = total.get(key, 0.0) + mass
        self.total = total

    def clues(self, name: Name, sense: Sense) -> dict[str, float]:
        """What the document says for one reading of a name."""
        own, total = self.own[name.key], self.total
        out: dict[str, float] = {}
        for trait, key in sense.asks:
            if key in total and (rest := total[key] - own.get(key, 0.0)) > _NOTHING:
                if trait == "in_country":
                    out[trait] = rest / (total[ALL] - own[ALL] + 1.0)
                    out["country_again"] = math.log1p(rest)
                else:
                    out[trait] = min(rest, 1.0) if trait.endswith("_named") else math.log1p(rest)
        if self.outlet and sense.country:
            out["outlet_country" if sense.country == self.outlet else "outlet_elsewhere"] = 1.0
        if self.province and sense.province == self.province:
            out["outlet_province"] = 1.0
        if sense.capital and self._alone(name, sense):
            out["capital_alone"] = 1.0
        if name.within:
            out["within"] = max(_inside(sense, other) for other in name.within)
        if name.holds:
            out["holds"] = max(_holding(sense, other) for other in name.holds)
        if name.home:
            out["home_size"] = math.log10(sense.place.population + 1)
        return out

    def _alone(self, name: Name, capital: Sense) -> bool:
        """Does nothing point to another place of the name than the capital: no town of its province, no state, no outlet?"""
        if name.kind is not None and name.kind != "city":
            return False
        own, total = self.own[name.key], self.total

        def rest(key: Hashable) -> float:
            return total.get(key, 0.0) - own.get(key, 0.0)

        here = rest(capital.country)
        for other in name.senses:
            if other.country != capital.country and (
                other.country == self.outlet or rest(other.country) > here + _NOTHING
            ):
                return False
            if other.province and other.province != capital.province and rest(other.province) > _NOTHING:
                return False
        return True


def _near(town: Sense, division: Sense) -> bool:
    apart = abs(town.place.lat - division.place.lat) + abs(town.place.lon - division.place.lon)
    return town.country == division.country and apart < _SEAT and town.place.population * 5 > division.place.population


def _inside(sense: Sense, container: Name) -> float:
    """How likely the container, as it is read now, holds a reading."""
    return sum(p for p, other in zip(container.p, container.senses, strict=True) if contains(other, sense))


def _holding(sense: Sense, member: Name) -> float:
    """How likely the member lies in a reading of its container."""
    return sum(p for p, other in zip(member.p, member.senses, strict=True) if contains(sense, other))


def contains(big: Sense, small: Sense) -> bool:
    """Does one place hold the other?"""
    kind = big.place.precision
    if kind == "country":
        return big.country == small.country and small.place.precision != "country"
    if kind == "admin1":
        return big.province == small.province and small.place.precision not in ("country", "admin1")
    if kind == "admin2" and big.county and small.county:
        return big.county == small.county
    apart = abs(big.place.lat - small.place.lat) + abs(big.place.lon - small.place.lon)
    return apart < _CLOSE


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores as likelihoods."""
    top = max(scores, default=0.0)
    raised = [math.exp(s - top) for s in scores]
    total = sum(raised) or 1.0
    return [r / total for r in raised]

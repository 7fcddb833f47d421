"""Chooses among places of one name by the countries and provinces that the document speaks of."""

from __future__ import annotations

import math
from collections import Counter

from sayso.extract.places.toponyms import Toponym
from sayso.knowledge.places import Place
from sayso.model import ParsedDocument


class Setting:
    """The countries and provinces that the names of one document point to."""

    def __init__(self, parsed: ParsedDocument, found: list[Toponym]) -> None:
        self.tokens = parsed.tokens
        self.countries: Counter[str] = Counter()
        self.provinces: Counter[str] = Counter()
        self.home: str | None = None  # the country that most names point to, if it is well ahead
        self._count(found)
        self._settle()

    def _count(self, found: list[Toponym]) -> None:
        for one in found:
            if one.term is not None:
                self.countries[one.term.country.iso3] += 1
            elif one.places and len({p.country for p in one.places}) == 1 and one.places[0].country:
                self.countries[one.places[0].country] += 1
            if one.places and one.places[0].precision == "admin1":
                self.provinces[one.places[0].name] += 1

    def _settle(self) -> None:
        ranked = [*self.countries.most_common(2), ("", 0), ("", 0)]
        total = sum(self.countries.values())
        if ranked[0][1] >= 2 and ranked[0][1] * 3 >= total and ranked[0][1] * 3 >= ranked[1][1] * 4:
            self.home = ranked[0][0]

    def choose(self, found: Toponym, following: Toponym | None) -> Place | None:
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

    def _container(self, found: Toponym, following: Toponym | None) -> set[str]:
        """Country or province after a comma: "Tripoli, Lebanon"."""
        if following is None or following.start != found.end + 1 or self.tokens[found.end].text != ",":
            return set()
        if following.term is not None:
            return {following.term.country.iso3}
        return {p.name for p in following.places if p.precision == "admin1"}

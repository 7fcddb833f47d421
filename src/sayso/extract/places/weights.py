"""The weights by which names are taken for places and their readings ranked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.errors import DataError
from sayso.lexicon.tables import numbered


@dataclass(frozen=True, slots=True)
class Weights:
    """Trait to weight, for the first round (each name by itself) and the later ones (names together)."""

    alone: dict[str, float]
    together: dict[str, float]


@cache
def weights(table: str = "places_weights") -> Weights:
    """A table of weights: of readings (places_weights) or of names being places at all (places_evidence)."""
    alone: dict[str, float] = {}
    together: dict[str, float] = {}
    for line, row in numbered(table):
        try:
            alone[row["trait"]], together[row["trait"]] = float(row["alone"]), float(row["together"])
        except ValueError as error:
            raise DataError(f"a weight is a number: {error}", table=f"{table}.csv", line=line) from error
    return Weights(alone, together)


def weighed(traits: dict[str, float], table: dict[str, float]) -> float:
    """The traits, each by its weight, added up; traits without a weight count nothing."""
    total = 0.0
    for trait, value in traits.items():
        if weight := table.get(trait):
            total += weight * value
    return total

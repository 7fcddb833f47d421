"""The figures of the Sayso Tension Index, read from their table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.lexicon.tables import Row, table

OPTIONAL = {"hedged": "hedged", "future": "future"}  # classes that count only when asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """All figures of the index by name."""

    certainty: dict[str, float]
    half_life: float
    warm_up: int
    points: float
    window: int
    floor: float
    slack: float
    limit: float
    clip: float
    settle: int
    width: float

    @property
    def keep(self) -> float:
        """What is left of an act's weight after a day."""
        return float(2 ** (-1 / self.half_life))


def weight_rows() -> tuple[Row, ...]:
    """The rows of the table, with the reason of each figure."""
    return table("tension", language=None, package="sayso.desk")


@cache
def weights() -> Weights:
    """The figures as they are used."""
    of = {(row["group"], row["name"]): float(row["value"]) for row in weight_rows()}
    return Weights(
        certainty={name: value for (group, name), value in of.items() if group == "certainty"},
        half_life=of["smoothing", "half_life"],
        warm_up=int(of["smoothing", "warm_up"]),
        points=of["scale", "points"],
        window=int(of["change", "window"]),
        floor=of["change", "floor"],
        slack=of["change", "slack"],
        limit=of["change", "limit"],
        clip=of["change", "clip"],
        settle=int(of["change", "settle"]),
        width=of["band", "width"],
    )

"""Which relations may hold between two words of what kinds, and how often they do: `relations.csv`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sayso.lexicon.tables import alternatives, table

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNUSUAL = -2.0  # on the log scale: what a relation loses that hardly ever holds between two such words
FLOOR = 0.0005  # chance of a relation that the table does not list


def kind_of_word(part: str, tag: str) -> str:
    """The part of speech, for verbs with the tag: a participle stands where a past tense does not."""
    return f"{part}:{tag}" if part in ("VERB", "AUX") else part


class Usual:
    """The table for the relations of one model: log chances, and what to take off those that are unusual."""

    def __init__(self, relations: Sequence[str]) -> None:
        place = {name: k for k, name in enumerate(relations)}
        self._chances: dict[tuple[str, str, str], NDArray[np.float64]] = {}
        self._losses: dict[tuple[str, str, str], NDArray[np.float64]] = {}
        for row in table("relations", package="sayso.parse"):
            chances = np.full(len(relations), FLOOR)
            for entry in alternatives(row["relations"]):
                name, _, count = entry.rpartition("=")
                if name in place:
                    chances[place[name]] = int(count) / 1000
            key = (row["child"], row["head"], row["side"])
            self._chances[key] = np.log(chances)
            self._losses[key] = np.where(chances > FLOOR, 0.0, UNUSUAL)
        self._nothing = np.zeros(len(relations))

    def chances(self, child: str, head: str, side: str) -> NDArray[np.float64]:
        """The log chance of every relation; all alike for words that the table does not know together."""
        return self._chances.get((child, head, side), self._nothing)

    def losses(self, child: str, head: str, side: str) -> NDArray[np.float64]:
        """What to add to the scores so that an unusual relation needs more evidence."""
        return self._losses.get((child, head, side), self._nothing)

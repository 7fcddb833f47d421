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
        self._rows: dict[tuple[str, str, str], int] = {}
        table_of = [np.full(len(relations), 1.0)]  # row 0 is that of words that the table does not know together
        for row in table("relations", package="sayso.parse"):
            chances = np.full(len(relations), FLOOR)
            for entry in alternatives(row["relations"]):
                name, _, count = entry.rpartition("=")
                if name in place:
                    chances[place[name]] = int(count) / 1000
            self._rows[row["child"], row["head"], row["side"]] = len(table_of)
            table_of.append(chances)
        every = np.array(table_of)
        self.chances: NDArray[np.float64] = np.log(every)
        """By row, the log chance of every relation; all alike where the table does not know."""
        self.losses: NDArray[np.float64] = np.where(every > FLOOR, 0.0, UNUSUAL)
        """By row, what to add to the scores so that an unusual relation needs more evidence."""

    def row(self, child: str, head: str, side: str) -> int:
        """Which row of the two arrays is that of a word of the kind `child` whose head is on that side."""
        return self._rows.get((child, head, side), 0)

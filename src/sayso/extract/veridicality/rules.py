"""How surely, whether, and in which world an event is told: by the words that govern it.

From the trigger we climb the dependency tree to the root of its sentence. Each governing word may change certainty, polarity or
modality (Sauri and Pustejovsky 2012, "Are you sure that this happened?"; Karttunen 1971 on implicatives). What stands in a
relative clause, or after "when" and "because", is told as known, and the climb stops there.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.veridicality.climb import Climb
from sayso.model import EventMention, ParsedDocument, Veridicality


class RulesJudge:
    """One `Veridicality` per event, from tables and the dependency tree."""

    name = "rules"
    version = "2"

    def judge(
        self, parsed: Sequence[ParsedDocument], events: Sequence[tuple[EventMention, ...]]
    ) -> list[tuple[Veridicality, ...]]:
        return [
            tuple(Climb(p).judge(e) for e in found) if found else () for p, found in zip(parsed, events, strict=True)
        ]

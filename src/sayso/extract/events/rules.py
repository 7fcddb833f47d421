"""Who did what to whom, by tables over a dependency parse."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.events.circumstances import Circumstances
from sayso.extract.events.draft import Draft, unique
from sayso.extract.events.finish import finish
from sayso.extract.events.frames import Framer
from sayso.extract.events.match import Matcher
from sayso.extract.events.merge import merge
from sayso.extract.events.predicates import Predicates
from sayso.extract.events.roles import Cast
from sayso.model import Actor, EventMention, ParsedDocument, PlaceMention, Quantity, TimeMention

__all__ = ["RulesFinder", "unique"]


class RulesFinder:
    """Event mentions of each document in text order, coded or not."""

    name = "rules"
    version = "2"

    def find(
        self,
        parsed: Sequence[ParsedDocument],
        actors: Sequence[tuple[Actor, ...]],
        places: Sequence[tuple[PlaceMention, ...]],
        times: Sequence[tuple[TimeMention, ...]],
        quantities: Sequence[tuple[Quantity, ...]],
    ) -> list[tuple[EventMention, ...]]:
        return [_events(*one) for one in zip(parsed, actors, places, times, quantities, strict=True)]


def _events(
    parsed: ParsedDocument,
    actors: tuple[Actor, ...],
    places: tuple[PlaceMention, ...],
    times: tuple[TimeMention, ...],
    quantities: tuple[Quantity, ...],
) -> tuple[EventMention, ...]:
    framer = Framer(parsed)
    cast = Cast(parsed, actors)
    found = Predicates(parsed, framer, cast, Matcher(parsed, cast, places))
    drafts: list[Draft] = found.drafts()
    merge(parsed, framer, cast, drafts)
    circumstances = Circumstances(parsed, places, times, quantities)
    return finish(parsed, framer, cast, circumstances, [d for d in drafts if not d.merged])

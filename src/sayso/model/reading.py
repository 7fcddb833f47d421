"""All that one reading of one article found."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.actors import Actor, PlaceMention, Quantity, TimeMention
from sayso.model.attribution import Attribution
from sayso.model.claim import Claim, EventMention, Veridicality
from sayso.model.text import Article, Document, ParsedDocument, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One article, read. `document` and `parsed` are None where an earlier stage failed: then `problems` says why."""

    article: Article
    document: Document | None = None
    parsed: ParsedDocument | None = None
    attributions: tuple[Attribution, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    events: tuple[EventMention, ...] = ()
    veridicality: tuple[Veridicality, ...] = ()  # one per event
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def outcome(self) -> str:
        """`coded`, `no-event` or `problem`: every article ends in exactly one."""
        if self.claims:
            return "coded"
        return "problem" if self.problems else "no-event"

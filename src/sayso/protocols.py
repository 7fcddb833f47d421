"""One Protocol per swappable part. A part takes a sequence and gives a list of equal length; it keeps no state between calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sayso.model import (
    Actor,
    Article,
    Attribution,
    Claims,
    Document,
    EventMention,
    ParsedDocument,
    PlaceMention,
    Quantity,
    TimeMention,
    Veridicality,
)


class Part(Protocol):
    """What every part tells of itself; claims name it in `origins`."""

    name: str
    version: str


class Cleaner(Part, Protocol):
    def clean(self, articles: Sequence[Article]) -> list[Document]: ...


class Parser(Part, Protocol):
    def parse(self, documents: Sequence[Document]) -> list[ParsedDocument]: ...


class TimeTagger(Part, Protocol):
    def tag(self, parsed: Sequence[ParsedDocument]) -> list[tuple[TimeMention, ...]]: ...


class PlaceFinder(Part, Protocol):
    def find(self, parsed: Sequence[ParsedDocument]) -> list[tuple[PlaceMention, ...]]: ...


class QuantityFinder(Part, Protocol):
    def find(self, parsed: Sequence[ParsedDocument]) -> list[tuple[Quantity, ...]]: ...


class ActorFinder(Part, Protocol):
    """Actors with all their mentions, in order of first mention; places tell whose "the court in Mombasa" is."""

    def find(
        self, parsed: Sequence[ParsedDocument], places: Sequence[tuple[PlaceMention, ...]] | None = None
    ) -> list[tuple[Actor, ...]]: ...


class AttributionFinder(Part, Protocol):
    """Attributions in order of their cue or content; `parent` links make a forest."""

    def find(
        self, parsed: Sequence[ParsedDocument], actors: Sequence[tuple[Actor, ...]]
    ) -> list[tuple[Attribution, ...]]: ...


class EventFinder(Part, Protocol):
    def find(
        self,
        parsed: Sequence[ParsedDocument],
        actors: Sequence[tuple[Actor, ...]],
        places: Sequence[tuple[PlaceMention, ...]],
        times: Sequence[tuple[TimeMention, ...]],
        quantities: Sequence[tuple[Quantity, ...]],
    ) -> list[tuple[EventMention, ...]]: ...


class VeridicalityJudge(Part, Protocol):
    """One `Veridicality` per event, in the order of the events."""

    def judge(
        self, parsed: Sequence[ParsedDocument], events: Sequence[tuple[EventMention, ...]]
    ) -> list[tuple[Veridicality, ...]]: ...


class ClaimMaker(Part, Protocol):
    def make(
        self,
        parsed: Sequence[ParsedDocument],
        actors: Sequence[tuple[Actor, ...]],
        attributions: Sequence[tuple[Attribution, ...]],
        events: Sequence[tuple[EventMention, ...]],
        veridicality: Sequence[tuple[Veridicality, ...]],
    ) -> list[Claims]: ...

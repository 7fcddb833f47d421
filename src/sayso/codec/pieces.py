"""The small objects that several parts of the contract share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso.model import Actor, ActorMention, Participant, PlaceMention, Quantity, Reading, Sentence, Span, When

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What the encoder looks up again and again in one reading."""

    text: str
    sentences: tuple[Sentence, ...]
    actors: dict[str, Actor]
    mentions: dict[Span, ActorMention]

    @classmethod
    def of(cls, reading: Reading) -> Index:
        """The index of one reading."""
        return cls(
            text=reading.document.text if reading.document else "",
            sentences=reading.parsed.sentences if reading.parsed else (),
            actors={actor.id: actor for actor in reading.actors},
            mentions={mention.span: mention for actor in reading.actors for mention in actor.mentions},
        )

    def sentence(self, number: int) -> Json:
        """A sentence by its number, with its text."""
        span = self.sentences[number].span
        return {"index": number, "span": spot(span), "text": text_at(self.text, span)}


def spot(span: Span | None) -> list[int] | None:
    """A span as `[start, end]`."""
    return None if span is None else [span.start, span.end]


def text_at(text: str, span: Span) -> str | None:
    """The characters of a span; None rather than an empty string."""
    return span.of(text) or None


def cue(span: Span | None, index: Index, text: str | None = None) -> Json | None:
    """The words that carry a saying."""
    return None if span is None else {"text": text or text_at(index.text, span), "span": spot(span)}


def participant(part: Participant, index: Index) -> Json:
    """A participant with what its actor is known as."""
    actor = index.actors.get(part.actor)
    mention = index.mentions.get(part.span) if part.span else None
    doubt = mention.candidates if mention and mention.candidates else actor.candidates if actor else ()
    return {
        "role": part.role,
        "text": part.text or None,
        "span": spot(part.span),
        "inferred": part.inferred,
        "id": part.actor,
        "name": (actor.name if actor else part.text) or None,
        "kind": actor.kind if actor else None,
        "country": (actor.country if actor else None) or None,
        "sectors": list(actor.sectors) if actor else [],
        "candidates": [*doubt, *(h.id for h in actor.holders if h.id not in doubt)] if actor else list(doubt),
    }


def place(found: PlaceMention | None) -> Json | None:
    """Where an event took place."""
    if found is None:
        return None
    return {"text": found.text or None, "span": spot(found.span)} | place_facts(found)


def place_facts(found: PlaceMention) -> Json:
    """What a toponym resolves to."""
    return {
        "name": found.name or None,
        "country": found.country or None,
        "admin1": found.admin1 or None,
        "lat": None if found.lat is None else round(found.lat, 5),
        "lon": None if found.lon is None else round(found.lon, 5),
        "geonames_id": found.geonames_id,
        "precision": found.precision or None,
    }


def when(found: When | None) -> Json | None:
    """When an event took place."""
    if found is None:
        return None
    return {
        "text": found.text or None,
        "span": spot(found.span),
        "earliest": found.earliest or None,
        "latest": found.latest or None,
        "granularity": found.granularity or None,
        "how": found.how,
        "historical": found.historical,
    }


def quantity(found: Quantity) -> Json:
    """A count of people."""
    return {
        "kind": found.kind,
        "low": found.low,
        "high": found.high,
        "text": found.text or None,
        "span": spot(found.span),
        "qualifier": found.qualifier or None,
    }

"""Claims back from the contract's JSON, for tools that read what `sayso read` wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sayso.errors import InputError
from sayso.model import (
    Claim,
    Content,
    EventMention,
    Link,
    Origin,
    Participant,
    PlaceMention,
    Quantity,
    Span,
    Veridicality,
    When,
)

Json = Mapping[str, Any]
NO_TOKEN = -1  # the contract carries no parse, so heads are unknown


def claims_from_dict(found: Json) -> tuple[Claim, ...]:
    """The claims of one object of `sayso-read/1`; token numbers, which the contract does not carry, are -1."""
    if found.get("schema") != "sayso-read/1":
        raise InputError(
            f"the object has schema {found.get('schema')!r}, wanted 'sayso-read/1'; write it with: sayso read --json",
            code="schema",
            value=str(found.get("schema")),
        )
    return tuple(_claim(claim, number) for number, claim in enumerate(found["claims"]))


def chain_from_dict(claim: Json) -> tuple[Link, ...]:
    """The chain of one claim object, the outlet first and the root source last."""
    return tuple(_link(link) for link in claim["chain"])


def _span(pair: list[int] | None) -> Span | None:
    return None if pair is None else Span(*pair)


def _must(pair: list[int]) -> Span:
    return Span(*pair)


def _claim(c: Json, number: int) -> Claim:
    return Claim(
        id=c["id"],
        event=_event(c),
        event_index=c.get("event", number),
        veridicality=Veridicality(certainty=c["certainty"], polarity=c["polarity"], modality=c["modality"]),
        chain=chain_from_dict(c),
        self_report=c["self_report"],
        export=c["export"],
        confidence=c["confidence"],
        origins=tuple(Origin(part=o["part"], version=o["version"]) for o in c["origins"]),
    )


def _event(c: Json) -> EventMention:
    content, when = c["content"], c["when"]
    return EventMention(
        trigger=_must(c["trigger"]["span"]),
        head=NO_TOKEN,
        sentence=c["sentence"]["index"],
        type=c["type"],
        mode=c["mode"],
        cameo=c["cameo"],
        contexts=tuple(c["contexts"]),
        participants=tuple(_participant(p) for p in c["participants"]),
        place=_place(c["place"]),
        when=when and When(**(when | {"span": _span(when["span"])})),
        quantities=tuple(_quantity(q) for q in c["quantities"]),
        content=content and Content(kind=content["kind"], span=_must(content["span"]), type=content["type"]),
        completion=c["completion"],
    )


def _participant(p: Json) -> Participant:
    return Participant(
        role=p["role"], text=p["text"] or "", span=_span(p["span"]), actor=p["id"], inferred=p["inferred"]
    )


def _place(p: Json | None) -> PlaceMention | None:
    if p is None:
        return None
    facts = {key: p[key] for key in ("country", "admin1", "lat", "lon", "geonames_id", "precision")}
    return PlaceMention(span=_must(p["span"]), text=p["text"], name=p["name"], literal=True, **facts)


def _quantity(q: Json) -> Quantity:
    return Quantity(
        kind=q["kind"],
        low=q["low"],
        high=q["high"],
        span=_must(q["span"]),
        text=q["text"],
        qualifier=q["qualifier"],
    )


def _link(link: Json) -> Link:
    cue = link["cue"]
    return Link(
        text=link["text"],
        span=_span(link["span"]),
        name=link["name"],
        id=link["id"],
        kind=link["kind"],
        country=link["country"],
        sectors=tuple(link["sectors"]),
        cue=cue and _span(cue["span"]),
        cue_text=cue and cue["text"],
        scope=link["scope"],
        candidates=tuple(link["candidates"]),
    )

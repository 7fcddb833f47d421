"""Claims and events as a clause in words, made from their objects: `gunmen attacked four officers in Ras Jedir`."""

from __future__ import annotations

from datetime import date
from typing import Any

from sayso.model import Actor, EventMention, Participant, Quantity, Span, Veridicality
from sayso.wording.words import event_words, quantity_words, safe

Json = dict[str, Any]
_NOWHERE = Span(0, 0)
_TOLD = ("killed", "injured", "displaced")  # other counts stand in the clause as a rule
_AT = ("site", "water", "boundary")
PLAIN = Veridicality()


def clause(row: Json, *, as_said: bool = False) -> str:
    """What happened, as one clause without a full stop; `as_said` with the words for doubt, denial and future.

    `row` is a claim or an event; both name their participants alike.
    """
    doubt = (
        Veridicality(certainty=row["certainty"], polarity=row["polarity"], modality=row["modality"])
        if as_said
        else PLAIN
    )
    return event_words(mention(row), doubt, actors(row))


def mention(row: Json) -> EventMention:
    """The event of a claim or event, as far as its words need it."""
    return EventMention(
        trigger=_NOWHERE, head=0, sentence=0, type=row["type"], mode=row["mode"],
        participants=tuple(
            Participant(role=p["role"], text=_called(p, "text") or _called(p, "name") or "someone", span=None, actor=p["id"] or "")
            for p in row["participants"]
        ),
        quantities=tuple(_quantity(q) for q in row["quantities"]),
    )  # fmt: skip


def actors(row: Json) -> dict[str, Actor]:
    """Its participants by id."""
    return {
        p["id"]: Actor(id=p["id"], name=_called(p, "name"), kind=p["kind"] or "group")
        for p in row["participants"]
        if p["id"] and p["name"]
    }


def _called(p: Json, key: str) -> str:
    """A name as it stands within a sentence: what only describes somebody begins with a small letter there."""
    text = str(p[key] or "")
    described = str(p["id"]).startswith("unnamed:") and text[:1].isupper() and text[1:2].islower()
    return text[:1].lower() + text[1:] if described else text


def _quantity(q: Json) -> Quantity:
    return Quantity(kind=q["kind"], low=q["low"], high=q["high"], span=_NOWHERE, text=str(q.get("text") or ""))


def details(event: Json) -> str:
    """Where, how many and when, to follow a clause: ` in Ras Jedir on 14 October 2026, at least 4 killed`."""
    place = event["place"]
    where = f" {'at' if place['precision'] in _AT else 'in'} {safe(place['name'])}" if place else ""
    told = [quantity_words(_quantity(q)) for q in event["quantities"] if q["kind"] in _TOLD]
    return f"{where}{_on(event['when'])}{''.join(f', {one}' for one in told[:2])}"


def _on(when: Json | None) -> str:
    first, last = ((when or {}).get(key) for key in ("earliest", "latest"))
    if not first or not last:
        return ""
    if first[:10] == last[:10]:
        return f" on {day_words(first)}"
    return f" between {day_words(first)} and {day_words(last)}"


def day_words(day: str) -> str:
    """`14 October 2026`."""
    at = date.fromisoformat(day[:10])
    return f"{at.day} {at:%B} {at.year}"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]

"""Why a claim reads as it does: the rules and words behind it, and the events that gave no claim."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table

from sayso.cli.view import QUIET, View
from sayso.codec.read_json import in_text_order
from sayso.errors import InputError
from sayso.extract.veridicality.standing import standing_of
from sayso.model import Claim, EventMention, Reading, Span
from sayso.wording.words import codes, label, why_not_exported

CUES = 3  # words that a standing rests on, of which more say no more


def print_explanation(view: View, reading: Reading, number: int) -> None:
    """Claim `number` (from 1, in text order) with all that led to it, then every event that was not coded."""
    claims = in_text_order(reading.claims)
    if not 1 <= number <= len(claims):
        have = f"1 to {len(claims)}" if claims else "none: it has no claims"
        raise InputError(f"there is no claim {number}; claims of this article: {have}", code="claim", value=str(number))
    claim = claims[number - 1]
    parts: list[RenderableType] = [
        *view.header(reading),
        Padding(view.block(reading, claim, number), (1, 0)),
        view.words("How this claim came about", "bold"),
        _grid(view, _reasons(reading, claim)),
    ]
    if skipped := [event for event in reading.events if event.why_not]:
        parts += [
            Padding(view.words("Event words that gave no claim", "bold"), (1, 0, 0, 0)),
            _grid(view, _skipped(reading, skipped)),
        ]
    view.show(*parts)


def _grid(view: View, rows: Iterator[tuple[str, str]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=17)
    grid.add_column(ratio=1)
    for left, right in rows:
        grid.add_row(view.words(left, QUIET), view.words(right))
    return grid


def _at(reading: Reading, span: Span | None) -> str:
    if span is None or reading.document is None:
        return "inferred, no words for it"
    return f"“{span.of(reading.document.text)}” at {span.start}"


def _reasons(reading: Reading, claim: Claim) -> Iterator[tuple[str, str]]:
    event, judged = claim.event, claim.veridicality
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    yield "event", f"{_at(reading, event.trigger)} is {kind}" + (f", by {event.rule}" if event.rule else "")
    if event.antecedent is not None and event.antecedent < len(reading.events):
        yield "repeats", _at(reading, reading.events[event.antecedent].trigger)
    known = {actor.id: actor for actor in reading.actors}
    for p in event.participants:
        actor = known.get(p.actor)
        code = f" [{codes(actor)}]" if codes(actor) else ""
        yield p.role, f"{_at(reading, p.span)} is {actor.name if actor else p.text}{code}"
    if event.place:
        yield "place", f"{_at(reading, event.place.span)} is {event.place.name}"
    if event.when:
        yield "when", f"{_at(reading, event.when.span) if event.when.span else 'no words for it'}, {event.when.how}"
    for link in claim.chain:
        cue = f", cue {_at(reading, link.cue)}" if link.cue else ""
        yield f"{link.kind} says", f"{link.name}{cue}, {label('scope', link.scope) or link.scope}"
    yield "how sure", f"{judged.certainty}, {judged.polarity}, {judged.modality}: so {_status(claim)}"
    for word in judged.cues:
        yield "", f"from {_at(reading, word)}"
    for step in (*judged.why, *claim.steps):
        yield "", step
    if (laid := standing_of(reading, claim)) is not None:
        yield "laid to the doer", label("standing", laid.word)
        for word in laid.cues[:CUES]:
            yield "", f"from {_at(reading, word)}"
    yield "exported", "yes" if claim.export else f"no: {why_not_exported(claim)}"
    yield "confidence", f"{claim.confidence:.2f}"
    yield "parts", ", ".join(f"{origin.part} {origin.version}" for origin in claim.origins)


def _status(claim: Claim) -> str:
    if claim.self_report and claim.status == "asserted" and len(claim.chain) > 1:
        return "asserted (the source speaks of itself)"
    return claim.status


def _skipped(reading: Reading, events: list[EventMention]) -> Iterator[tuple[str, str]]:
    for event in events:
        by = f" ({event.rule})" if event.rule else ""
        yield event.type, f"{_at(reading, event.trigger)}: {label('why_not', event.why_not)}{by}"

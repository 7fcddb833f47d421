"""Expected events and claims in tables: what is stated is compared, and a mismatch is shown as both lines.

    want("CONSULT/third-party", "held talks", "Iran + Iraq", place="Baghdad", when="2019-04-09")

A participant is right if the words expected stand in what the article writes or in the name that it resolves to. Actors
and recipients are always compared, in order, unless `*` stands for whatever they are; of the rest only what is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from sayso.ingest import article_from_text
from sayso.model import Claim, EventMention, Participant, Reading
from sayso.reader import Reader

OUTLET = "Example News"
DATE = "2019-04-11"  # a Thursday
ANY = "?"  # whoever


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """One expected event or claim; None is not compared, "-" means that there is none."""

    type: str
    trigger: str
    actors: str
    to: str
    host: str | None
    mediator: str | None
    beneficiary: str | None
    place: str | None
    when: str | None
    status: str | None
    export: bool | None
    chain: str | None
    counts: str | None
    content: str | None
    self_report: bool | None
    inferred: str | None
    completion: str | None


def want(type: str, trigger: str, actors: str = "", to: str = "", /, **more: Any) -> Want:
    """`type` is TYPE or TYPE/mode; several participants are joined by ` + `; `chain` holds the links after the outlet."""
    names = [name for name in Want.__slots__ if name not in ("type", "trigger", "actors", "to")]
    return Want(type=type, trigger=trigger, actors=actors, to=to, **(dict.fromkeys(names) | more))


def wrong(reason: str) -> Any:
    """The mark of a case where the engine is wrong: strict, so that it must go when the engine is mended."""
    return pytest.mark.xfail(strict=True, reason=reason)


@cache
def _reader() -> Reader:
    return Reader()


def read(text: str, *, outlet: str | None = OUTLET, date: str | None = DATE) -> Reading:
    """A reading of a short article; the language is given, since a sentence is too short to tell it."""
    (reading,) = _reader().read_articles([article_from_text(text, outlet=outlet, date=date, language="en")])
    return reading


def check_claims(text: str, wanted: list[Want]) -> None:
    """The claims of a text are exactly those wanted, in text order."""
    reading = read(text)
    found = [(claim.event, claim) for claim in reading.claims]
    _compare(reading, found, wanted)


def check_events(text: str, wanted: list[Want]) -> None:
    """The events that a text tells as claims are those wanted, whoever says so."""
    reading = read(text)
    _compare(reading, [(claim.event, None) for claim in reading.claims], wanted)


def _compare(reading: Reading, found: Sequence[tuple[EventMention, Claim | None]], wanted: list[Want]) -> None:
    pairs = list(zip(found, wanted, strict=False))
    faults = [fault for (event, claim), one in pairs for fault in _faults(reading, event, claim, one)]
    if len(found) != len(wanted):
        faults.insert(0, f"{len(found)} found, {len(wanted)} wanted")
    if faults:
        lines = [_line(reading, event, claim) for event, claim in found]
        uncoded = [f"{e.why_not} {e.type} {e.trigger.of(_text(reading))!r}" for e in reading.events if e.why_not]
        pytest.fail("\n  ".join([*faults, "found:", *(lines or ["nothing"]), "not coded:", *uncoded]), pytrace=False)


def _text(reading: Reading) -> str:
    assert reading.document is not None
    return reading.document.text


def _faults(reading: Reading, event: EventMention, claim: Claim | None, one: Want) -> list[str]:
    out = []
    facts = _facts(reading, event, claim)
    for name in (
        "type",
        "trigger",
        "place",
        "when",
        "status",
        "export",
        "chain",
        "counts",
        "content",
        "self_report",
        "completion",
    ):
        expected = getattr(one, name)
        fits = expected == facts[name] or (expected is not None and _fits(name, expected, facts[name]))
        if expected is not None and not fits:
            out.append(f"{one.trigger}: {name} is {facts[name]!r}, not {expected!r}")
    roles = {
        "actor": one.actors,
        "recipient": one.to,
        "host": one.host,
        "mediator": one.mediator,
        "beneficiary": one.beneficiary,
    }
    for role, expected in roles.items():
        if expected is None or expected == "*":
            continue
        names = [] if expected in ("", "-") else expected.split(" + ")
        members = [p for p in event.participants if p.role == role]
        fits = len(names) == len(members) and all(_named(reading, p, n) for p, n in zip(members, names, strict=True))
        if not fits:
            out.append(f"{one.trigger}: {role}s are {[_name(reading, p) for p in members]}, not {names}")
    if one.inferred is not None:
        names = sorted(p.role for p in event.participants if p.inferred)
        if names != one.inferred.split():
            out.append(f"{one.trigger}: inferred are {names}, not {one.inferred.split()}")
    return out


def _fits(name: str, expected: Any, actual: Any) -> bool:
    """Triggers may be longer by an object, links of a chain by a place; `TYPE/*` is any mode."""
    if name == "type" and expected.endswith("/*"):
        return bool(actual.partition("/")[0] == expected[:-2])
    if name == "chain":
        pairs = (expected.split(" < "), actual.split(" < "))
        return len(pairs[0]) == len(pairs[1]) and all(
            b == a or b.startswith((f"{a} of ", f"{a} in ")) or a.startswith((f"{b} of ", f"{b} in "))
            for a, b in zip(*pairs, strict=True)
        )
    return name == "trigger" and (expected in actual or actual in expected)


def _named(reading: Reading, p: Participant, expected: str) -> bool:
    return expected == ANY or expected.casefold() in _name(reading, p).casefold()


def _name(reading: Reading, p: Participant) -> str:
    """What the article writes, the name it resolves to, and the codes."""
    actor = next((a for a in reading.actors if a.id == p.actor), None)
    if actor is None:
        return p.text
    codes = "-".join(code for code in (actor.country, *actor.sectors[:1]) if code)
    return f"{' '.join(p.text.split())} = {actor.name} [{codes}]"


def _facts(reading: Reading, event: EventMention, claim: Claim | None) -> dict[str, Any]:
    when = event.when
    counts = ", ".join(f"{q.kind} {_range(q.low, q.high)}" for q in event.quantities if q.kind != "other")
    out: dict[str, Any] = {
        "type": f"{event.type}/{event.mode}" if event.mode else event.type,
        "trigger": event.trigger.of(_text(reading)),
        "place": event.place.name if event.place else "-",
        "when": _range(when.earliest, when.latest) if when else "-",
        "counts": counts or "-",
        "content": f"{event.content.kind} {event.content.type or '-'}" if event.content else "-",
        "completion": event.completion or "-",
    }
    chain = " < ".join(link.name for link in claim.chain[1:]) if claim else ""
    return out | {
        "status": claim and claim.status,
        "export": claim and claim.export,
        "chain": chain or "-",
        "self_report": claim and claim.self_report,
    }


def _range(low: object, high: object) -> str:
    """`27`, `27..` or `20..30`."""
    return str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"


def _line(reading: Reading, event: EventMention, claim: Claim | None) -> str:
    facts = _facts(reading, event, claim)
    parties = "; ".join(f"{p.role}{' (inferred)' * p.inferred} {_name(reading, p)}" for p in event.participants)
    rest = " | ".join(
        f"{name} {value}"
        for name, value in facts.items()
        if name not in ("type", "trigger") and value not in (None, "-")
    )
    return f"{facts['type']} {facts['trigger']!r}: {parties} | {rest}"

"""Questions about events: what is doubtful in them, and how much would change if the answer were another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sayso.model import content_id
from sayso.model.ledger import Copy, Pair
from sayso.wording.events import counted, weight
from sayso.wording.words import joined, safe

if TYPE_CHECKING:
    from sayso.model.ledger import ClaimRecord

Json = dict[str, Any]
KINDS = ("same-event", "root-is", "copy-of", "claim", "same-actor")
# What an answer is worth: how far it can move a verdict.
TURNS, JOINS, DISPUTES, RELAYS, TELLS = 3.0, 2.5, 2.0, 1.5, 1.0
WEAK = 0.9  # score of a join from which nobody doubts it
UNSURE = 0.8  # confidence of a claim from which nobody doubts it
ALIKE = 0.34  # share of words that two names of sources have in common to be asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `a` and `b` are what the judgement will be about; `claim` is the sentence that is shown."""

    kind: str  # one of KINDS
    ask: str
    reason: str
    a: str
    b: str | None
    event: str
    claim: str | None
    other: str | None = None  # a claim or article shown beside it
    value: float = 0.0

    @property
    def key(self) -> str:
        """What it is known under, on every machine and day."""
        return content_id("question", self.kind, self.a, self.b or "")


@dataclass(frozen=True, slots=True)
class Held:
    """What questions are made from: one event with all that is known around it."""

    event: Json
    claims: Mapping[str, ClaimRecord]
    pairs: Sequence[Pair]
    copies: Sequence[Copy]
    event_of: Mapping[str, str]
    others: Mapping[str, Json]  # events that a pair leads to
    outlets: Mapping[str, tuple[str, str]]  # of each article, with its title


def questions(held: Held) -> Iterator[Question]:
    """Every question about an event that is worth asking."""
    for make in (_weak_joins, _missed_joins, _roots, _copies, _same_source, _claims):
        yield from make(held)


def reach(event: Json) -> float:
    """How much a mistake about it would be repeated."""
    return math.log2(1 + event["reports"])


def _root_of(held: Held) -> dict[str, str]:
    return {c: root["id"] for root in held.event["root_details"] for c in root["claims"]}


def _weak_joins(held: Held) -> Iterator[Question]:
    """The second root hangs on a join of claims that is not sure."""
    if held.event["verdict"] != "corroborated":
        return
    root_of = _root_of(held)
    best: dict[tuple[str, str], Pair] = {}
    for pair in held.pairs:
        one, other = root_of.get(pair.a), root_of.get(pair.b)
        if one and other and one != other:
            key = (min(one, other), max(one, other))
            if key not in best or best[key].score < pair.score:
                best[key] = pair
    for pair in best.values():
        if pair.score < WEAK and pair.a in held.claims and pair.b in held.claims:
            told = (
                f"{weight(held.event)}: the roots are counted together only because two claims were taken for one event"
            )
            yield Question(
                kind="same-event", ask=f"Is this the same event that {safe(held.claims[pair.b].root.name or 'the other')} tells of?", a=pair.a, b=pair.b,
                reason=f"{told} (likeness {pair.score:.2f}). If they are two, the verdict falls.",
                event=held.event["id"], claim=pair.a, other=pair.b,
                value=TURNS * (1.1 - pair.score) * 2 * reach(held.event),
            )  # fmt: skip


def _missed_joins(held: Held) -> Iterator[Question]:
    """Two events that might be one, and would then have two roots."""
    if held.event["independent_roots"] != 1:
        return
    mine = {root["id"] for root in held.event["root_details"]}
    asked: set[str] = set()
    for pair in sorted(held.pairs, key=lambda p: (-p.score, p.a, p.b)):
        inside, outside = (pair.a, pair.b) if held.event_of.get(pair.a) == held.event["id"] else (pair.b, pair.a)
        there = held.event_of.get(outside)
        other = held.others.get(there or "")
        if (
            other is None
            or there in asked
            or held.event_of.get(inside) != held.event["id"]
            or inside not in held.claims
        ):
            continue
        if mine & {root["id"] for root in other["root_details"]}:
            continue
        asked.add(other["id"])
        yield Question(
            kind="same-event", ask=f"Is this the same event as “{safe(other['title'] or other['type'])}”?", a=pair.a, b=pair.b,
            reason=f"They look alike ({pair.score:.2f}) but stand apart, each on roots of its own. "
            "If they are one, it has a second independent root.",
            event=held.event["id"], claim=inside, other=outside, value=JOINS * pair.score * reach(held.event),
        )  # fmt: skip


def _roots(held: Held) -> Iterator[Question]:
    """Everything rests on one root: is it the root?"""
    event = held.event
    affirm = [root for root in event["root_details"] if not root["denies"] and root["claims"]]
    if len(affirm) != 1 or (event["reports"] < 2 and affirm[0]["standing"] in ("registered", "named")):
        return
    root = affirm[0]
    lead = next((held.claims[c] for c in root["claims"] if c in held.claims and len(held.claims[c].chain) > 1), None)
    lead = lead or next((held.claims[c] for c in root["claims"] if c in held.claims), None)
    if lead is None:
        return
    unnamed = root["standing"] in ("unnamed", "unknown")
    doubt = 0.8 if event["verdict"] == "echoed" else 0.6 if unnamed else 0.3
    why = {
        "echoed": "some of its outlets do not say where they have it from",
        "relayed": "all of its outlets lead to one source",
    }.get(event["verdict"], "nobody else is known to say so")
    source = "an unnamed source" if unnamed else "one source"
    yield Question(
        kind="root-is", ask=f"Is {safe(root['name'])} the root of this?", a=event["id"], b=lead.root.id,
        reason=f"{weight(event)}, resting on {source}: {why}. Another root, or a second one, would move the verdict.",
        event=event["id"], claim=lead.id, value=(TURNS if event["reports"] > 1 else TELLS) * doubt * reach(event),
    )  # fmt: skip


def _copies(held: Held) -> Iterator[Question]:
    """Articles that look alike, where nothing tells who was first, or the likeness is small."""
    inside = set(held.event["articles"])
    for edge in held.copies:
        if edge.child not in inside or edge.parent not in inside or (edge.directed and edge.score >= WEAK):
            continue
        doubt = 1.0 if not edge.directed else 1 - edge.score
        why = "nothing tells which was first" if not edge.directed else f"the likeness is {edge.score:.2f}"
        child, parent = _called(held, edge)
        claim = next((c.id for c in held.claims.values() if c.article == edge.child), None)
        yield Question(
            kind="copy-of", ask=f"Is {child} a copy of {parent}?", a=edge.child, b=edge.parent,
            reason=f"{edge.share:.0%} of its words stand in the other, and {why}. A copy is no root of its own.",
            event=held.event["id"], claim=claim, other=edge.parent, value=RELAYS * doubt * reach(held.event),
        )  # fmt: skip


def _called(held: Held, edge: Copy) -> tuple[str, str]:
    """The two articles by their outlets; by their titles where one outlet has both."""
    told = [held.outlets.get(one, ("", "")) for one in (edge.child, edge.parent)]
    names = [outlet or "an article" for outlet, _ in told]
    if names[0] == names[1]:
        names = [f"“{title[:80]}” ({name})" if title else name for name, (_, title) in zip(names, told, strict=True)]
    return safe(names[0]), safe(names[1])


def _same_source(held: Held) -> Iterator[Question]:
    """Two roots whose names are much alike."""
    roots = [r for r in held.event["root_details"] if r["counted"] and not r["denies"] and r["claims"]]
    for one, other in combinations(roots, 2):
        words = [set(r["name"].lower().partition(" (")[0].split()) - {"the", "of", "and", "a"} for r in (one, other)]
        share = len(words[0] & words[1]) / max(len(words[0] | words[1]), 1)
        first, second = (next((held.claims[c] for c in r["claims"] if c in held.claims), None) for r in (one, other))
        if share < ALIKE or first is None or second is None or first.root.id == second.root.id:
            continue
        yield Question(
            kind="same-actor", ask=f"Are {safe(one['name'])} and {safe(other['name'])} the same source?",
            a=first.root.id, b=second.root.id, event=held.event["id"], claim=first.id, other=second.id,
            reason=f"{weight(held.event)}: if they are one, there is one root less.",
            value=(TURNS if held.event["independent_roots"] == 2 else TELLS) * share * reach(held.event),
        )  # fmt: skip


def _claims(held: Held) -> Iterator[Question]:
    """Claims that were read with little confidence, or that alone bring an event into dispute."""
    event = held.event
    alone = {root["claims"][0] for root in event["root_details"] if len(root["claims"]) == 1}
    stances = dict(zip(event["claims"], event["stances"], strict=True))
    for claim in held.claims.values():
        against = stances.get(claim.id, "affirm") != "affirm"
        if against:
            worth, doubt = DISPUTES, 0.6
            why = f"On this sentence it rests that the event is {event['verdict']}."
        elif claim.confidence < UNSURE and (event["reports"] > 1 or claim.id in alone):
            worth, doubt = (
                (TURNS if claim.id in alone and event["independent_roots"] == 2 else TELLS),
                1 - claim.confidence,
            )
            why = f"It was read with little confidence ({claim.confidence:.2f}) and is one of {counted(event['reports'], 'report')}."
        else:
            continue
        yield Question(
            kind="claim", ask=_asked(claim, stances.get(claim.id, "affirm")), a=claim.id, b=None, event=event["id"], claim=claim.id,
            reason=why, value=worth * doubt * reach(event),
        )  # fmt: skip


def _asked(claim: ClaimRecord, stance: str) -> str:
    """The question whether a claim was read rightly: `Did Norland do this to Sudland?`."""
    root = safe(claim.root.name or "this source")
    if stance == "retract":
        return f"Does {root} take this back?"
    if stance == "deny":
        return f"Does {root} deny this?"
    who, whom = (joined(safe(p.name) for p in claim.in_role(role)[:2]) for role in ("actor", "recipient"))
    if not who:
        return f"Was this done to {whom}?" if whom else "Does the sentence say this?"
    return f"Did {who} do this to {whom}?" if whom else f"Did {who} do this?"

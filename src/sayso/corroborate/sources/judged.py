"""What people decided, as far as it stands: later rows before earlier ones, undone rows left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sayso.model.ledger import Copy, Judgement

SURE = 1.0


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements in force, in the order of time: neither undone nor answered anew later."""
    undone: set[str] = set()
    kept: list[Judgement] = []
    asked: set[tuple[str, str, str | None]] = set()
    for row in sorted(judgements, key=lambda j: (j.at, j.id), reverse=True):
        if row.id in undone:
            continue
        if row.undoes:
            undone.add(row.undoes)
            continue
        question = (row.kind, row.a, row.b if row.kind not in ("root-is", "reliability") else None)
        if question not in asked:
            asked.add(question)
            kept.append(row)
    return tuple(reversed(kept))


@dataclass(frozen=True, slots=True)
class Decided:
    """The standing judgements, filed by what they change."""

    root_is: dict[str, Judgement] = field(default_factory=dict)
    wrong: dict[str, Judgement] = field(default_factory=dict)
    same: tuple[Judgement, ...] = ()
    apart: dict[frozenset[str], Judgement] = field(default_factory=dict)
    copies: tuple[Judgement, ...] = ()
    reliability: dict[str, Judgement] = field(default_factory=dict)


def decided(judgements: Iterable[Judgement]) -> Decided:
    """The judgements that bear on sources; "unsure" changes nothing."""
    out = Decided()
    same, copies = [], []
    for row in standing(judgements):
        if row.answer == "unsure":
            continue
        if row.kind == "root-is" and row.b:
            out.root_is[row.a] = row
        elif row.kind == "wrong" and row.answer == "yes":
            out.wrong[row.a] = row
        elif row.kind == "reliability":
            out.reliability[row.a] = row
        elif row.kind == "same-actor" and row.b and row.answer == "yes":
            same.append(row)
        elif row.kind == "same-actor" and row.b:
            out.apart[frozenset((row.a, row.b))] = row
        elif row.kind == "copy-of" and row.b:
            copies.append(row)
    return replace(out, same=tuple(same), copies=tuple(copies))


def judged_copies(copies: Iterable[Copy], decisions: Decided) -> list[Copy]:
    """The copy edges with those that people added, and without those that they took away."""
    yes = [j for j in decisions.copies if j.answer == "yes" and j.b]
    settled = {frozenset((j.a, j.b or "")) for j in decisions.copies}
    kept = [edge for edge in copies if frozenset((edge.child, edge.parent)) not in settled]
    added = [Copy(child=j.a, parent=j.b or "", kind="duplicate", share=1.0, score=SURE) for j in yes]
    return [*kept, *added]


def by(row: Judgement) -> str:
    """A judgement as reasons name it."""
    return f"judgement {row.id.removeprefix('judgement:')} by {row.by}"

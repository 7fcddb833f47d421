"""Which of two dependent articles took from the other."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.corroborate.copies.comparison import Comparison
from sayso.corroborate.copies.retold import Retold
from sayso.knowledge.outlets import Outlet, outlet_of
from sayso.model.ledger import Report, clock, moment

CONTAINED, MORE = 0.85, 0.65  # an abridgement stands nearly whole in a text of which it is the lesser part

LESS = 0.1  # difference of shares by which the one with more of its own may be told


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """Child and parent; `directed` False where nothing tells and the canonical order stands in."""

    child: str
    parent: str
    evidence: str = "time"
    says: str = ""
    directed: bool = True


def direction_of(a: Report, b: Report, c: Comparison, a_from_b: Retold, b_from_a: Retold) -> Direction:
    """By credit line, by citation, by time, by who is an agency, by containment; `a` is first in canonical order."""
    for rank in (_credit, _score):
        mine, theirs = rank(a_from_b), rank(b_from_a)
        if mine > theirs:
            return Direction(child=a.id, parent=b.id)
        if theirs > mine:
            return Direction(child=b.id, parent=a.id)
    if _earlier(a, b):
        says = f"published later, {clock(b.published)} after {clock(a.published)}"
        return Direction(child=b.id, parent=a.id, evidence="time", says=says)
    one, other = _agency(a), _agency(b)
    if one != other:
        child, parent = (b, a) if one else (a, b)
        says = f"{parent.outlet} is a news agency"
        return Direction(child=child.id, parent=parent.id, evidence="credit", says=says)
    in_a, in_b = (c.share_a, c.share_b) if c.a == a.id else (c.share_b, c.share_a)
    for child, parent, inside, whole in ((a, b, in_a, in_b), (b, a, in_b, in_a)):
        if inside >= CONTAINED and whole <= MORE:
            says = "stands nearly whole in the other, which has more"
            return Direction(child=child.id, parent=parent.id, evidence="passage", says=says)
    if abs(in_a - in_b) >= LESS:
        child, parent = (a, b) if in_a > in_b else (b, a)
        says = "nothing tells which was first; the one with more of its own stands in as the older"
        return Direction(child=child.id, parent=parent.id, says=says, directed=False)
    says = "nothing tells which was first; the order of their dates and ids stands in"
    return Direction(child=b.id, parent=a.id, evidence="time", says=says, directed=False)


def _credit(told: Retold) -> int:
    return int(told.credit)


def _score(told: Retold) -> float:
    return told.score


def _earlier(a: Report, b: Report) -> bool:
    """Whether the first was surely published before the second: a day without an hour says nothing within that day."""
    if not (a.published and b.published):
        return False
    one, other = moment(a.published), moment(b.published)
    shorter = min(len(one), len(other))
    return one[:shorter] < other[:shorter]


def _agency(report: Report) -> bool:
    known: Outlet | None = outlet_of(report.outlet) if report.outlet else None
    return known is not None and known.agency

"""An event while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.extract.events.roles import Found
from sayso.model import Content, Quantity, Span

JOINT = ("CONSULT", "AGREE", "COOPERATE")  # all parties of these are alike


@dataclass(slots=True)
class Draft:
    """What is known of one event so far; `words` are the tokens of its trigger, `parts` all that belong to it."""

    head: int
    words: list[int]
    type: str
    mode: str | None
    cameo: str | None
    contexts: set[str]
    rule: str
    actors: list[Found] = field(default_factory=list)
    recipients: list[Found] = field(default_factory=list)
    others: dict[str, list[Found]] = field(default_factory=dict)  # mediator, host, beneficiary
    inferred: dict[str, list[Found]] = field(default_factory=dict)  # role -> read from context
    parts: set[int] = field(default_factory=set)
    content: Content | None = None
    content_tokens: frozenset[int] = frozenset()
    content_mode: str | None = None  # mode of the event that the content tells
    completion: str | None = None
    presupposed: bool = False
    nominal: bool = False
    why_not: str | None = None
    antecedent: Draft | None = None
    quantities: tuple[Quantity, ...] = ()
    lookup: int | None = None  # the event noun of a light verb
    merged: bool = False  # taken into another draft
    borrowed: Draft | None = None  # where time and place may be read too

    def add(self, role: str, found: list[Found]) -> None:
        """Adds participants of a role that do not stand there yet."""
        have = {a.id for a, _ in self.others.get(role, [])}
        self.others.setdefault(role, []).extend(pair for pair in found if pair[0].id not in have)

    def known(self) -> set[str]:
        """Ids of all who act or are acted upon."""
        return {a.id for a, _ in (*self.actors, *self.recipients)}


def unique(found: list[Found]) -> list[Found]:
    """Without repeated actors, first mention kept."""
    seen: set[str] = set()
    return [pair for pair in found if not (pair[0].id in seen or seen.add(pair[0].id))]  # type: ignore[func-returns-value]


def span_of(spans: list[Span]) -> Span:
    return Span(min(s.start for s in spans), max(s.end for s in spans))

"""Events as mentioned in text, and claims: one proposition on one say-so."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.actors import PlaceMention, Quantity, TimeMention
from sayso.model.attribution import Link
from sayso.model.text import Span

ROLES = ("actor", "recipient", "mediator", "host", "beneficiary")
CERTAINTY = ("certain", "probable", "possible", "unknown")
POLARITY = ("positive", "negative")
MODALITY = ("actual", "future", "hypothetical")
STATUS = ("asserted", "reported", "hedged", "denied", "future", "hypothetical")
WHY_NOT = (
    "content-of-threat",
    "content-of-proposal",
    "question",
    "hypothetical",
    "no-actor",
    "not-political",
    "boilerplate",
    "duplicate-mention",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    part: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who takes part, in which role; `span` is None where it is inferred from context."""

    role: str
    text: str
    span: Span | None
    actor: str  # id of an Actor
    inferred: bool = False
    head: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a threat, demand, proposal, promise or refusal speaks of; never an event of its own."""

    kind: str  # threat|demand|proposal|promise|refusal
    span: Span
    type: str | None = None  # PLOVER type of what is spoken of


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When it happened. ISO dates, None for an open end."""

    earliest: str | None
    latest: str | None
    granularity: str | None
    how: str
    text: str | None = None
    span: Span | None = None
    historical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One event as the text speaks of it, whether or not it becomes a claim."""

    trigger: Span
    head: int  # token of the trigger
    sentence: int
    type: str
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    place: PlaceMention | None = None
    when: When | None = None
    time: TimeMention | None = None
    quantities: tuple[Quantity, ...] = ()
    content: Content | None = None
    completion: str | None = None  # accomplished|attempted|foiled|ongoing
    presupposed: bool = False  # mentioned as known, not asserted here
    why_not: str | None = None  # one of WHY_NOT if it is not coded
    rule: str = ""  # row of the table that coded it
    antecedent: int | None = None  # index of the event that an ellipsis repeats
    origins: tuple[Origin, ...] = ()  # parts with a model that found or changed it; its claims name them too


@dataclass(frozen=True, slots=True, kw_only=True)
class Veridicality:
    """How surely, whether, and in which world: with the words that say so."""

    certainty: str = "certain"
    polarity: str = "positive"
    modality: str = "actual"
    cues: tuple[Span, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition on one say-so. `chain` runs from the outlet that we read to the root source."""

    id: str
    event: EventMention
    event_index: int
    veridicality: Veridicality
    chain: tuple[Link, ...]
    self_report: bool
    export: bool
    confidence: float
    origins: tuple[Origin, ...]
    steps: tuple[str, ...] = ()  # how it came about, in words, for --explain

    @property
    def root(self) -> Link:
        return self.chain[-1]

    @property
    def status(self) -> str:
        """The one-word reading, derived in the order of the output contract."""
        v = self.veridicality
        if v.polarity == "negative":
            return "denied"
        if v.modality == "hypothetical":
            return "hypothetical"
        if v.modality == "future":
            return "future"
        if v.certainty != "certain":
            return "hedged"
        if len(self.chain) > 1 and not self.self_report:
            return "reported"
        return "asserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a claim maker hands back for one document: every event with its fate, and the claims."""

    events: tuple[EventMention, ...]
    veridicality: tuple[Veridicality, ...]
    claims: tuple[Claim, ...]

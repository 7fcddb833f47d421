"""Across articles: what the ledger keeps of a claim, and what is derived from many: copies, events, stories, judgements."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from sayso.model.attribution import Link
from sayso.model.text import Span

STATES = ("coded", "duplicate", "no-event", "quarantined")
COPY_KINDS = ("duplicate", "near-duplicate", "partial", "quotation", "citation", "paraphrase")
EVIDENCE = ("passage", "quotation", "credit", "citation", "time", "details")
VERDICTS = ("single-source", "relayed", "echoed", "corroborated", "disputed", "withdrawn")
STANDINGS = ("registered", "named", "unnamed", "unknown")
STANCES = ("affirm", "deny", "retract")
CHANGES = ("new", "confirmed", "disputed", "withdrawn", "changed")
JUDGEMENTS = ("same-event", "same-actor", "copy-of", "root-is", "wrong", "reliability")
ANSWERS = ("yes", "no", "unsure")


@lru_cache(maxsize=2048)
def moment(given: str) -> str:
    """A time in UTC that sorts as text: `2026-03-12T07:00:00Z`; a day stays a day, and so comes before its hours."""
    if len(given) <= 10:
        return given
    try:
        found = datetime.fromisoformat(given)
        # A time without a zone is taken as it stands: nobody knows better.
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return given


def clock(given: str | None) -> str:
    """A time for people: `2026-03-12 07:00 UTC`; a day stays a day, and a time without a zone is told without one."""
    at = moment(given or "")
    if len(at) <= 10:
        return at
    zoned = at.endswith("Z") and any(sign in (given or "")[10:] for sign in "Zz+-")
    return at[:16].replace("T", " ") + " UTC" * zoned


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article as the comparison of articles sees it: who published which text, when, and whom it credits."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None  # as the article names it
    outlet_id: str | None = None  # "outlet:...", None where nobody says who published it
    family: str | None = None  # publisher family; an outlet without a known publisher is its own
    url: str | None = None
    published: str | None = None  # ISO 8601, as given
    seen: str = ""  # when the ledger received it, ISO 8601 UTC
    credits: tuple[str, ...] = ()  # ids of outlets that its dateline or byline credits
    language: str | None = None

    @property
    def day(self) -> str:
        """The day it counts for: of publication, else of receipt; "" where neither is known."""
        return (self.published or self.seen)[:10]

    @property
    def order(self) -> tuple[str, str]:
        """The canonical order of reports: by time of publication in UTC (a day without a time comes first), then by id."""
        return (moment(self.published or self.seen), self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One participant of a claim with what its actor is known as."""

    role: str
    id: str
    name: str
    kind: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where a claim's event happened, resolved as far as it could be."""

    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A quantity of a claim: `high` None for "at least"."""

    kind: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRecord:
    """A claim as the ledger keeps it: everything that joining claims across articles looks at, and nothing of the parse."""

    id: str
    article: str
    type: str
    trigger: str
    trigger_span: Span
    sentence: str
    sentence_span: Span
    chain: tuple[Link, ...]
    status: str = "asserted"
    certainty: str = "certain"
    polarity: str = "positive"
    modality: str = "actual"
    self_report: bool = False
    export: bool = True
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int | None = None
    parties: tuple[Party, ...] = ()
    site: Site | None = None
    earliest: str | None = None
    latest: str | None = None
    granularity: str | None = None
    how: str | None = None  # of the date: explicit, weekday, ... publication
    historical: bool = False
    counts: tuple[Count, ...] = ()
    content_kind: str | None = None
    content_type: str | None = None
    content: str | None = None
    completion: str | None = None
    confidence: float = 0.0

    @property
    def root(self) -> Link:
        return self.chain[-1]

    def in_role(self, *roles: str) -> tuple[Party, ...]:
        """The participants in any of these roles, in text order."""
        return tuple(p for p in self.parties if p.role in roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why two articles are held to depend on each other; spans are characters of the two texts, child first."""

    kind: str  # one of EVIDENCE
    says: str  # in words, for people
    child: Span | None = None
    parent: Span | None = None
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """`child` took text or news from `parent`. `share` is the part of the child's words that stand in the parent, 0 to 1."""

    child: str
    parent: str
    kind: str  # one of COPY_KINDS
    share: float
    score: float
    evidence: tuple[Evidence, ...] = ()
    directed: bool = True  # False where nothing tells who was first; the canonical order then decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two items that a comparison joined, `a` before `b` in the order of ids, with the score and the reasons."""

    a: str
    b: str
    score: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNode:
    """One source after aliases are joined. `standing` is one of STANDINGS."""

    id: str
    name: str
    kind: str
    standing: str
    family: str | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """One independent origin of an event's reports: everything that rests on it is counted once."""

    id: str
    name: str
    kind: str
    standing: str
    claims: tuple[str, ...]
    articles: tuple[str, ...]
    members: tuple[str, ...] = ()  # ids of the sources that were joined into it
    self_report: bool = False
    counted: bool = True  # False: an unknown label, which corroborates nothing but itself
    denies: bool = False
    why: tuple[str, ...] = ()  # why its sources were joined, or kept apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The two fields of the Admiralty code, judged separately, each with its reason."""

    reliability: str  # A-F, of the source
    reliability_why: str
    credibility: int  # 1-6, of the item
    credibility_why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One value that reports give for a detail of an event, and the claims that give it."""

    field: str  # actor, recipient, place, when, killed, injured ...
    value: str
    claims: tuple[str, ...]
    roots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event in the world, as the reports in the ledger tell it. Derived: it can be rebuilt at any time."""

    id: str
    type: str
    mode: str | None
    quad: int | None
    contexts: tuple[str, ...]
    parties: tuple[Party, ...]
    site: Site | None
    earliest: str | None
    latest: str | None
    granularity: str | None
    counts: tuple[Count, ...]
    claims: tuple[str, ...]  # in canonical order of their articles
    stances: tuple[str, ...]  # one of STANCES for each claim
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    roots: tuple[Root, ...]
    independent_roots: int
    verdict: str  # one of VERDICTS
    verdict_why: str
    grade: Grade
    first_report: str  # article id
    first_at: str
    last_at: str
    story: str | None = None
    conflicts: tuple[Detail, ...] = ()
    circular: tuple[tuple[str, ...], ...] = ()  # rings of sources that cite each other
    export: bool = True  # at least one claim stands in flat event tables
    title: str = ""  # in words: "Algeria threatened Egypt"

    @property
    def reports(self) -> int:
        return len(self.articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles on one affair."""

    id: str
    title: str
    articles: tuple[str, ...]  # in canonical order
    first_at: str
    last_at: str
    reopened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became known of an event, and by which article."""

    event: str
    change: str  # one of CHANGES
    article: str
    published: str
    seen: str
    before: str | None
    after: str
    roots_before: int
    roots_after: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person decided, kept beside the ledger. An undo is a row of its own that names what it takes back."""

    id: str
    kind: str  # one of JUDGEMENTS
    a: str
    b: str | None
    answer: str  # one of ANSWERS, or the letter of a reliability
    by: str
    at: str
    note: str | None = None
    undoes: str | None = None
    extra: dict[str, str] = field(default_factory=dict)

"""What goes into the ledger in one piece: an input with its end state, and its article where it has a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sayso.model import Problem
from sayso.model.ledger import STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRow:
    """One input and how it ended. `article` is the article it gave or, for a duplicate, the one it repeats."""

    id: str
    source: str
    position: int
    sha256: str
    received_at: str
    state: str  # one of STATES
    given_id: str | None = None
    reason: str | None = None
    retryable: bool = False
    message: str | None = None
    attempts: int = 1
    article: str | None = None

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise ValueError(f"an input ends in one of {', '.join(STATES)}, not in {self.state!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """One article as the ledger keeps it: who published it, when, and what was received."""

    id: str
    text_hash: str
    outlet_key: str = ""
    given_id: str | None = None
    url: str | None = None
    outlet: str | None = None
    outlet_id: str | None = None
    family: str | None = None
    title: str | None = None
    byline: str | None = None
    dateline: str | None = None
    credits: tuple[str, ...] = ()
    published_at: str | None = None
    seen_at: str = ""
    language: str | None = None
    translated_from: str | None = None
    version: int = 1
    previous: str | None = None
    media_type: str = "text/plain"
    raw_text: str = ""  # the text as received, so that it can be coded again


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """All that one input adds to the ledger, written in one transaction."""

    run: str
    input: InputRow
    article: StoredArticle | None = None
    reading: Mapping[str, Any] | None = None  # the object of the output contract
    problems: tuple[Problem, ...] = ()  # beside those of the reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How many inputs there were and how each ended; all must add up."""

    inputs: int = 0
    coded: int = 0
    duplicate: int = 0
    no_event: int = 0
    quarantined: int = 0
    retryable: int = 0  # of the quarantined, those that the next run tries again
    articles: int = 0
    claims: int = 0

    @property
    def adds_up(self) -> bool:
        """Every input has one end state, and every article came by one input that was coded or had no event."""
        ends = self.coded + self.duplicate + self.no_event + self.quarantined
        return (
            self.inputs == ends and self.articles == self.coded + self.no_event and self.retryable <= self.quarantined
        )

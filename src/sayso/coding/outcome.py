"""What reading one article came to, in a form that passes between processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso.codec import reading_to_dict
from sayso.coding.identity import credited, publisher
from sayso.model import Problem, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An article that was read: the object of the output contract, and whom its dateline and byline credit."""

    found: dict[str, Any]
    credits: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def state(self) -> str:
        return "coded" if self.found["claims"] else "no-event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """An article that could not be read, with the reason."""

    reason: str
    message: str
    retryable: bool = False
    problems: tuple[Problem, ...] = ()


Outcome = Read | Failed


def outcome_of(reading: Reading) -> Outcome:
    """`Failed` where an early stage gave the article up: what it names last is why."""
    from sayso.codec.read_json import problems_of

    problems = problems_of(reading)
    if reading.parsed is None:
        return failure(problems)
    document = reading.document
    source = document.dateline_source if document else None
    byline = (document.byline if document else None) or reading.article.byline
    return Read(
        found=reading_to_dict(reading),
        credits=credited(source, byline, publisher(reading.article).id),
        problems=problems,
    )


def failure(problems: tuple[Problem, ...]) -> Failed:
    """Why there is no reading, told by the last problem; those before it are remarks."""
    if not problems:
        return Failed(reason="no_text", message="the article has no text")
    last = problems[-1]
    return Failed(reason=last.code, message=last.message, retryable=last.retryable, problems=problems)

"""How a run went, in numbers that add up."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

SHOWN = 10  # problems that a run tells of; the store has them all


@dataclass(frozen=True, slots=True)
class Trouble:
    """One input that was quarantined, in words."""

    source: str
    position: int
    given_id: str | None
    reason: str
    message: str
    retryable: bool

    def __str__(self) -> str:
        where = "standard input" if self.source == "-" else self.source
        which = f" ({self.given_id})" if self.given_id else f" (number {self.position})" if self.position > 1 else ""
        named = (
            self.source != "-" and PurePath(self.source).name in self.message and not which
        )  # the message names the file itself
        told = self.message if named else f"{where}{which}: {self.message}"
        return told + ("; the next run tries again" if self.retryable else "")


@dataclass(slots=True)
class Tally:
    """Counts of one run. `known` are inputs that the ledger had before it; they are in none of the other counts."""

    run: str | None = None  # None as long as nothing was added
    coded: int = 0
    duplicate: int = 0
    no_event: int = 0
    quarantined: int = 0
    known: int = 0
    claims: int = 0
    versions: int = 0  # articles that are a new version of a page
    cut: bool = False  # ended by the user
    seconds: float = 0.0
    troubles: list[Trouble] = field(default_factory=list)  # the first `SHOWN`

    @property
    def inputs(self) -> int:
        return self.coded + self.duplicate + self.no_event + self.quarantined

    @property
    def rate(self) -> float:
        """Inputs a minute, those that were known too."""
        return 60 * (self.inputs + self.known) / self.seconds if self.seconds else 0.0

    def add(self, state: str, *, claims: int = 0, trouble: Trouble | None = None) -> None:
        """Count one input that was recorded."""
        name = state.replace("-", "_")
        setattr(self, name, getattr(self, name) + 1)
        self.claims += claims
        if trouble is not None and len(self.troubles) < SHOWN:
            self.troubles.append(trouble)

    def as_dict(self) -> dict[str, Any]:
        """The counts as one JSON object."""
        return {
            "run": self.run,
            "inputs": self.inputs,
            "coded": self.coded,
            "duplicate": self.duplicate,
            "no_event": self.no_event,
            "quarantined": self.quarantined,
            "known": self.known,
            "claims": self.claims,
            "new_versions": self.versions,
            "cut": self.cut,
            "seconds": round(self.seconds, 3),
            "per_minute": round(self.rate, 1),
        }

"""What a format is given to write, and what it must be able to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

Json = dict[str, Any]
Rows = Callable[[], Iterable[Json]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Everything that is to be exported, as objects of the output contract; each call streams them anew, in a fixed order."""

    claims: Rows  # sayso-claim/1, of current articles
    events: Rows  # sayso-event/1; those that flat tables leave out too
    flat_events: Rows  # those that stand in flat event tables, or all where that was asked for
    stories: Rows  # sayso-story/1
    sources: Rows
    articles: Rows  # sayso-article/1 without texts
    readings: Rows  # the same with the text as received and the reading
    copies: Rows
    changes: Rows
    judgements: Rows
    provenance: Json  # version, parts, counts, store, filters
    date: str  # the day of the newest article, for the citation


@dataclass(frozen=True, slots=True)
class Written:
    """A file of an export, the table of `columns.csv` that describes it, and how many rows it has."""

    file: str
    table: str
    rows: int


class Format(Protocol):
    """A format: `suffix` is that of a single file, or empty where the export is a folder."""

    name: str
    suffix: str

    def write(self, package: Package, out: Path) -> tuple[Written, ...]:
        """Write to `out`, an empty folder or the name of a new file, and tell what stands there."""

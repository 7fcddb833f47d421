"""Scores our counts of people on news of shootings: are the killed and the injured of an incident both right?

An incident has one or more articles; their tolls vote.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError
from sayso.evaluate.parsing import parser as default_parser
from sayso.extract.quantities.rules import RulesFinder
from sayso.extract.quantities.toll import agreed, tolls
from sayso.model import Article, Block, Document, ParsedDocument, Quantity, Span

READ = 2500  # characters of an article: what counts stands near the top


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityScores:
    """Shares of incidents with both counts right, and with each."""

    incidents: int
    both: float
    killed: float
    injured: float


@dataclass(frozen=True, slots=True)
class Incident:
    id: str
    killed: int
    injured: int
    documents: tuple[Document, ...]


def half_of(incident: str) -> str:
    """`dev` or `heldout`, by a hash of the id: we tune on the first and report both."""
    return "dev" if int(hashlib.sha256(incident.encode()).hexdigest(), 16) % 2 == 0 else "heldout"


def score(folder: str | Path | None = None, *, half: str = "all", limit: int | None = None) -> QuantityScores:
    """Figures for one half (or `all`) of the incidents in `folder/gun_violence_half.jsonl`."""
    root = Path(folder) if folder else Path(os.environ.get("SAYSO_DATA", "../shared/data")) / "quantities"
    incidents = read_incidents(root / "gun_violence_half.jsonl", half)[:limit]
    return compare(incidents, (counts_of(read_one(incident)) for incident in incidents))


def read_incidents(path: Path, half: str) -> list[Incident]:
    """The incidents of a half in order of first appearance, each with its articles."""
    if half not in ("dev", "heldout", "all"):
        raise InputError(f"no half is called {half!r}; use dev, heldout or all", code="half", value=half)
    if not path.is_file():
        raise InputError(
            f"no such file: {path}; set SAYSO_DATA to the folder of corpora", code="missing", value=str(path)
        )
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if half in ("all", half_of(row["incident"])):
                rows[row["incident"]].append(row)
    return [
        Incident(name, int(group[0]["killed"]), int(group[0]["injured"]), tuple(_document(row) for row in group))
        for name, group in rows.items()
    ]


def _document(row: dict[str, str]) -> Document:
    title = " ".join((row.get("title") or "").split())
    text = f"{title}\n{(row.get('text') or '')[:READ]}"
    blocks = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(span=Span(at, at + len(line)), kind="headline" if at == 0 and title else "text"))
        at += len(line) + 1
    article = Article(
        id=row.get("url") or "article", text=text, title=title, published_at=row.get("date"), language="en"
    )
    return Document(article=article, text=text, text_map=((0, 0, len(text)),), blocks=tuple(blocks), language="en")


def read_one(incident: Incident) -> list[tuple[ParsedDocument, tuple[Quantity, ...]]]:
    parsed = default_parser().parse(incident.documents)
    return list(zip(parsed, RulesFinder().find(parsed), strict=True))


def compare(incidents: Sequence[Incident], counts: Iterable[tuple[int, int]]) -> QuantityScores:
    """How many of the incidents were counted right."""
    both = killed = injured = 0
    for incident, (k, i) in zip(incidents, counts, strict=True):
        killed += k == incident.killed
        injured += i == incident.injured
        both += (k, i) == (incident.killed, incident.injured)
    total = len(incidents) or 1
    return QuantityScores(
        incidents=len(incidents),
        both=round(both / total, 4),
        killed=round(killed / total, 4),
        injured=round(injured / total, 4),
    )


def counts_of(read: Sequence[tuple[ParsedDocument, tuple[Quantity, ...]]]) -> tuple[int, int]:
    """Killed and injured of one incident, from the tolls of its articles."""
    killed, injured = agreed([tolls(parsed, quantities) for parsed, quantities in read])
    return killed.count, injured.count


def counts_in(parsed: ParsedDocument, quantities: Sequence[Quantity]) -> tuple[int, int]:
    """Killed and injured as one article tells."""
    return counts_of([(parsed, tuple(quantities))])

"""Scores our counts of people on news of shootings: are the killed and the injured of an incident both right?

An incident has one or more articles. Each article is read for its counts; then the articles of an incident vote.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError
from sayso.extract.quantities.rules import RulesFinder
from sayso.lexicon.tables import table
from sayso.model import Article, Block, Document, ParsedDocument, Quantity, Span
from sayso.parse.spacy import SpacyParser

READ = 2500  # characters of an article: what counts stands near the top
SHOT = ("shot", "shoot", "shooting", "shoots", "stabbed")
LEAD = 6  # sentences in which words of death and injury tell of the incident itself


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
    parsed = SpacyParser().parse(incident.documents)
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
    """Killed and injured of one incident: the pair most of its articles give; of equals the one with more people."""
    votes = Counter(counts_in(parsed, quantities) for parsed, quantities in read)
    if len(votes) > 1:
        votes.pop((0, 0), None)  # a page that tells of no victim tells nothing
    return max(votes, key=lambda pair: (votes[pair], sum(pair)))


def counts_in(parsed: ParsedDocument, quantities: Sequence[Quantity]) -> tuple[int, int]:
    """Killed and injured as one article tells: its counts, else one victim where words of death or injury stand in the lead."""
    words = set(_lead(parsed))
    killed = _stated(parsed, [q for q in quantities if q.kind == "killed"])
    if not killed:
        killed = 1 if words & _signs("killed") else 0
    shot = [q for q in quantities if q.kind == "injured" and _says_shot(parsed, q)]
    hurt = [q for q in quantities if q.kind == "injured" and q not in shot]
    injured = _stated(parsed, hurt)
    if injured is None:
        struck = _stated(parsed, shot) or 0
        rest = any("other" in q.text.lower() for q in shot)
        struck = struck if struck > 1 else _times(words)
        injured = struck if rest else max(0, struck - killed)  # those shot include those killed
    if not injured and not killed and words & _signs("injured"):
        injured = 1
    return killed, injured


def _times(words: set[str]) -> int:
    """The victims of a double or triple shooting."""
    return max(
        (int(row["kind"]) for row in table("quantity_signs") if row["kind"].isdigit() and row["word"] in words),
        default=0,
    )


def _says_shot(parsed: ParsedDocument, quantity: Quantity) -> bool:
    return quantity.trigger is not None and quantity.trigger.of(parsed.text).lower() in SHOT


def _stated(parsed: ParsedDocument, quantities: Sequence[Quantity]) -> int | None:
    """The count that stands most often, the headline twice; of equals the larger."""
    headline = parsed.document.blocks[0].span.end if parsed.document.blocks else 0
    counts: Counter[int] = Counter()
    for q in quantities:
        count = q.low if q.low is not None else q.high
        if count is not None:
            counts[count] += 2 if q.span.end <= headline else 1
    return max(counts, key=lambda count: (count > 0, counts[count], count)) if counts else None


def _lead(parsed: ParsedDocument) -> Iterator[str]:
    for sentence in parsed.sentences[:LEAD]:
        for token in parsed.tokens_of(sentence):
            yield token.text.lower()


def _signs(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("quantity_signs") if row["kind"] == kind)

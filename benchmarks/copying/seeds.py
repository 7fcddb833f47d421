"""Seed articles: invented events told twice, independently; and news articles used in place."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
NEWS = "news/guardian_sdf_sample.jsonl"
_SENTENCE = re.compile(r"(?<=[a-z0-9’”\"'][.!?])[”\"]? +(?=[A-Z“\"])")
_PARAGRAPH = 3  # sentences
LEAST_WORDS = 120  # of a news article that is worth copying


@dataclass(frozen=True, slots=True)
class Seed:
    """One event. `accounts` are independent reports of it, as paragraphs of sentences."""

    id: str
    source: str  # templates or news
    topic: str
    accounts: tuple[tuple[tuple[str, ...], ...], ...]
    facts: dict[str, str]

    @property
    def half(self) -> str:
        """`dev` or `heldout`, by a hash: we tune on the first and report both."""
        return "dev" if int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2 == 0 else "heldout"


def rows(name: str) -> list[dict[str, str]]:
    """Rows of one of our tables."""
    with (DATA / f"{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if line.strip() and not line.startswith("#")))


@cache
def phrases(use: str) -> tuple[str, ...]:
    return tuple(row["text"] for row in rows("phrases") if row["use"] == use)


def templates() -> Iterator[Seed]:
    """Our own seeds: two voices of each schema, filled with the facts of each event."""
    voices: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for row in rows("templates"):
        voices[row["schema"], row["voice"]].append((row["sentence"],))
    for facts in rows("facts"):
        accounts = tuple(
            tuple(tuple(s.format(**facts) for s in paragraph) for paragraph in voices[facts["schema"], voice])
            for voice in "ab"
        )
        yield Seed(f"{facts['schema']}/{facts['city']}", "templates", facts["schema"], accounts, facts)


def news(folder: str | None = None) -> Iterator[Seed]:
    """News articles of the shared corpus, one account each; nothing where the corpus is absent."""
    path = Path(folder or os.environ.get("SAYSO_DATA", "../shared/data")) / NEWS
    if not path.is_file():
        return
    seen = set()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = " ".join(row["text"].split())
            if len(text.split()) < LEAST_WORDS or text in seen:
                continue
            seen.add(text)
            sentences = [s.strip() for s in _SENTENCE.split(text) if s.strip()]
            paragraphs = tuple(tuple(sentences[k : k + _PARAGRAPH]) for k in range(0, len(sentences), _PARAGRAPH))
            yield Seed(
                f"news/{row.get('', row['date'])}",
                "news",
                "news",
                (paragraphs,),
                {"chief": "The minister", "body": "ministry"},
            )

"""Scores our stories: articles on one affair, against incidents of gun violence (with days) and subtopics of ECB+ (without).

An incident is a story; B-cubed over articles. `window` is in days, and no other setting differs. Articles of one incident may lie
years apart: a story that is closed must be reopened.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.corroborate.stories import cluster
from sayso.errors import InputError
from sayso.evaluate.coreference_metrics import b_cubed
from sayso.evaluate.quantities import half_of
from sayso.model.ledger import Report

_TOKEN = re.compile(r'<token[^<>]* sentence="(\d+)"[^<>]*>([^<]*)</token>')

Gold = dict[str, str]  # the story of each article


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScores:
    """B-cubed of our stories against the corpus's."""

    articles: int
    stories: int
    b3_precision: float
    b3_recall: float
    b3_f1: float


def score(
    path: str | Path | None = None, *, half: str = "all", window: str = "30", corpus: str = "shootings"
) -> StoryScores:
    """Figures for one half (or `all`) of a corpus; `window` in days, "none" for any distance of time."""
    days = None if window == "none" else int(window)
    root = Path(os.environ.get("SAYSO_DATA") or "../shared/data")
    if corpus == "shootings":
        reports, gold = read_shootings(Path(path or root / "quantities" / "gun_violence_half.jsonl"), half=half)
    else:
        reports, gold = read_ecb(Path(path or root / "coreference" / "ecbplus" / "train"), half=half)
    return compare(gold, cluster(reports, window_days=days))


def compare(gold: Gold, found: Sequence[Sequence[str]]) -> StoryScores:
    """How well the found groups of articles meet the true ones."""
    response: list[frozenset[Hashable]] = [frozenset(group) for group in found]
    found_b3 = b_cubed(_groups(gold), response)
    return StoryScores(
        articles=len(gold),
        stories=len(found),
        b3_precision=round(found_b3.precision, 4),
        b3_recall=round(found_b3.recall, 4),
        b3_f1=round(found_b3.f1, 4),
    )


def read_shootings(path: Path, *, half: str) -> tuple[list[Report], Gold]:
    """The articles of a half of the incidents, with the incident of each."""
    if half not in ("dev", "heldout", "all"):
        raise InputError(f"no half is called {half!r}; use dev, heldout or all", code="half", value=half)
    if not path.is_file():
        raise _missing(path)
    reports, gold = [], {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            if half not in ("all", half_of(row["incident"])):
                continue
            report = Report(
                id=f"article:{number:05d}",
                text=row.get("text") or "",
                title=row.get("title"),
                url=row.get("url"),
                published=row.get("date"),
            )
            reports.append(report)
            gold[report.id] = row["incident"]
    return reports, gold


def read_ecb(folder: Path, *, half: str) -> tuple[list[Report], Gold]:
    """The articles of a half of the topics; each topic has two stories, told in files `*ecb.xml` and `*ecbplus.xml`."""
    paths = sorted(folder.rglob("*.xml"))
    if not paths:
        raise _missing(folder)
    reports, gold = [], {}
    for path in paths:
        topic = path.stem.split("_")[0]
        if half not in ("all", half_of(f"ecb {topic}")):
            continue
        sentences: dict[str, list[str]] = defaultdict(list)
        for number, word in _TOKEN.findall(path.read_text(encoding="utf-8")):
            sentences[number].append(html.unescape(word))
        reports.append(Report(id=path.stem, text="\n".join(" ".join(words) for words in sentences.values())))
        gold[path.stem] = f"{topic} {path.stem.endswith('plus')}"
    return reports, gold


def _missing(path: Path) -> InputError:
    return InputError(
        f"no such corpus: {path}; set SAYSO_DATA to the folder of corpora", code="missing", value=str(path)
    )


def _groups(gold: Mapping[str, str]) -> list[frozenset[Hashable]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for article, story in gold.items():
        groups[story].add(article)
    return [frozenset(group) for group in groups.values()]

"""Runs our reader over gold cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sayso.codec import reading_to_dict
from sayso.evaluate.gold.case import Case
from sayso.ingest import read_source
from sayso.reader import Reader


def our_reader(profile: str = "default") -> Callable[[Case], dict[str, Any]]:
    """Reads the article of a case as `sayso read --json --date --outlet` does."""
    reader = Reader(profile)

    def read(case: Case) -> dict[str, Any]:
        articles = read_source(str(case.article), date=case.date, outlet=case.outlet)
        return reading_to_dict(next(reader.read_articles(articles)))

    return read


def default_cases(data: Path) -> Sequence[Path]:
    """The cases in `golden` beside the folder of corpora, then our own in tests/golden."""
    found = [*data.parent.glob("golden/*/claims.json"), *Path("tests/golden").glob("*/claims.json")]
    return [path.parent for path in sorted(found)]

#!/usr/bin/env python3
"""Milliseconds per stage per article over given texts.

    python benchmarks/speed.py FILE... [--limit N] [--profile NAME] [--json]

FILE is anything that `sayso read` takes (a folder means all files in it). One pass warms up tables and the parser, which then
stand aside from garbage collection as in the workers of `sayso code`; the figures are of the second, CPU time of this process
by wall clock, so run it on an idle machine.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from itertools import islice
from pathlib import Path
from time import perf_counter

from sayso.coding.memory import settle
from sayso.ingest import read_source
from sayso.model import Article
from sayso.reader import Reader

TYPICAL = 760  # words of the article that the budget of 150 ms is meant for


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--limit", type=int, default=200, help="articles at most")
    options.add_argument("--profile", default="default")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    start = perf_counter()
    articles = list(islice(_articles(given.files), given.limit))
    if not articles:
        options.error("no article with text in these files")
    ingest = perf_counter() - start
    stages: dict[str, float] = defaultdict(float)

    def add(stage: str, seconds: float) -> None:
        stages[stage] += seconds

    reader = Reader(given.profile, timer=add)
    for _ in reader.read_articles(articles[:16]):
        pass
    settle()
    stages.clear()
    start = perf_counter()
    for _ in reader.read_articles(articles):
        pass
    whole = perf_counter() - start
    report(articles, {"ingest": ingest, **stages, "all but ingest": whole}, as_json=given.json)


def _articles(files: list[Path]) -> list[Article]:
    found = [f for path in files for f in (sorted(path.iterdir()) if path.is_dir() else [path]) if f.is_file()]
    return [article for file in found for article in read_source(str(file)) if article.text.strip()]


def report(articles: list[Article], seconds: dict[str, float], *, as_json: bool) -> None:
    """Per stage: ms per article, and ms for a typical article by the number of words."""
    words = sum(len(article.text.split()) for article in articles)
    rows = {stage: (1000 * s / len(articles), 1000 * s / words * TYPICAL) for stage, s in seconds.items()}
    if as_json:
        print(
            json.dumps(
                {"articles": len(articles), "words": words, "ms_per_article": {k: v[0] for k, v in rows.items()}}
            )
        )
        return
    print(f"{len(articles)} articles, {words} words\n\n{'stage':<16}{'ms/article':>12}{f'ms/{TYPICAL} words':>16}")
    for stage, (each, typical) in rows.items():
        print(f"{stage:<16}{each:>12.1f}{typical:>16.1f}")


if __name__ == "__main__":
    main()

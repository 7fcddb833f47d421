"""What each means gives: `python -m training.pair.study` prints the figures of every run that held a fold back."""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import mean, pstdev
from typing import Any

from training.encoder.say import say
from training.pair.recipe import RUNS

COLUMNS = (
    "type macro-F1", "type accuracy", "quad macro-F1", "aw 0 F1", "no relation F1", "direction accuracy", "mode accuracy", "cpu",
)  # fmt: skip
_NAME = re.compile(r"(?P<means>.+)-f(?P<fold>\d)-s(?P<seed>\d+)$")


def main(given: Sequence[str] | None = None) -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=Path, default=RUNS)
    found = asked.parse_args(given)
    say(table(read(found.runs)))


def read(folder: Path) -> dict[str, dict[str, Any]]:
    """The figures of each run, by name."""
    return {p.parent.name: json.loads(p.read_text()) for p in sorted(folder.glob("*/figures.json"))}


def table(figures: Mapping[str, Mapping[str, Any]]) -> str:
    """Markdown: a line for each means, with mean and spread over its folds and seeds."""
    groups: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for name, found in figures.items():
        m = _NAME.match(name)
        if m:
            groups[m["means"]].append(found)
    head = f"| means | runs | {' | '.join(COLUMNS)} |\n|{' --- |' * (len(COLUMNS) + 2)}"
    lines = [
        f"| {name} | {len(runs)} | {' | '.join(_cell(runs, c) for c in COLUMNS)} |" for name, runs in groups.items()
    ]
    return "\n".join((head, *lines))


def _cell(runs: Iterable[Mapping[str, Any]], column: str) -> str:
    values = [float(run[column]) for run in runs if column in run]
    if not values:
        return "-"
    if column == "cpu":
        return f"{mean(values):.0f}"
    return f"{mean(values):.3f}" + (f" (sd {pstdev(values):.3f})" if len(values) > 1 else "")


if __name__ == "__main__":
    main()

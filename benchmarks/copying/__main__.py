"""Figures of the copying benchmark.

PYTHONPATH=. python -m benchmarks.copying [--seed N] [--data FOLDER] [--half dev|heldout|all] [--show N] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
from time import process_time
from typing import Any

from benchmarks.copying.families import Family, Maker
from benchmarks.copying.scoring import Scores, score
from benchmarks.copying.seeds import news, templates

ROUNDS = 4  # families of each of our own seeds, one of each kind


def families(number: int, data: str | None = None, half: str = "all") -> list[Family]:
    """All families, or those of one half."""
    made = Maker([*templates(), *news(data)], number).families(ROUNDS)
    return [f for f in made if half in ("all", f.half)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--data", help="folder with news/, else SAYSO_DATA or ../shared/data")
    options.add_argument("--half", choices=("dev", "heldout", "all"), default="all")
    options.add_argument("--show", type=int, default=0, help="examples of what went wrong")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    made = families(given.seed, given.data, given.half)
    if not any(f.source == "news" for f in made):
        print("no news under the data folder: only our own seeds are scored", file=sys.stderr)
    start = process_time()
    total = score(made)
    seconds = process_time() - start
    facts = figures(total, seconds)
    if given.json:
        print(json.dumps(facts, indent=2))
        return
    _print(facts)
    for line in total.examples[: given.show]:
        print(line)


def figures(total: Scores, seconds: float) -> dict[str, Any]:
    """What is reported, rounded."""
    taken = sorted(set(total.known) | set(total.wrong))
    return {
        "families": total.families,
        "articles": total.articles,
        "pair precision": round(total.pairs.precision, 4),
        "pair recall": round(total.pairs.recall, 4),
        "direct precision": round(total.direct.precision, 4),
        "direct recall": round(total.direct.recall, 4),
        "roots exactly right": round(total.exact_roots / max(total.families, 1), 4),
        "families where a copy added a root": total.more_roots,
        "comparisons per article": round(total.compared / max(total.articles, 1), 2),
        "cpu seconds": round(seconds, 1),
        "by operation": {
            name: {"known": total.known[name], "missed": total.missed[name], "wrong": total.wrong[name]}
            for name in taken
        },
        "roots by kind": {name: f"{right}/{of}" for name, (right, of) in sorted(total.by_kind.items())},
    }


def _print(facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        if not isinstance(value, dict):
            print(f"{name:36} {value}")
    print(f"\n{'operation':20} {'known':>6} {'missed':>7} {'wrong':>6}")
    for name, of in facts["by operation"].items():
        print(f"{name:20} {of['known']:6} {of['missed']:7} {of['wrong']:6}")
    print()
    for name, value in facts["roots by kind"].items():
        print(f"{name:20} {value}")


if __name__ == "__main__":
    main()

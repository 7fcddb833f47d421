#!/usr/bin/env python3
"""Articles a minute through all stages into a store, and what writing and repetitions cost.

    python benchmarks/ledger.py PATH... [--jobs 2] [--limit N] [--json]

PATH is anything that `sayso code` takes. Three passes over a new store: fresh articles, the same articles under other ids
(duplicates), the first command again (known). Wall clock; core-ms are of all processes, so run it on an idle machine. The
sustained rate leaves out the start of the workers, and takes in copies, events and stories.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

from sayso.coding import Tally, code
from sayso.coding.inputs import items
from sayso.coding.pool import Pool
from sayso.ingest import Given
from sayso.rebuild import refresh
from sayso.store import Entry, Store, open_store

STARTED = 16  # articles that are recorded before the clock of the sustained rate starts


class Clock:
    """When articles were recorded, and how long writing them took."""

    def __init__(self, store: Store) -> None:
        self._record, self.times, self.writing = store.record, [], 0.0
        store.record = self.record  # type: ignore[method-assign]

    def record(self, entry: Entry) -> None:
        start = time.perf_counter()
        self._record(entry)
        end = time.perf_counter()
        self.writing += end - start
        self.times.append(end)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="+")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--limit", type=int, help="articles at most")
    options.add_argument("--profile", default="default")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as folder:
        fresh, again = _files(given.paths, Path(folder), given.limit)
        with open_store(Path(folder) / "sayso.db", create=True) as store:
            told = measure(store, fresh, again, jobs=given.jobs, profile=given.profile)
    if given.json:
        print(json.dumps(told))
        return
    for name, value in told.items():
        print(f"{name:<34}{value:>12.1f}" if isinstance(value, float) else f"{name:<34}{value:>12}")


def measure(store: Store, fresh: Path, again: Path, *, jobs: int, profile: str) -> dict[str, Any]:
    """The figures of the three passes."""
    clock = Clock(store)
    start, before = time.perf_counter(), _cpu()
    tally = _code(store, fresh, jobs, profile)
    coded = time.perf_counter()
    derived = refresh(store)
    end = time.perf_counter()
    fresh_ms = 1000 * (_cpu() - before) / tally.inputs
    writing_ms, count = 1000 * clock.writing / tally.inputs, len(clock.times)
    first = clock.times[min(STARTED, count) - 1]
    sustained = (count - min(STARTED, count)) / (end - first) * 60
    before, repeated = _cpu(), _code(store, again, jobs, profile)
    duplicate_ms = 1000 * (_cpu() - before) / repeated.inputs
    before, known = _cpu(), _code(store, fresh, jobs, profile)
    known_ms = 1000 * (_cpu() - before) / known.known
    assert (repeated.duplicate, known.inputs) == (repeated.inputs - repeated.quarantined, 0)
    return {
        "articles": tally.inputs,
        "claims": tally.claims,
        "events": derived.events,
        "articles a minute, sustained": sustained,
        "articles a minute, with the start": tally.inputs / (end - start) * 60,
        "derivation, ms an article": 1000 * (end - coded) / tally.inputs,
        "store writing, ms an article": writing_ms,
        "fresh, core-ms an article": fresh_ms,
        "duplicate, core-ms an article": duplicate_ms,
        "duplicate, % of fresh": 100 * duplicate_ms / fresh_ms,
        "known, core-ms an article": known_ms,
    }


def _code(store: Store, path: Path, jobs: int, profile: str) -> Tally:
    return code([str(path)], store, profile=profile, readers=Pool(profile, jobs=jobs))


def _cpu() -> float:
    """Seconds of work of this process and of all that it started and that ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in used)


def _files(paths: list[str], folder: Path, limit: int | None) -> tuple[Path, Path]:
    """The articles as JSONL, twice: the second time under other ids."""
    articles = (item.load() for item in items(paths, Given()))
    found = list(islice((article for article in articles if article.text.strip()), limit))
    fields = ("id", "url", "outlet", "title", "byline", "published_at", "language", "text")
    files = folder / "fresh.jsonl", folder / "again.jsonl"
    for file, prefix in zip(files, ("", "again-"), strict=True):
        with file.open("w", encoding="utf-8") as out:
            for article in found:
                record = {name: getattr(article, name) for name in fields} | {"id": prefix + article.id}
                out.write(json.dumps(record) + "\n")
    return files


if __name__ == "__main__":
    main()

"""JSON lines: objects of the output contract, nothing left out. What is written here can be imported again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sayso.codec import compact
from sayso.export.package import Package, Written

Json = dict[str, Any]


class Jsonl:
    name = "jsonl"
    suffix = ""

    def write(self, package: Package, out: Path) -> tuple[Written, ...]:
        """One file for each sort of object; an article carries its text and its whole reading."""
        parts = (
            *(("articles", package.readings), ("claims", package.claims), ("events", package.events)),
            *(("stories", package.stories), ("sources", package.sources), ("copies", package.copies)),
            *(("changes", package.changes), ("judgements", package.judgements)),
        )
        return tuple(
            Written(f"{name}.jsonl", f"{name}_object", write_lines(rows(), out / f"{name}.jsonl"))
            for name, rows in parts
        )


def write_lines(rows: Iterable[Json], path: Path) -> int:
    """One object a line; how many."""
    count = 0
    with path.open("wb") as out:
        for row in rows:
            out.write(compact(row) + b"\n")
            count += 1
    return count

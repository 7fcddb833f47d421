"""CSV: flat rows, lists joined by `|`, nothing for what is missing. Cells are written as they are."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sayso.codec import compact
from sayso.codec.derived_rows import cells, claim_row
from sayso.export.columns import names_of
from sayso.export.flat import flat_tables
from sayso.export.package import Package, Rows, Written

Json = dict[str, Any]


class Csv:
    name = "csv"
    suffix = ""

    def write(self, package: Package, out: Path) -> tuple[Written, ...]:
        """One file for each table, with a header line."""
        claims: tuple[str, Rows] = ("claims_flat", lambda: map(claim_row, package.claims()))
        done = []
        for table, rows in (claims, *flat_tables(package)):
            file = f"{table.removesuffix('_flat')}.csv"
            done.append(Written(file, table, _write(rows(), names_of(table), out / file)))
        return tuple(done)


def _write(rows: Iterable[Json], columns: tuple[str, ...], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(columns)
        for row in rows:
            lines.writerow(cells({name: _words(row.get(name)) for name in columns}, columns))
            count += 1
    return count


def _words(value: Any) -> Any:
    """A list of objects, which no flat cell can hold, as JSON text of each."""
    if isinstance(value, list) and value and not isinstance(value[0], str | int | float | None):
        return [compact(item).decode() for item in value]
    return value

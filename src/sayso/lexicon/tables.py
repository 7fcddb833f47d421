"""Reads our word lists: CSV files with a header line, one row an entry, lines that start with `#` are comments."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from sayso.errors import DataError

Row = dict[str, str]


@cache
def table(name: str, *, language: str | None = "en", package: str = "sayso.lexicon") -> tuple[Row, ...]:
    """Rows of `data/LANGUAGE/NAME.csv` of a package; every row has every column. Raises `DataError` naming file and line."""
    return tuple(row for _, row in numbered(name, language=language, package=package))


def numbered(name: str, *, language: str | None = "en", package: str = "sayso.lexicon") -> Iterator[tuple[int, Row]]:
    """Rows with their line numbers, for messages and tests."""
    folder = files(package) / "data"
    source = (folder / language if language else folder) / f"{name}.csv"
    if not source.is_file():
        raise DataError("no such table", table=f"{name}.csv")
    with source.open(encoding="utf-8") as lines:
        kept = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    reader = csv.reader(line for _, line in kept)
    header = next(reader, None)
    if header is None:
        raise DataError("the table is empty", table=f"{name}.csv")
    for cells in reader:
        line = kept[reader.line_num - 1][0]
        if len(cells) != len(header):
            raise DataError(f"{len(cells)} cells where the header has {len(header)}", table=f"{name}.csv", line=line)
        yield line, dict(zip(header, (c.strip() for c in cells), strict=True))


@lru_cache(maxsize=4096)
def alternatives(cell: str) -> tuple[str, ...]:
    """`a|b` as a tuple; an empty cell is an empty tuple."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())

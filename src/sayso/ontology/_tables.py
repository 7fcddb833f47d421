"""Reads the ontology's own CSV files; `sayso.lexicon` has a reader too, but the two packages do not import each other."""

from __future__ import annotations

import csv
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TypeVar

from sayso.errors import DataError, InputError

Row = dict[str, str]
T = TypeVar("T")


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Rows of `data/NAME.csv` without its comment lines. Raises `DataError` naming file and line."""
    source = files("sayso.ontology") / "data" / f"{name}.csv"
    if not source.is_file():
        raise DataError("no such table", table=f"{name}.csv")
    kept = [
        (n, line)
        for n, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1)
        if line and line[0] != "#"
    ]
    reader = csv.reader(line for _, line in kept)
    header = next(reader)
    out = []
    for cells in reader:
        if len(cells) != len(header):
            line = kept[reader.line_num - 1][0]
            raise DataError(f"{len(cells)} cells where the header has {len(header)}", table=f"{name}.csv", line=line)
        out.append(dict(zip(header, (c.strip() for c in cells), strict=True)))
    return tuple(out)


def parts(cell: str) -> tuple[str, ...]:
    """`a|b` as a tuple; an empty cell is an empty tuple."""
    return tuple(cell.split("|")) if cell else ()


def look_up(found: dict[str, T], code: str, noun: str) -> T:
    """The entry of a code, or an `InputError` that names the nearest ones."""
    if code in found:
        return found[code]
    near = nearest(code, found)
    raise InputError(
        f"no {noun} is called {code!r}" + (f"; did you mean {', '.join(near)}?" if near else ""),
        code="unknown_code",
        value=code,
    )


def nearest(code: str, known: dict[str, T] | list[str]) -> list[str]:
    """Up to three known codes that look like the one given, whatever their case."""
    by_lower = {k.lower(): k for k in known}
    return [by_lower[k] for k in get_close_matches(code.lower(), by_lower, n=3, cutoff=0.5)]

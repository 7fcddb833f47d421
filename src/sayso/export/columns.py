"""The columns of every table that can be exported: data/columns.csv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.lexicon.tables import table


@dataclass(frozen=True, slots=True)
class ColumnOf:
    name: str
    type: str  # as DuckDB writes it
    meaning: str


@cache
def columns_of(name: str) -> tuple[ColumnOf, ...]:
    """The columns of a table, in order."""
    rows = table("columns", language=None, package="sayso.export")
    return tuple(ColumnOf(r["column"], r["type"], r["meaning"]) for r in rows if r["table"] == name)


def names_of(name: str) -> tuple[str, ...]:
    """The names of the columns of a table, in order."""
    return tuple(column.name for column in columns_of(name))

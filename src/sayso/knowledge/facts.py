"""Reads our tables of facts: CSV files like those of `lexicon`, but of no one language."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.lexicon.tables import Row, numbered, table

PACKAGE = "sayso.knowledge"


def facts(name: str) -> tuple[Row, ...]:
    """Rows of `knowledge/data/NAME.csv`."""
    return table(name, language=None, package=PACKAGE)


def numbered_facts(name: str) -> Iterator[tuple[int, Row]]:
    """The same with line numbers."""
    return numbered(name, language=None, package=PACKAGE)

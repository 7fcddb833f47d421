"""`sayso dyad`."""

from __future__ import annotations

from pathlib import Path

from sayso.codec.derived_rows import DYAD_COLUMNS
from tests.cli.asked import ask, lines, made, table

__all__ = ["made"]


def test_rows_keep_the_direction(made: Path) -> None:
    rows = table(ask(made, "dyad", "Algeria", "Egypt", "--csv"))
    assert tuple(rows[0]) == DYAD_COLUMNS
    assert [row["direction"] for row in rows] == ["Algeria > Egypt"] * 3 + ["Algeria + Egypt"]
    assert lines(ask(made, "dyad", "EGY", "DZA", "--quad", "1"))[0]["direction"] == "EGY + DZA"


def test_the_table_lists_the_events_below(made: Path) -> None:
    text = ask(made, "dyad", "Algeria", "Egypt", "--table", "--verdict", "corroborated").stdout
    for words in ("3 / 2", "Norland navy shelled Port Amber", "3 reports / 2 roots"):
        assert words in text


def test_nothing_between_them(made: Path) -> None:
    assert "no event between Red Sail and Egypt among 5 events" in ask(made, "dyad", "Red Sail", "Egypt").stderr

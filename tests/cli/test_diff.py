"""`sayso diff --since`."""

from __future__ import annotations

from pathlib import Path

from sayso.codec.derived_rows import CHANGE_COLUMNS
from tests.cli.asked import ask, lines, made, table

__all__ = ["made"]


def test_what_became_known(made: Path) -> None:
    rows = lines(ask(made, "diff", "--since", "2026-03-13", "--by", "seen"))
    assert [(row["change"], row["title"]) for row in rows] == [
        ("withdrawn", "Red Sail provided aid"),
        ("new", "Ana Velo held talks"),
    ]
    (row,) = table(ask(made, "diff", "--since", "2026-03-01", "--by", "published", "--change", "confirmed", "--csv"))
    assert tuple(row) == CHANGE_COLUMNS
    assert (row["before"], row["after"], row["roots_after"]) == ("single-source", "corroborated", "2")


def test_in_words_what_asks_most_of_the_reader_comes_first(made: Path) -> None:
    text = ask(made, "diff", "--since", "2026-03-01", "--table").stdout
    places = [text.index(f"{words}: ") for words in ("withdrawn", "disputed", "confirmed", "new")]
    assert places == sorted(places)
    assert "single-source > corroborated, 1 > 2 roots" in text


def test_wrong_times_and_clocks(made: Path) -> None:
    assert "is no point in time" in ask(made, "diff", "--since", "soon", exit_code=2).stderr
    assert "allowed: known, seen, published" in ask(made, "diff", "--since", "7d", "--by", "told", exit_code=2).stderr
    assert "no change since 2199-01-01" in ask(made, "diff", "--since", "2199-01-01").stderr

"""`sayso sources`, and the list of actors in a store."""

from __future__ import annotations

from pathlib import Path

from sayso.codec.derived_rows import ACTOR_COLUMNS, SOURCE_COLUMNS
from tests.cli.asked import ask, lines, made, table

__all__ = ["made"]


def test_sources(made: Path) -> None:
    assert lines(ask(made, "sources", "--limit", "1"))[0]["id"] == "outlet:amber-wire"
    rows = table(ask(made, "sources", "--csv", "--root", "The Gazette"))
    assert [tuple(row) for row in rows] == [SOURCE_COLUMNS]
    assert rows[0]["aliases"] == "The Gazette"
    text = ask(made, "sources", "--table").stdout
    for words in ("Amber Wire", "agency, known", "alone: no other root"):
        assert words in text


def test_actors_of_the_store(made: Path) -> None:
    rows = table(ask(made, "actors", "--csv", "--country", "DZA"))
    assert [tuple(row) for row in rows] == [ACTOR_COLUMNS] * 2
    assert {row["name"] for row in rows} == {"Ana Velo", "Norland navy"}
    text = ask(made, "actors", "--table").stdout
    for words in ("Sudland coast guard", "EGY, COP", "recipient"):
        assert words in text


def test_the_commands_of_actors_still_work_without_a_store(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from sayso.cli import main

    result = CliRunner().invoke(
        main, ["actors", "show", "Khalifa Haftar", "--json"], env={"SAYSO_STORE": str(tmp_path / "no")}
    )
    assert result.exit_code == 0
    assert "actor:khalifa-haftar" in result.stdout

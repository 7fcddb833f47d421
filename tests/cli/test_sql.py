"""`sayso sql`."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from sayso.cli import main
from tests.cli.asked import ask, lines, made, table

__all__ = ["made"]


def test_a_query_over_the_store(made: Path) -> None:
    query = "select verdict, count(*) as n from events group by all order by verdict"
    assert lines(ask(made, "sql", query))[0] == {"verdict": "corroborated", "n": 1}
    assert table(ask(made, "sql", query, "--csv"))[0] == {"verdict": "corroborated", "n": "1"}
    assert "corroborated" in ask(made, "sql", query, "--table").stdout
    assert len(lines(CliRunner().invoke(main, ["sql", str(made), query]))) == 5


def test_rows_beyond_the_limit_are_told(made: Path) -> None:
    result = ask(made, "sql", "select id from events", "--limit", "2")
    assert len(lines(result)) == 2
    assert "only the first 2 rows; more with --limit 20" in result.stderr


def test_errors_are_wrong_usage_in_one_line(made: Path) -> None:
    assert "there are: runs, inputs" in ask(made, "sql", "select * from evens", exit_code=2).stderr
    assert len(ask(made, "sql", "select", exit_code=2).stderr.splitlines()) == 1
    assert ask(made, "sql", "a", "b", "c", exit_code=2)


def test_an_export_can_be_asked(made: Path, tmp_path: Path) -> None:
    ask(made, "export", "parquet", "-o", str(tmp_path / "events"))
    query = "select * from events where independent_roots >= 2"
    (row,) = lines(CliRunner().invoke(main, ["sql", str(tmp_path / "events"), query]))
    assert row["roots"] == ["two officials", "Sudland coast guard"]

"""`sayso diff A B` and `sayso diff --profile A --profile B`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from tests.cli.asked import made
from tests.evaluate.test_claim_changes import claim, reading

__all__ = ["made"]


def run(*args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["diff", *args])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    a, b = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    a.write_text(json.dumps(reading(claim("bombed"))), encoding="utf-8")
    b.write_text(json.dumps(reading(claim("bombed", root="Ana Velo"), claim("arrested", "COERCE"))), encoding="utf-8")
    return str(a), str(b)


def test_lines_in_a_pipe_with_totals_beside_them(files: tuple[str, str]) -> None:
    result = run(*files)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["change"], row["fields"]) for row in rows] == [("changed", ["root"]), ("gained", [])]
    assert "1 gained, 0 lost, 1 changed (root 1)" in result.stderr


def test_a_table_for_people_names_what_was_and_what_is(files: tuple[str, str]) -> None:
    text = run(*files, "--table").stdout
    assert "changed" in text
    assert "root: Example News → Ana Velo" in text
    assert "COERCE  Norland" in text
    assert "Norland arrested a poet." in text


def test_only_one_kind_and_flat_rows(files: tuple[str, str]) -> None:
    (row,) = csv.DictReader(io.StringIO(run(*files, "--change", "gained", "--csv").stdout))
    assert (row["change"], row["type_a"], row["type_b"]) == ("gained", "", "COERCE")


def test_the_same_says_so(files: tuple[str, str]) -> None:
    result = run(files[0], files[0])
    assert result.stdout == ""
    assert "say the same" in result.stderr


def test_a_store_against_itself_and_against_a_file(made: Path, files: tuple[str, str]) -> None:
    assert "say the same" in run(str(made), str(made)).stderr
    rows = [json.loads(line) for line in run(str(made), files[0]).stdout.splitlines()]
    assert {row["change"] for row in rows} == {"lost", "gained"}
    assert len([row for row in rows if row["change"] == "gained"]) == 1


def test_two_profiles_on_the_same_article(tmp_path: Path) -> None:
    article, other = tmp_path / "a.txt", tmp_path / "deaf.toml"
    article.write_text("Norland bombed a depot in Sudan on Monday, the minister said.\n", encoding="utf-8")
    other.write_text('extends = "rules"\n', encoding="utf-8")
    assert "say the same" in run("--profile", "rules", "--profile", str(other), str(article)).stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "give --since TIME, or A and B"),
        (["a.jsonl"], "give --since TIME, or A and B"),
        (["a", "b", "--since", "7d"], "--since asks one store"),
        (["--profile", "rules", "a.txt"], "give --profile twice"),
        (["--profile", "rules", "--profile", "default"], "and the ARTICLES"),
        (["a", "b", "--actor", "Norland"], "--actor goes with --since only"),
        (["a", "b", "--change", "disputed"], "allowed: gained, lost, changed"),
    ],
)
def test_wrong_calls_say_what_to_do(args: list[str], words: str) -> None:
    assert words in run(*args, code=2).stderr

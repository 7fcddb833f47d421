"""`sayso eval gold --profile A --profile B`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.evaluate.gold import run as gold_run
from tests.evaluate.test_gold import answer, gold_case

TWO = ("--profile", "rules", "--profile", "default")


def run(*args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["eval", *args])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    found = {"rules": {"claims": []}, "default": answer()}
    monkeypatch.setattr(gold_run, "our_reader", lambda profile: lambda _: found[profile])
    return str(gold_case(tmp_path / "eastport"))


def test_lines_in_a_pipe(case: str) -> None:
    rows = [json.loads(line) for line in run("gold", case, *TWO).stdout.splitlines()]
    found = {(row["figure"], row["profile"]): row for row in rows}
    assert (found["recall", "rules"]["value"], found["recall", "default"]["value"]) == (0.0, 1.0)
    assert found["recall", "default"]["difference"]["sure"]
    assert json.loads(run("gold", case, *TWO, "--json").stdout) == rows


def test_a_table_for_people(case: str) -> None:
    text = run("gold", case, *TWO, "--table").stdout
    assert "gold, 1 cases" in text
    assert "default - rules" in text
    assert "+1.000 [1.000, 1.000]*" in text


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["gold", *TWO, "--pin"], "leave out --pin"),
        (["gold", "--profile", "rules", "--profile", "rules"], "named twice"),
        (["polnear", ".", *TWO], "CASE_DIRs go with gold only"),
        (["plv", *TWO, "--data", "."], "does not compare profiles"),
    ],
)
def test_wrong_calls_say_what_to_do(args: list[str], words: str) -> None:
    assert words in run(*args, code=2).stderr

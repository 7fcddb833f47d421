"""`sayso eval`: tables, JSON, pinning and exit codes; the scoring itself is tested beside the scorers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.evaluate import table
from sayso.evaluate.gold import run as gold_run
from sayso.evaluate.table import Figure
from tests.evaluate.test_gold import answer, gold_case


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["eval", *args])


def figure(value: float, floor: float | None) -> Figure:
    return Figure(suite="toy", part="dev", name="f1", value=value, digest="d", floor=floor, pinned_on="d")


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    found: list[Figure] = []
    monkeypatch.setattr(table, "figures", lambda *_: iter(found))
    return found


def test_a_figure_below_its_floor_fails_the_run(toy: list[Figure]) -> None:
    toy.append(figure(0.8123, 0.8))
    passed = run("toy")
    assert passed.exit_code == 0
    assert [word for word in passed.stdout.split() if word in ("toy.dev", "f1", "0.812", "0.800", "ok")] == [
        *("toy.dev", "f1", "0.812", "0.800", "ok")
    ]
    toy.append(figure(0.7, 0.8))
    failed = run("toy", "--json")
    assert failed.exit_code == 1
    assert [f["verdict"] for f in json.loads(failed.stdout)["figures"]] == ["ok", "BELOW"]


def test_pin_writes_floors_and_tells_what_it_kept(toy: list[Figure], tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    toy.append(figure(0.9, None))
    assert run("toy", "--pin", "--floors", str(floors)).exit_code == 0
    toy[0] = figure(0.5, 0.9)
    assert "kept the floor of toy.dev.f1" in run("toy", "--pin", "--floors", str(floors)).stderr
    assert json.loads(floors.read_text())["toy.dev"]["floors"]["f1"] == 0.9


def test_gold_cases_that_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gold_run, "our_reader", lambda _: lambda case: answer())
    case = gold_case(tmp_path / "eastport")
    result = run("gold", str(case), "--show")
    assert result.exit_code == 0
    assert "eastport" in result.stdout
    assert "1/1" in result.stdout
    found = json.loads(run("gold", str(case), "--json").stdout)
    assert [entry["case"] for entry in found["gold"]] == ["eastport", "TOTAL"]
    assert found["gold"][-1]["rates"]["root"] == 1.0


def test_missed_claims_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gold_run, "our_reader", lambda _: lambda case: {"claims": []})
    result = run("gold", str(gold_case(tmp_path / "eastport")), "--show")
    assert 'eastport missed: c1 ASSAULT "bombed"  (nothing in that sentence)' in result.stdout


def test_all_goes_on_where_a_corpus_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gold_run, "our_reader", lambda _: lambda case: answer())
    gold_case(tmp_path / "golden" / "eastport")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    result = run("all", "--data", "data")
    assert result.exit_code == 1
    assert "eastport" in result.stdout
    assert len(result.stderr.splitlines()) == len(table.suites())


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["nonsense", "--data", "."], 2, "no evaluation is called 'nonsense'"),
        (["polnear", "--data", "/nonexistent"], 1, "--data or SAYSO_DATA"),
        (["gold", "/nonexistent"], 2, "does not exist"),
        (["polnear", "."], 2, "CASE_DIRs go with gold only"),
    ],
)
def test_wrong_calls_say_what_to_do(args: list[str], code: int, words: str) -> None:
    result = run(*args)
    assert result.exit_code == code
    assert words in result.stderr

"""`sayso read`: forms of output, exit codes, problems on standard error, one line per input in order."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

import sayso.cli.read
from sayso.cli import main
from sayso.codec import COLUMNS, read_schema
from sayso.errors import MissingModel, UnknownPart
from sayso.ingest import article_from_text
from sayso.model import Reading
from sayso.reader import Reader
from tests.readings import example, failed

VALIDATOR = jsonschema.Draft202012Validator(read_schema())


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[Reading]:
    """What the reader gives, whatever is asked for; tests fill it."""
    readings: list[Reading] = []
    monkeypatch.setattr(
        sayso.cli.read, "_readings", lambda sources, *_, **__: iter([(sources[0], r) for r in readings])
    )
    return readings


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["read", *args])


def test_piped_output_is_json_lines_in_order_also_after_an_error(given: list[Reading]) -> None:
    given += [example(), failed(), example()]
    result = run("a", "b", "c")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["article"]["id"] for line in lines] == ["article:example", "article:empty", "article:example"]
    assert [len(line["claims"]) for line in lines] == [9, 0, 9]
    for line in lines:
        VALIDATOR.validate(line)
    assert result.exit_code == 1
    assert "sayso: a: ingest: the file is empty" in result.stderr


def test_json_is_one_object_for_one_input_and_an_array_for_more(given: list[Reading]) -> None:
    given += [example()]
    result = run("a", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["schema"] == "sayso-read/1"
    assert "\n  " in result.stdout
    given += [failed(), example()]
    array = json.loads(run("a", "b", "c", "--json").stdout)
    assert [len(item["claims"]) for item in array] == [9, 0, 9]


def test_no_article_at_all_is_an_empty_array(given: list[Reading]) -> None:
    assert json.loads(run("empty.jsonl", "--json").stdout) == []


def test_full_adds_the_parts(given: list[Reading]) -> None:
    given += [example()]
    found = json.loads(run("a", "--json", "--full").stdout)
    VALIDATOR.validate(found)
    assert len(found["events"]) == 12


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_rows_read_back(given: list[Reading], form: str, delimiter: str) -> None:
    given += [example(), failed()]
    text = run("a", f"--{form}").stdout
    quoting = csv.QUOTE_MINIMAL if form == "csv" else csv.QUOTE_NONE
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, quoting=quoting))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len(rows) == 1 + 9 + 1


def test_table_is_the_view(given: list[Reading]) -> None:
    given += [example()]
    result = run("a", "--table")
    assert "Sudanese military aircraft bombed rebels" in result.stdout


def test_explain(given: list[Reading]) -> None:
    given += [example()]
    assert "How this claim came about" in run("a", "--explain", "2").stdout
    given += [example()]
    several = run("a.jsonl", "--explain", "2")
    assert (several.exit_code, "a.jsonl holds more" in several.stderr) == (2, True)
    given.pop()
    wrong = run("a", "--explain", "99")
    assert (wrong.exit_code, wrong.stderr) == (2, "sayso: there is no claim 99; claims of this article: 1 to 9\n")


@pytest.mark.parametrize(
    ("text", "laid", "cue"),
    [
        ("Rebels killed the mayor of Lima on Monday.", "reported as fact", None),
        ("Suspected rebels killed the mayor of Lima on Monday.", "suspected or accused", "Suspected"),
        ("The bishop blamed the rebels for the blast. He said the rebels killed the mayor of Lima.",
         "suspected or accused", "blamed"),
        ("The ministers met in Lima on Monday.", None, None),  # no deed of violence
    ],
)  # fmt: skip
def test_explain_tells_on_whose_word_a_deed_is_laid_to_its_doer(
    given: list[Reading], text: str, laid: str | None, cue: str | None
) -> None:
    given += Reader("default").read_articles([article_from_text(text, date="2026-03-12", language="en")])
    types = [claim.event.type for claim in given[0].claims]
    number = types.index("ASSAULT") + 1 if "ASSAULT" in types else 1
    lines = [" ".join(line.split()) for line in run("a", "--explain", str(number)).stdout.splitlines()]
    at = next((i for i, line in enumerate(lines) if "laid to the doer" in line), None)
    assert (at is None) is (laid is None)
    if at is not None:
        assert lines[at].endswith(laid or "")
        assert cue is None or f"“{cue}”" in lines[at + 1]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("out.json", "{\n"),
        ("out.jsonl", '{"schema"'),
        ("out.csv", "claim_id,"),
        ("out.tsv", "claim_id\t"),
        ("out.txt", "Harbour talks"),
    ],
)
def test_output_file_takes_its_form_from_its_name(given: list[Reading], tmp_path: Path, name: str, start: str) -> None:
    given += [example()]
    result = run("a", "-o", str(tmp_path / name))
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "Missing argument"),
        (["a", "--date", "12 March"], "write it as 2026-03-12"),
        (["a", "--explain", "1", "--json"], "--explain tells of one claim"),
        (["a", "b", "--explain", "1"], "--explain tells of one claim"),
        (["a", "--explain", "0"], "x>=1"),
        (["a", "--full", "--csv"], "--full is for"),
        (["a", "--no-such-option"], "No such option"),
    ],
)
def test_wrong_usage_exits_2_with_the_next_step(args: list[str], words: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnknownPart("profile", "fast", ("default",)), 2),
        (MissingModel("run: pip install it"), 2),
        (ZeroDivisionError("x"), 1),
    ],
)
def test_errors_are_one_line_and_no_traceback(monkeypatch: pytest.MonkeyPatch, error: Exception, code: int) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(sayso.cli.read, "_readings", fail)
    monkeypatch.delenv("SAYSO_DEBUG", raising=False)
    result = run("a")
    assert result.exit_code == code
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("sayso: ")
    assert "Traceback" not in result.stderr


def test_a_file_that_cannot_be_written(given: list[Reading], tmp_path: Path) -> None:
    result = run("a", "-o", str(tmp_path / "no" / "such" / "folder.json"))
    assert result.exit_code == 1
    assert "folder.json" in result.stderr


def test_a_problem_beside_claims_is_told_but_is_no_failure(given: list[Reading]) -> None:
    from dataclasses import replace

    given += [replace(example(), problems=failed().problems)]
    result = run("a")
    assert result.exit_code == 0
    assert "the file is empty" in result.stderr

"""`sayso export`, and `sayso schema`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.codec.derived import SCHEMAS
from tests.cli.asked import ask, made

__all__ = ["made"]


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_a_folder_with_all_that_belongs_to_it(made: Path, tmp_path: Path, form: str) -> None:
    result = ask(made, "export", form, "-o", str(tmp_path / "out"), "--since", "2026-03-11")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"columns.json", "provenance.json", "CITATION.cff", f"events.{form}", f"claims.{form}"} < names
    assert f"rows in events.{form}" in result.stderr
    assert result.stdout == ""


def test_wrong_formats_and_places(made: Path, tmp_path: Path) -> None:
    told = ask(made, "export", "excel", "-o", str(tmp_path / "out"), exit_code=2).stderr
    assert "known: csv, jsonl, parquet" in told
    (tmp_path / "file").write_text("x")
    assert "is a file" in ask(made, "export", "csv", "-o", str(tmp_path / "file"), exit_code=1).stderr


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_printed(name: str) -> None:
    result = CliRunner().invoke(main, ["schema", name])
    assert json.loads(result.stdout)["title"] == f"sayso-{name}/1"


def test_an_unknown_schema() -> None:
    result = CliRunner().invoke(main, ["schema", "nothing"])
    assert result.exit_code == 2
    assert "read, event, story, claim" in result.stderr

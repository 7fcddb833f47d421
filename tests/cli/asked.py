"""Runs a command that asks a store, for the tests of each."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from tests.desk.stores import fill


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made store."""
    path = tmp_path_factory.mktemp("asked") / "made.db"
    fill(path).close()
    return path


def ask(store: Path, *args: str, exit_code: int = 0) -> Result:
    """The command's result; its exit code is asserted."""
    result = CliRunner().invoke(main, [*args, "--store", str(store)])
    assert result.exit_code == exit_code, result.output
    return result


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def table(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))

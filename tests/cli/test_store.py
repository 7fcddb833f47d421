"""`sayso store`: path, check, copy."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.cli.store import command
from sayso.errors import StoreError
from sayso.store import open_store
from sayso.store.schema import HEAD
from tests.postgres import server
from tests.store.entries import fill
from tests.store.test_schema import old_store


def run(*words: str, **env: str) -> Result:
    return CliRunner().invoke(command, list(words), env=env)


@pytest.fixture
def stored(tmp_path: Path) -> str:
    where = str(tmp_path / "sayso.db")
    with open_store(where, create=True) as store:
        fill(store, 2)
    return where


def test_path_says_where_the_store_is(stored: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("path", stored).stdout == f"{stored}\n"
    assert run("path", SAYSO_STORE=stored).stdout == f"{stored}\n"
    monkeypatch.chdir(Path(stored).parent)
    assert run("path").stdout == f"{stored}\n"
    told = json.loads(run("path", stored, "--json").stdout)
    assert (told["database"], told["articles"], told["claims"]) == ("sqlite", 2, 18)


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    done = run("path", str(tmp_path / "none.db"))
    assert isinstance(done.exception, StoreError)
    assert "make one with: sayso code" in str(done.exception)


def test_check_of_a_store_in_order(stored: str) -> None:
    done = run("check", stored)
    assert done.exit_code == 0
    assert "counts add up" in done.stdout
    assert "NOT OK" not in done.stdout
    assert all(row["ok"] for row in json.loads(run("check", stored, "--json").stdout))


def test_check_of_a_store_that_is_not_whole(stored: str) -> None:
    with sqlite3.connect(stored) as connection:
        connection.execute("DELETE FROM documents")
    done = run("check", stored)
    assert done.exit_code == 1
    assert "articles have their texts" in done.stderr
    assert "NOT OK" in done.stdout


def test_copy_to_postgresql_and_back(stored: str, tmp_path: Path) -> None:
    there, back = server().database(), str(tmp_path / "back.db")
    first = run("copy", stored, there)
    assert first.exit_code == 0, first.output
    assert "compared and equal" in first.stderr
    rows = {row["table"]: row["rows"] for row in json.loads(run("copy", there, back, "--json").stdout)}
    assert (rows["articles"], rows["claims"]) == (2, 18)
    with open_store(stored) as one, open_store(back) as other:
        assert list(one.reports()) == list(other.reports())


def test_an_older_store_is_brought_forward(tmp_path: Path) -> None:
    where = str(tmp_path / "old.db")
    old_store(where)
    refused = CliRunner().invoke(main, ["status", "--store", where])
    assert refused.exit_code == 1
    assert f"sayso store upgrade {where}" in refused.stderr
    done = CliRunner().invoke(main, ["store", "upgrade", where])
    assert (done.exit_code, done.stdout) == (0, f"{where} has tables of revision {HEAD}, the newest\n")
    assert CliRunner().invoke(main, ["status", "--store", where]).exit_code == 0

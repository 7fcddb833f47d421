"""`sayso status`: counts that add up, outlets, runs and problems, for people and as JSON."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import sayso.cli.status
from sayso.cli import main
from sayso.coding import code
from sayso.coding.readers import Inline
from sayso.store import open_store
from tests.coding.fake import FACTORY


@pytest.fixture
def store(tmp_path: Path) -> Path:
    records = [
        *({"text": f"A{k} attacked B{k}.", "outlet": "Example News", "id": f"a{k}"} for k in range(3)),
        {"text": "A1 attacked B1.", "outlet": "Example News"},
        {"text": "A quiet day.", "outlet": "Other News"},
        {"text": "NOT ENGLISH", "id": "b1"},
    ]
    with open_store(tmp_path / "sayso.db", create=True) as opened:
        readers = Inline(factory=FACTORY)
        stdin = io.BytesIO("\n".join(map(json.dumps, records)).encode())
        code(["-", str(tmp_path / "missing.txt")], opened, readers=readers, stdin=stdin)
    return tmp_path / "sayso.db"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["status", *map(str, args)])


def test_the_counts_add_up(store: Path) -> None:
    done = run("--store", store, "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    ends = told["inputs"]
    assert told["adds_up"]
    assert ends["inputs"] == 7 == ends["coded"] + ends["duplicate"] + ends["no_event"] + ends["quarantined"]
    assert (ends["coded"], ends["duplicate"], ends["no_event"], ends["quarantined"]) == (3, 1, 1, 2)
    assert (ends["articles"], ends["claims"], ends["retryable"]) == (4, 3, 1)
    assert (told["events"], told["stories"], told["not_yet_derived"], told["earlier_versions"]) == (0, 0, 4, 0)
    assert told["outlets"] == [{"outlet": "Example News", "articles": 3}, {"outlet": "Other News", "articles": 1}]
    assert told["problems"] == [
        {"reason": "not_found", "inputs": 1, "retryable": 1},
        {"reason": "unsupported_language", "inputs": 1, "retryable": 0},
    ]
    (last,) = told["runs"]
    assert last["inputs"] == 7
    assert last["ended_at"]


def test_people_get_tables(store: Path) -> None:
    done = run("--store", store)
    assert done.exit_code == 0
    for name, count in (("inputs", 7), ("coded", 3), ("duplicate", 1), ("no event", 1), ("quarantined", 2)):
        assert re.search(rf"{name} +{count}\b", done.stdout), name
    assert "sayso rebuild" in done.stdout
    assert "sayso status --problems" in done.stdout


def test_every_problem_is_listed(store: Path) -> None:
    rows = [json.loads(line) for line in run("--store", store, "--problems").stdout.splitlines()]
    assert [(row["given_id"], row["reason"], row["retryable"]) for row in rows] == [
        ("b1", "unsupported_language", False),
        (None, "not_found", True),
    ]


def test_problems_for_people(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sayso.cli.status, "_seen_by_people", lambda: True)
    shown = run("--store", store, "--problems").stdout
    assert "unsupported_language" in shown
    assert "no language" in " ".join(shown.split())


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    done = run("--store", tmp_path / "none.db")
    assert done.exit_code == 1
    assert "sayso code" in done.stderr

"""`sayso import`: an export of JSON lines makes a store again."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from sayso.cli import main
from sayso.store import open_store
from tests.cli.asked import ask, made

__all__ = ["made"]


def test_an_export_comes_back_with_what_is_derived_from_it(made: Path, tmp_path: Path) -> None:
    out, store = tmp_path / "all", tmp_path / "new.db"
    ask(made, "export", "jsonl", "-o", str(out))
    told = json.loads(ask(store, "import", str(out)).stdout)
    assert told["schema"] == "sayso-import/1"
    assert told["articles"] == told["holds"]["articles"] == 5
    assert told["holds"]["events"] >= 3
    with open_store(made, read_only=True) as old, open_store(store, read_only=True) as new:
        assert [r.id for r in new.reports()] == [r.id for r in old.reports()]
        ids = [r.id for r in old.reports()]
        assert new.records(ids) == old.records(ids)
    again = json.loads(ask(store, "import", str(out / "articles.jsonl")).stdout)
    assert again["holds"] == told["holds"]  # what is there already is passed over


def test_derivation_can_wait(made: Path, tmp_path: Path) -> None:
    ask(made, "export", "jsonl", "-o", str(tmp_path / "all"))
    told = json.loads(ask(tmp_path / "new.db", "import", str(tmp_path / "all"), "--no-derive").stdout)
    assert told["holds"] == {"articles": 5, "copies": 0, "stories": 0, "events": 0}


def test_what_is_no_export_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["import", str(tmp_path), "--store", str(tmp_path / "new.db")])
    assert done.exit_code == 1
    assert "sayso export jsonl" in done.stderr

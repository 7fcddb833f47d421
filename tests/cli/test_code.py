"""`sayso code`: what is printed for people and for pipes, exit codes, what is told of quarantined inputs, Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import sayso.cli.code
from sayso.cli import main
from sayso.coding import run as coding_run
from sayso.coding.readers import Inline
from sayso.store import open_store
from tests.coding.fake import FACTORY

ROOT = Path(__file__).parents[2]


DERIVE = sayso.cli.code._derive


@pytest.fixture
def derive(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """What the command derives with, in earnest."""
    monkeypatch.setattr(sayso.cli.code, "_derive", DERIVE)
    return DERIVE


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """No models: the fake reader reads, in this process."""
    monkeypatch.setattr(coding_run, "Pool", lambda profile, *, jobs: Inline(factory=FACTORY))
    monkeypatch.setattr(sayso.cli.code, "_derive", lambda store, progress: {"articles": 0})
    monkeypatch.delenv("SAYSO_STORE", raising=False)


def run(*args: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["code", *map(str, args)], input=stdin)


def lines(*records: dict[str, Any]) -> str:
    return "\n".join(json.dumps({"outlet": "Example News"} | record) for record in records)


def test_a_pipe_gets_one_json_line(tmp_path: Path) -> None:
    store = tmp_path / "sayso.db"
    done = run("-", "--store", store, stdin=lines({"text": "A attacked B."}, {"text": "A quiet day."}))
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert told["schema"] == "sayso-code/1"
    assert told["store"] == str(store)
    assert {k: told[k] for k in ("inputs", "coded", "duplicate", "no_event", "quarantined", "known", "claims")} == {
        "inputs": 2,
        "coded": 1,
        "duplicate": 0,
        "no_event": 1,
        "quarantined": 0,
        "known": 0,
        "claims": 1,
    }
    assert done.stderr == ""


def test_people_get_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sayso.cli.code, "_seen_by_people", lambda: True)
    (tmp_path / "a.txt").write_text("A attacked B.", encoding="utf-8")
    first = run(tmp_path / "a.txt", "--store", tmp_path / "sayso.db")
    assert re.search(r"inputs +1\b", first.stdout)
    assert re.search(r"coded +1\b", first.stdout)
    again = run(tmp_path / "a.txt", "--store", tmp_path / "sayso.db")
    assert "Nothing new" in again.stdout
    assert re.search(r"already known +1\b", again.stdout)
    assert "nothing to read" in run(_empty(tmp_path), "--store", tmp_path / "sayso.db").stdout


def test_people_are_told_what_the_store_now_has_and_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sayso.cli.code, "_seen_by_people", lambda: True)
    monkeypatch.setattr(sayso.cli.code, "_derive", lambda *_: {"articles": 1, "copies": 6, "stories": 1, "events": 10})
    store = tmp_path / "a store of news with a rather long name, longer than eighty columns of a terminal.db"
    (tmp_path / "a.txt").write_text("A attacked B.", encoding="utf-8")
    shown = run(tmp_path / "a.txt", "--store", store).stdout.splitlines()
    assert shown[-2].endswith("which now has 10 events, 1 story and 6 copies.")
    assert shown[-1] == f"See the events: sayso events --store {store}"  # in one piece, to be copied


def test_quarantined_inputs_are_told_and_counted(tmp_path: Path) -> None:
    text = lines({"text": "A attacked B."}, *({"text": f"NOT ENGLISH {k}", "id": f"a{k}"} for k in range(13)))
    done = run("-", "--store", tmp_path / "sayso.db", stdin=text)
    assert done.exit_code == 1
    told = done.stderr.splitlines()
    assert len(told) == 11
    assert told[0] == "sayso: standard input (a0): the article is in no language that is read"
    assert told[-1].startswith("sayso: 3 more were quarantined; see them with: sayso status --problems --store ")
    assert run("-", "--store", tmp_path / "sayso.db", stdin=text).exit_code == 0  # nothing new failed


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "Missing argument"),
        (["x.txt", "--date", "tomorrow"], "'tomorrow' is no date"),
        (["x.txt", "--jobs", "0"], "--jobs"),
        (["x.txt", "--profile", "nowhere"], "no profile is called 'nowhere'"),
    ],
)
def test_wrong_usage(tmp_path: Path, args: list[str], said: str) -> None:
    done = run(*args, "--store", tmp_path / "sayso.db")
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_store_that_cannot_be(tmp_path: Path) -> None:
    done = run("-", "--store", tmp_path / "nowhere" / "sayso.db", stdin="text")
    assert done.exit_code == 1
    assert "make it first" in done.stderr


def test_the_store_may_be_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_STORE", str(tmp_path / "team.db"))
    assert run("-", stdin=lines({"text": "A attacked B."})).exit_code == 0
    assert (tmp_path / "team.db").exists()


def test_what_the_user_says_reaches_every_article(tmp_path: Path) -> None:
    about = ("--outlet", "Nile Ledger", "--date", "2026-03-12", "--language", "en")
    run("-", "--store", tmp_path / "sayso.db", *about, stdin=lines({"text": "A attacked B."}))
    with open_store(tmp_path / "sayso.db", read_only=True) as store:
        (report,) = store.reports()
        with store.read() as connection:
            (command,) = connection.exec_driver_sql("SELECT command FROM runs").scalars()
    assert (report.outlet, report.published) == ("Nile Ledger", "2026-03-12")
    assert command == "code - --date 2026-03-12 --language en --outlet Nile Ledger"


def test_derivation_follows_unless_it_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    derived = []
    monkeypatch.setattr(sayso.cli.code, "_derive", lambda store, progress: derived.append(store) or {"events": 3})
    run("-", "--store", tmp_path / "sayso.db", "--no-derive", stdin=lines({"text": "A attacked B."}))
    assert derived == []
    done = run("-", "--store", tmp_path / "sayso.db", stdin=lines({"text": "C attacked D."}))
    assert len(derived) == 1
    assert json.loads(done.stdout)["derived"] == {"events": 3}


def test_what_is_derived_is_in_the_store(tmp_path: Path, derive: Callable[..., Any]) -> None:
    text = lines(
        *({"text": "Rebels attacked Guards.", "outlet": f"News {k}"} for k in range(3)), {"text": "A quiet day."}
    )
    done = run("-", "--store", tmp_path / "sayso.db", stdin=text)
    assert json.loads(done.stdout)["derived"]["articles"] == 4
    with open_store(tmp_path / "sayso.db") as store:
        assert store.pending(10) == []


def test_derivation_that_is_cut_keeps_what_was_coded(
    tmp_path: Path, derive: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(store: object, *, progress: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sayso.rebuild.refresh", cut)
    done = run("-", "--store", tmp_path / "sayso.db", stdin=lines({"text": "A attacked B."}))
    assert done.exit_code == 130
    assert json.loads(done.stdout)["coded"] == _coded(tmp_path / "sayso.db") == 1


SLOW = """
import signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would begin with it ignored
from sayso.cli import main
from sayso.coding import run
from sayso.coding.readers import Inline
import sys
class Slow(Inline):
    def collect(self, *, wait):
        time.sleep(0.05)
        return super().collect(wait=True)
run.Pool = lambda profile, *, jobs: Slow(factory="tests.coding.fake:reader")
main()
"""


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    source, store = tmp_path / "lines.jsonl", tmp_path / "sayso.db"
    source.write_text(lines(*({"text": f"A{k} attacked B{k}."} for k in range(400))), encoding="utf-8")
    command = [sys.executable, "-c", SLOW, "code", str(source), "--store", str(store), "--no-derive"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while _coded(store) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    told = json.loads(out)
    assert told["cut"]
    assert 3 <= told["coded"] == _coded(store) < 400
    assert "Traceback" not in err


def _coded(path: Path) -> int:
    if not path.exists() or not os.path.getsize(path):
        return 0
    try:
        with open_store(path, read_only=True) as store:
            return store.balance().coded
    except Exception:  # its tables are being made
        return 0


def _empty(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"

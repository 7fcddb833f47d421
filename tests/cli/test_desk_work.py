"""`sayso review`, `sayso brief` and `sayso rules` in a terminal."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.rebuild import refresh
from sayso.store import open_store
from tests.desk.stores import fill
from tests.rebuild.told import crisis, recorded


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "s.db"
    with recorded(path, list(crisis())[:8]) as store:
        refresh(store)
    return path


@pytest.fixture
def store(coded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(coded, tmp_path / "s.db"))


def run(store: Path, *args: str, keys: str | None = None) -> Result:
    return CliRunner().invoke(main, [*args, "--store", str(store)], input=keys)


# ---------------------------------------------------------------------- review


def judged(store: Path) -> list[tuple[str, str, str]]:
    with open_store(store, read_only=True) as opened:
        return [(j.kind, j.answer, j.by) for j in opened.judgements()]


def test_one_key_answers_and_z_takes_it_back(store: Path) -> None:
    found = run(store, "review", "--by", "ann", "--limit", "5", keys="n\nq\n")
    assert "corroborated, 4 reports / 2 roots → echoed" in found.stdout
    assert "1 answered in this session" in found.stdout
    assert judged(store) == [("same-event", "no", "ann")]
    found = run(store, "review", "--by", "ann", keys="z\nq\n")
    assert "taken back: no" in found.stdout
    assert judged(store) == []


def test_the_loop_ends_at_the_limit_and_at_the_end_of_a_pipe(store: Path) -> None:
    assert "2 answered" in run(store, "review", "--by", "ann", "--limit", "2", keys="u\nu\nu\nu\n").stdout
    assert run(store, "review", "--by", "ann", keys="").exit_code == 0


def test_an_unknown_key_tells_the_keys(store: Path) -> None:
    assert "x yes, n no, u unsure" in run(store, "review", "--by", "ann", keys="?\nq\n").stdout


def test_questions_and_cases_as_lines(store: Path) -> None:
    shown = [json.loads(line) for line in run(store, "review", "--list", "--json").stdout.splitlines()]
    assert shown[0]["ask"].endswith("?")
    assert run(store, "review", "--list", "--country", "PER").stderr.startswith("sayso: nothing waits")
    run(store, "review", "--by", "ann", keys="n\nq\n")
    (case,) = run(store, "review", "--cases").stdout.splitlines()
    assert json.loads(case)["schema"] == "sayso-case/1"


def test_answers_are_held_against_a_new_reading(store: Path) -> None:
    run(store, "review", "--by", "ann", keys="x\nq\n")
    found = CliRunner().invoke(main, ["eval", "--from-judgements", str(store), "--show"])
    assert found.exit_code == 0, found.output
    assert "1 of 1 answers hold" in found.stdout
    run(store, "review", "--by", "bob", keys="n\nq\n")
    found = CliRunner().invoke(main, ["eval", "--from-judgements", str(store), "--json"])
    assert found.exit_code == 1
    assert json.loads(found.stdout)["failed"] == 1


# ---------------------------------------------------------------------- brief


@pytest.fixture
def made(tmp_path: Path) -> Path:
    fill(tmp_path / "made.db").close()
    return tmp_path / "made.db"


@pytest.mark.parametrize(
    ("name", "begins"),
    [("b.md", "# Brief for 10 March"), ("b.html", "<!DOCTYPE html>"), ("b.json", "{"), ("b.pdf", "%PDF-")],
)
def test_the_suffix_says_the_form(made: Path, tmp_path: Path, name: str, begins: str) -> None:
    if name == "b.pdf":
        pytest.importorskip("typst")
    found = run(made, "brief", "--day", "2026-03-10", "-o", str(tmp_path / name))
    assert found.exit_code == 0, found.output
    assert "2 new" in found.stderr
    assert (tmp_path / name).read_bytes().startswith(begins.encode())


def test_a_brief_is_locked_once(made: Path) -> None:
    assert run(made, "brief", "--day", "2026-03-10", "--lock", "--by", "ann").exit_code == 0
    again = run(made, "brief", "--day", "2026-03-10", "--lock")
    assert again.exit_code == 1
    assert "locked by ann" in again.stderr
    assert "Locked by ann" in run(made, "brief", "--day", "2026-03-10").stdout


def test_an_unknown_watchlist(made: Path) -> None:
    assert "there is no watchlist 'Port'" in run(made, "brief", "--watchlist", "Port").stderr


# ---------------------------------------------------------------------- rules


def test_a_rule_from_test_to_removal(made: Path, tmp_path: Path) -> None:
    tried = run(made, "rules", "test", "--type", "ASSAULT", "--change", "confirmed")
    assert tried.stdout.startswith("Confirmed: Norland navy shelled Port Amber (3 reports / 2 roots)")
    assert "1 alert in the past 7 days" in tried.stderr
    added = run(made, "rules", "add", "Port", "--type", "ASSAULT", "--mail", str(tmp_path / "out"))
    assert "feed.xml?key=" in added.stderr
    assert "type ASSAULT" in run(made, "rules", "list").stdout
    assert json.loads(run(made, "rules", "list", "--json").stdout)["name"] == "Port"
    assert run(made, "rules", "run").stdout == "0 told, 0 delivered, 0 waiting, 0 given up\n"
    assert len(run(made, "rules", "test", "Port").stdout.splitlines()) == 3
    assert run(made, "rules", "remove", "Port").stdout == "removed Port\n"
    assert "no rules" in run(made, "rules", "list").stderr
    assert "no rule 'Port'" in run(made, "rules", "remove", "Port").stderr


def test_a_webhook_into_this_network_needs_a_word(made: Path) -> None:
    url = "http://127.0.0.1:8080/hook"
    told = run(made, "rules", "add", "Port", "--webhook", url)
    assert told.exit_code == 1
    assert url in told.stderr
    assert "--private" in told.stderr
    assert "no rules" in run(made, "rules", "list").stderr
    assert run(made, "rules", "add", "Port", "--webhook", url, "--private").exit_code == 0

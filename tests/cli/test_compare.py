"""`sayso compare A B` shows what two texts share and who took it from whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import main

WIRE = (
    "PORT MAREN (Northern Wire) - Around 2,400 workers at the Maren container terminal walked off the job on Monday.\n\n"
    "Cranes stood idle through the morning while pickets burned pallets at the western gate and turned back lorries carrying "
    "grain to the mills of the upper town.\n"
)
PAPER = (
    "Nobody in the harbour was surprised by what happened.\n\nCranes stood idle through the morning while pickets burned "
    "pallets at the western gate and turned back lorries carrying grain, the Northern Wire reported.\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("wire.txt", WIRE), ("paper.txt", PAPER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "wire.txt"), str(tmp_path / "paper.txt")


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["compare", *args], env={"NO_COLOR": "1"})
    return result.exit_code, result.stdout, result.stderr


def test_shared_passages_are_marked_and_the_verdict_has_its_evidence(files: tuple[str, str]) -> None:
    code, told, _ = run(*files, "--outlets", "Northern Wire", "Lantern Daily")
    words = " ".join(told.split())
    assert code == 0
    assert words.count("[1: Cranes stood idle") == 2
    assert "B took from A: partial" in words
    assert "citation: B names Northern Wire as its source" in words


def test_json_has_spans_shares_and_the_edge(files: tuple[str, str]) -> None:
    found = json.loads(run(*files, "--dates", "2026-03-12", "2026-03-13", "--json")[1])
    assert found["schema"] == "sayso-compare/1"
    (passage,) = found["passages"]
    assert WIRE[slice(*passage["a"])] == passage["text"]
    assert found["copy"]["child"] == found["b"]["id"]
    assert found["copy"]["directed"] is True
    assert found["copy"]["counts"] is True
    assert 0 < found["share_a"] < found["share_b"] < 1


def test_nothing_in_common_is_said(files: tuple[str, str], tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("The river rose by a metre overnight and the ferry did not sail.", encoding="utf-8")
    code, told, _ = run(files[0], str(other))
    assert code == 0
    assert "Nothing shows that one took from the other." in told


def test_an_address_that_is_no_file_is_explained(files: tuple[str, str], tmp_path: Path) -> None:
    code, _, told = run(files[0], "article:00", "--store", str(tmp_path / "none.db"))
    assert code == 1
    assert "none.db" in told


def test_a_file_of_many_articles_is_refused(files: tuple[str, str], tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text('{"text": "One."}\n{"text": "Two."}\n', encoding="utf-8")
    code, _, told = run(files[0], str(many))
    assert code == 2
    assert "holds 2 articles" in told


def test_control_characters_do_not_reach_the_terminal(files: tuple[str, str], tmp_path: Path) -> None:
    steering = tmp_path / "steer.txt"
    steering.write_text(PAPER.replace("idle", "idle\x1b[31m"), encoding="utf-8")
    assert "\x1b" not in run(files[0], str(steering))[1]


def test_articles_of_a_store_are_found_by_the_beginning_of_their_ids(files: tuple[str, str], tmp_path: Path) -> None:
    """Their claims come with them, so that a chain may tell the direction."""
    store = str(tmp_path / "news.db")
    lines = [
        {"text": WIRE, "outlet": "Northern Wire", "published_at": "2026-03-12"},
        {"text": PAPER, "outlet": "Lantern Daily", "published_at": "2026-03-13"},
    ]
    source = tmp_path / "two.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    coded = CliRunner().invoke(main, ["code", str(source), "--store", store, "--jobs", "1", "--no-derive"])
    assert coded.exit_code == 0, coded.output
    from sayso.store import open_store

    with open_store(store, read_only=True) as opened:
        ids = [report.id for report in opened.reports()]
    code, told, problem = run(ids[0], ids[1][:18], "--store", store, "--json")
    assert code == 0, problem
    found = json.loads(told)
    assert (found["a"]["outlet"], found["copy"]["child"]) == ("Northern Wire", ids[1])


def test_an_address_that_the_store_has_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, source = str(tmp_path / "news.db"), tmp_path / "two.jsonl"
    rows = [
        {"text": WIRE, "url": "https://wire.example/a", "published_at": "2026-03-12T10:20:00+02:00"},
        {"text": PAPER, "url": "https://paper.example/b", "published_at": "2026-03-12T09:40:00+01:00"},
    ]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    coded = CliRunner().invoke(main, ["code", str(source), "--store", store, "--jobs", "1", "--no-derive"])
    assert coded.exit_code == 0, coded.output
    monkeypatch.setattr("sayso.ingest.read_source", lambda *_, **__: pytest.fail("it went to the network"))
    code, told, problem = run("https://wire.example/a", "https://paper.example/b", "--store", store)
    assert code == 0, problem
    assert "2026-03-12 08:20 UTC" in told
    assert "2026-03-12 08:40 UTC" in told

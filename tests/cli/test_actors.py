"""`sayso actors` explains who is known, and keeps the user's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.knowledge import base


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SAYSO_HOME", str(tmp_path / "home"))
    base.forget()
    yield tmp_path
    base.forget()


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["actors", *args])
    return result.exit_code, result.stdout, result.stderr


def test_show_tells_how_it_matches_and_what_is_coded() -> None:
    code, text, _ = run("show", "Marshal Khalifa Hiftar", "--on", "2019-04-10")
    assert code == 0
    for words in ("Khalifa Haftar", "transliteration", "LBY-MIL", "2019-04-10", "actor:khalifa-haftar"):
        assert words in text


def test_show_an_office_on_a_day() -> None:
    code, text, _ = run("show", "Tunisian foreign minister", "--on", "2019-04-10", "--json")
    match = json.loads(text)["matches"][0]
    assert code == 0
    assert (match["name"], match["how"], match["sectors"]) == ("Khemaies Jhinaoui", "office", ["GOV"])
    assert any(s["start"] and s["office"] for s in match["spells"])


def test_show_nobody_says_so() -> None:
    code, text, told = run("show", "Qwertz Uiop")
    assert (code, text) == (1, "")
    assert "sayso actors add" in told
    assert json.loads(run("show", "Qwertz Uiop", "--json")[1])["matches"] == []


def test_a_day_that_is_none_is_wrong_usage() -> None:
    assert run("show", "Khalifa Haftar", "--on", "yesterday")[0] == 2


def test_add_list_show_remove(home: Path) -> None:
    path = home / "mine.csv"
    path.write_text("name,country,office,start\nAna Velo,Libya,Minister of Finance,2024-03-01\n", encoding="utf-8")
    assert run("add", str(path))[0] == 0
    assert "Ana Velo" in run("list")[1]
    assert json.loads(run("list", "--json")[1])[0]["country"] == "LBY"
    shown = json.loads(run("show", "Ana Velo", "--on", "2024-05-01", "--json")[1])["matches"][0]
    assert (shown["source"], shown["office"]) == ("user", "Minister of Finance")
    assert run("remove", "Ana Velo")[0] == 0
    assert run("list")[1] == ""


def test_a_bad_file_is_told_in_one_line_and_nothing_is_added(home: Path) -> None:
    path = home / "mine.csv"
    path.write_text("name,kind\nAna Velo,person\nOru Tamek,king\n", encoding="utf-8")
    code, _, told = run("add", str(path))
    assert code == 1
    assert "line 3" in told
    assert "'king'" in told
    assert run("list")[1] == ""

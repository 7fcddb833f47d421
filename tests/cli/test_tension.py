"""`sayso tension` and `sayso channels`: tables for people, rows for programs, words where there is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.asked import ask, lines, made, table
from tests.desk.worlds import filled

__all__ = ["made"]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("worlds") / "world.db"
    filled(path).close()
    return path


def test_the_index_by_day(world: Path) -> None:
    rows = table(ask(world, "tension", "General Amar", "Port Council", "--csv"))
    assert (rows[0]["day"], rows[0]["reports"], rows[0]["independent_roots"]) == ("2026-03-02", "14", "2")
    assert float(rows[0]["sti"]) > 10
    assert len(rows) == 13  # every day up to the newest report
    doubled = lines(ask(world, "tension", "General Amar", "Port Council", "--count", "reports"))
    assert doubled[0]["sti"] > float(rows[0]["sti"])


def test_the_table_for_people(world: Path) -> None:
    said = ask(world, "tension", "General Amar", "Port Council", "--table").stdout
    assert "2026-03-02" in said
    assert "14 / 2" in said
    assert "+14.9" in said


def test_nothing_between_two_is_told(made: Path) -> None:
    assert "no event between Red Sail and Egypt among 5 events" in ask(made, "tension", "Red Sail", "Egypt").stderr
    assert "no go-between of Red Sail and Egypt" in ask(made, "channels", "Red Sail", "Egypt").stderr


def test_go_betweens(world: Path) -> None:
    rows = table(ask(world, "channels", "General Amar", "Port Council", "--csv"))
    assert {(row["between"], row["part"]) for row in rows} == {
        ("NOR", "mediates"),
        ("EGY", "talks to both"),
        ("DZA", "calls for talks"),
    }
    said = ask(world, "channels", "General Amar", "Port Council", "--table").stdout
    assert "mediates:" in said


def test_who_has_a_hand_in_a_country(world: Path) -> None:
    rows = lines(ask(world, "channels", "--country", "Libya", "--region", "maghreb"))
    assert {row["outside"] for row in rows} == {"DZA"}
    assert "General Amar" in ask(world, "channels", "--country", "LBY", "--table").stdout


@pytest.mark.parametrize("words", [(), ("General Amar",), ("General Amar", "Port Council", "--country", "LBY")])
def test_wrong_usage(world: Path, words: tuple[str, ...]) -> None:
    found = ask(world, "channels", *words, exit_code=2)
    assert "give two parties" in found.stderr

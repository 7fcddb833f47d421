"""The user's own actors: all rows of a file or none, and they win over ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import DataError, InputError
from sayso.extract.actors.rules import RulesFinder
from sayso.knowledge import base, user
from sayso.knowledge.actors import known_terms
from sayso.knowledge.matching import spelt, who
from sayso.knowledge.offices import holder
from tests.factories import parsed

GOOD = """name,aliases,kind,country,sectors,office,start,end,note
Ana Velo,A. M. Velo|Velo of Tripoli,person,Libya,,Minister of Finance,2019-01-01,2019-06,a test
Ana Velo,,person,LBY,OPP,,2019-06,,
Dawn Brigade,,organisation,LBY,PRM,,,,
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SAYSO_HOME", str(tmp_path / "home"))
    base.forget()
    yield tmp_path
    base.forget()


def file(folder: Path, text: str, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_kept_and_found(home: Path) -> None:
    assert len(user.add(file(home, GOOD))) == 3
    base.forget()
    found = who("Ana Velo", day="2019-04-10")[0]
    assert found.known.source == "user"
    assert [s.source for s in found.known.spells] == ["user", "user"]
    assert found.known.at("2019-04-10").sectors == ("GOV",)  # by the office
    assert found.known.at("2019-08-10").sectors == ("OPP",)
    assert holder("LBY", "finance minister", "2019-04-10")[0].known.name == "Ana Velo"


def test_adding_twice_keeps_once(home: Path) -> None:
    path = file(home, GOOD)
    user.add(path)
    assert user.add(path) == []
    assert len(user.kept()) == 3


def test_they_take_part_in_reading(home: Path) -> None:
    text = "The Dawn Brigade shelled the port. Velo of Tripoli condemned it."
    before = {a.id for a in RulesFinder().find([parsed(text)])[0]}
    user.add(file(home, GOOD))
    base.forget()
    after = {a.id: a for a in RulesFinder().find([parsed(text)])[0]}
    assert "actor:ana-velo" not in before
    assert (after["actor:ana-velo"].country, after["actor:ana-velo"].sectors) == ("LBY", ("GOV",))
    assert after["actor:dawn-brigade"].sectors == ("PRM",)


def test_new_rows_count_at_once(home: Path) -> None:
    """Nothing that was asked before stays in a cache."""
    assert spelt("Ana Veloh") == ()
    before = holder("LBY", "finance minister", "2019-04-10")
    user.add(file(home, GOOD))
    base.forget()
    assert spelt("Ana Veloh")[0].known.name == "Ana Velo"
    assert holder("LBY", "finance minister", "2019-04-10") != before


def test_they_win_over_ours(home: Path) -> None:
    user.add(file(home, "name,country,kind,sectors\nHezbollah,LBN,organisation,SOC\nKhalifa Haftar,LBY,person,REB\n"))
    base.forget()
    for name, sectors in (("Hezbollah", ("SOC",)), ("Khalifa Haftar", ("REB",)), ("Khalifa Hifter", ("REB",))):
        assert who(name)[0].known.at("2019-04-10").sectors == sectors
    actors = RulesFinder().find([parsed("Hezbollah rejected the plan in Lebanon.")])[0]
    assert next(a for a in actors if a.name == "Hezbollah").sectors == ("SOC",)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,person,LBY,GOV,,,,", "name"),
        ("X,,person,LBY,GOV,,,,", "two letters"),
        ("Ana Velo,,robot,LBY,GOV,,,,", "'robot'"),
        ("Ana Velo,,person,Atlantis,GOV,,,,", "'Atlantis'"),
        ("Ana Velo,,person,LBY,XYZ,,,,", "'XYZ'"),
        ("Ana Velo,,person,LBY,GOV,,2019-13-01,,", "2019-13-01"),
        ("Ana Velo,,person,LBY,GOV,,last year,,", "last year"),
        ("Ana Velo,,person,LBY,GOV,,2020,2019,", "not after"),
        ("Ana Velo,,person,LBY", "4 cells"),
        ("Dawn Brigade,,organisation,LBY,PRM,,,,", "repeats line 3"),
    ],
)
def test_a_bad_row_is_named_and_none_is_loaded(home: Path, row: str, reason: str) -> None:
    good = "name,aliases,kind,country,sectors,office,start,end,note\n# mine\nDawn Brigade,,organisation,LBY,PRM,,,,\n"
    with pytest.raises(DataError) as caught:
        user.add(file(home, f"{good}{row}\n"))
    assert reason in caught.value.message
    assert "line 4" in caught.value.message
    assert caught.value.line == 4
    assert user.kept() == []
    assert not user.store().exists()


def test_every_bad_row_is_named(home: Path) -> None:
    with pytest.raises(DataError, match=r"2 bad rows: line 2: .*; line 4: "):
        user.add(file(home, "name,kind\nAna Velo,robot\nDawn Brigade,organisation\nOru Tamek,king\n"))


def test_lines_count_those_inside_quotes(home: Path) -> None:
    with pytest.raises(DataError, match="line 4: "):
        user.add(file(home, 'name,note\nAna Velo,"two\nlines"\nX,\n'))


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), ("name,colour\nA B,red\n", "'colour'"), ("kind,country\nperson,LBY\n", "name"), ("name\n", "no rows"),
     ("name,name\nA B,C D\n", "twice")],
)  # fmt: skip
def test_a_bad_header(home: Path, text: str, reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        user.add(file(home, text))


def test_files_that_cannot_be_read(home: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        user.add(home / "absent.csv")
    latin = home / "latin.csv"
    latin.write_bytes(b"name\nJos\xe9 Velo\n")
    with pytest.raises(InputError, match="UTF-8"):
        user.add(latin)


@given(st.text(max_size=200), st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_rows_or_reasons(home: Path, text: str, headed: bool) -> None:
    """No file breaks anything: its rows are read whole, or every fault is told."""
    path = home / "any.csv"
    path.write_text(f"name,aliases\n{text}" if headed else text, encoding="utf-8", errors="replace")
    told, rows = "", []
    try:
        rows = user.read(path, again="mend it")
    except (DataError, InputError) as error:
        told = error.message
    assert told or rows
    assert all(set(row) == set(user.COLUMNS) and len(row["name"]) > 1 for row in rows)


def test_a_mark_of_byte_order_and_other_line_ends(home: Path) -> None:
    path = home / "excel.csv"
    path.write_bytes("﻿name,kind\r\nAna Velo,person\r\n".encode())
    assert [row["name"] for row in user.add(path)] == ["Ana Velo"]


def test_remove(home: Path) -> None:
    user.add(file(home, GOOD))
    assert len(user.remove("ana velo")) == 2
    assert [row["name"] for row in user.kept()] == ["Dawn Brigade"]
    user.remove("Dawn Brigade")
    assert user.kept() == []
    with pytest.raises(InputError, match="no actor of yours"):
        user.remove("Ana Velo")


def test_where_they_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAYSO_HOME", str(tmp_path))
    assert user.store() == tmp_path / "actors.csv"
    monkeypatch.delenv("SAYSO_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert user.folder() == tmp_path / "data" / "sayso"
    monkeypatch.delenv("XDG_DATA_HOME")
    assert user.folder() == Path.home() / ".local" / "share" / "sayso"


def test_nothing_kept_changes_nothing() -> None:
    assert user.kept() == []
    assert not any(known.users for known in known_terms().everyone())

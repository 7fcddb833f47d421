"""Where a store can be, and what is said where it cannot be opened."""

from __future__ import annotations

import builtins
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import InputError, MissingExtra, StoreError
from sayso.store import address_of, open_store
from tests.store.entries import fill


@pytest.mark.parametrize(
    ("where", "dialect", "shown"),
    [
        ("sayso.db", "sqlite", "sayso.db"),
        (Path("a b/c%d.db"), "sqlite", "a b/c%d.db"),
        ("sqlite:///sayso.db", "sqlite", "sayso.db"),
        ("sqlite:////tmp/s.db", "sqlite", "/tmp/s.db"),
        (":memory:", "sqlite", ":memory:"),
        ("postgresql://ada@host/news", "postgresql", "postgresql://ada@host/news"),
        ("postgres://ada@host/news", "postgresql", "postgresql://ada@host/news"),
        ("postgresql+psycopg://ada@host:5433/news", "postgresql", "postgresql://ada@host:5433/news"),
        ("postgresql://ada:hidden@host/news", "postgresql", "postgresql://ada:***@host/news"),
    ],
)
def test_addresses(where: str | Path, dialect: str, shown: str) -> None:
    address = address_of(where)
    assert (address.dialect, str(address)) == (dialect, shown)


@pytest.mark.parametrize(
    "where", ["mysql://host/news", "postgresql://ada:secret@host", "postgresql://host:port/news", "http://a/b"]
)
def test_another_address_says_which_there_are(where: str) -> None:
    with pytest.raises(InputError, match=r"give a file such as sayso\.db, or postgresql://user@host/database") as told:
        address_of(where)
    assert "secret" not in str(told.value)


def test_an_empty_name_is_no_store() -> None:
    with pytest.raises(InputError, match=r"for example sayso\.db"):
        open_store("")


def test_a_store_that_is_not_there_says_how_to_make_one(where: str) -> None:
    with pytest.raises(StoreError, match=r"there is no store at .*; make one with: sayso code PATHS --store") as told:
        open_store(where)
    assert told.value.code == "no_store"


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        open_store(tmp_path / "s.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder; name a file in it"):
        open_store(tmp_path, create=True)


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        open_store(tmp_path / "no" / "s.db", create=True)


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("Dear diary, " * 100)
    with pytest.raises(StoreError, match=r"notes.txt is not a SQLite database") as told:
        open_store(other, create=True)
    assert told.value.code == "damaged"
    assert other.read_text() == "Dear diary, " * 100


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="is a database, but no store of Sayso"):
        open_store(other, create=True)


def test_an_empty_file_becomes_a_store_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "s.db").touch()
    with pytest.raises(StoreError, match="there is no store"):
        open_store(tmp_path / "s.db")
    open_store(tmp_path / "s.db", create=True).close()
    open_store(tmp_path / "s.db").close()


def test_no_server_says_what_to_check(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no connection to the store postgresql://ada:.*@/news.*check host") as told:
        open_store(f"postgresql://ada:secret@/news?host={tmp_path}")
    assert (told.value.code, "secret" in str(told.value)) == ("no_server", False)


def test_a_database_that_is_missing_is_told(where: str) -> None:
    if where.startswith("postgresql"):
        with pytest.raises(StoreError, match="nowhere"):
            open_store(where.replace("/d", "/nowhere"))


def test_without_psycopg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *more: Any, **options: Any) -> Any:
        if name.split(".")[0] == "psycopg":
            raise ImportError(name)
        return real(name, *more, **options)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(MissingExtra, match=r"pip install 'sayso\[postgres\]'"):
        open_store("postgresql://ada@host/news")


def test_a_store_that_is_open_for_reading_cannot_be_written(where: str) -> None:
    with open_store(where, create=True) as store:
        ids = fill(store, 1)
    with open_store(where, read_only=True) as store:
        assert store.pending(9) == ids
        with pytest.raises(StoreError, match="is open for reading only"):
            store.clear_derived()


def test_a_connection_for_reading_cannot_write(where: str) -> None:
    with open_store(where, create=True) as store:
        with pytest.raises(StoreError, match="can only be read here") as told, store.read() as connection:
            connection.exec_driver_sql("DELETE FROM stories")
        assert told.value.code == "read_only"
        fill(store, 1)  # and nothing of it lasts


def test_a_connection_for_reading_sees_one_state(where: str) -> None:
    with open_store(where, create=True) as store, open_store(where) as other:
        fill(store, 1)
        with store.read() as connection:
            count = "SELECT count(*) FROM articles"
            assert connection.exec_driver_sql(count).scalar() == 1
            fill(other, 2, start=1)
            assert connection.exec_driver_sql(count).scalar() == 1
        assert store.balance().articles == 3


def test_a_store_in_memory() -> None:
    with open_store(":memory:", create=True) as store:
        ids = fill(store, 2)
        with store.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM v_claims").scalar() == 18
        assert store.pending(9) == ids


def test_commits_reach_the_disk(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db", create=True) as store, store.read() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 60_000}

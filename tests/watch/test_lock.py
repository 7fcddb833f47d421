"""One watcher for one store, in SQLite and in PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.desk.coverage import watcher
from sayso.errors import StoreError
from sayso.store import open_store
from sayso.watch import books, lock, upkeep
from tests.postgres import server

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return server().database() if request.param == "postgresql" else str(tmp_path / "sayso.db")


def test_a_second_watcher_is_told_who_watches(where: str) -> None:
    with open_store(where, create=True) as one, open_store(where) as other:
        with lock.held(one):
            lock.begun(one, None, NOW)
            with (
                pytest.raises(
                    StoreError, match=r"watched already \(process \d+ on .*, since 2026-03-12 09:00 UTC\)"
                ) as told,
                lock.held(other),
            ):
                raise AssertionError("two watchers")
            assert told.value.code == "watched"
        with lock.held(other):
            pass


def test_times_without_a_watcher_are_gaps(where: str) -> None:
    from sayso.desk.feeds import gaps

    with open_store(where, create=True) as store:
        feed, _ = books.add_feed(store, "https://news.example/rss")
        upkeep.begin(store, "default", NOW)
        assert gaps(store) == []  # nobody watched before, so nothing was missed
        with store._writing() as connection:
            connection.exec_driver_sql(f"UPDATE feeds SET polled_at = '{NOW.isoformat()}' WHERE id = '{feed.id}'")
        lock.beat(store, NOW + timedelta(minutes=5))
        upkeep.begin(store, "default", NOW + timedelta(minutes=12))  # a restart
        assert gaps(store) == []
        upkeep.begin(store, "default", NOW + timedelta(hours=5))
        (gap,) = gaps(store)
        assert (gap["kind"], gap["from_at"][:16], gap["to_at"][:16]) == ("down", "2026-03-12T09:12", "2026-03-12T14:00")


@pytest.mark.parametrize(
    ("ended", "later", "state"),
    [(False, 10, "watching"), (False, 3_600, "died"), (True, 3_600, "stopped")],
)
def test_the_watcher_is_told_of_in_words(tmp_path: Path, ended: bool, later: int, state: str) -> None:
    with open_store(tmp_path / "s.db", create=True) as store:
        assert watcher(store)["state"] == "never"
        lock.begun(store, None, NOW)
        lock.beat(store, NOW, ended=ended)
        found = watcher(store, now=NOW + timedelta(seconds=later))
        assert found["state"] == state
        assert found["says"].endswith(".")

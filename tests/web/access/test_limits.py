"""The worst question is stopped, told in words, and holds up no writer."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from sayso.desk import Desk
from sayso.errors import StoreError
from sayso.store import open_store
from sayso.web.access.limits import Clock
from sayso.web.stores import Desks
from tests.desk.stores import fill
from tests.postgres import server

WORST = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n",
    "postgresql": "SELECT count(*) FROM generate_series(1, 100000000000)",
}
SLACK = 1.0


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    address = server().database() if request.param == "postgresql" else str(tmp_path / "s.db")
    fill(address).close()
    return address


def ask(desks: Desks) -> float:
    """Seconds after which the worst question is stopped."""
    started = time.monotonic()
    with (
        pytest.raises(StoreError, match=r"took longer than 0\.5 s and was stopped; ask for fewer days") as told,
        desks.reading() as desk,
        desk.store.read() as connection,
    ):
        connection.exec_driver_sql(WORST[desk.store.dialect]).all()
    assert told.value.code == "query_timeout"
    return time.monotonic() - started


def test_the_worst_question_is_stopped_and_the_next_is_answered(where: str) -> None:
    desks = Desks(where, 2, 0.5)
    assert 0.4 < ask(desks) < 0.5 + SLACK
    with desks.reading() as desk:
        assert len(list(desk.events())) == 5
    desks.close()


def test_many_short_queries_share_the_time(where: str) -> None:
    desks = Desks(where, 1, 0.3)
    started = time.monotonic()
    with pytest.raises(StoreError, match="took longer"), desks.reading() as desk:
        _ask_for_ever(desk)
    assert time.monotonic() - started < 0.3 + SLACK
    desks.close()


def _ask_for_ever(desk: Desk) -> None:
    for _ in range(100_000):
        assert list(desk.events(limit=1))


def test_a_desk_is_fresh_each_time(where: str) -> None:
    desks = Desks(where, 1, 0.3)
    for _ in range(3):
        with desks.reading() as desk:
            time.sleep(0.2)
            assert desk.event(next(desk.events(limit=1))["id"])
    desks.close()


def test_a_writer_is_not_held_up(where: str) -> None:
    desks = Desks(where, 2, 0.5)
    with open_store(where) as store:
        store.add_user("before", "reader", None)  # the connection is open
        thread = threading.Thread(target=ask, args=(desks,))
        thread.start()
        slowest = 0.0
        while thread.is_alive():
            started = time.monotonic()
            with store.transaction():
                store.change_user("before", role="admin")
            slowest = max(slowest, time.monotonic() - started)
        thread.join()
    assert slowest < 0.4  # without waiting for the question's end
    desks.close()


def test_other_errors_stay_what_they_are(where: str) -> None:
    with (
        open_store(where, read_only=True) as store,
        pytest.raises(StoreError) as told,
        Clock(store, 5),
        store.read() as connection,
    ):
        connection.exec_driver_sql("SELECT nothing FROM nowhere")
    assert told.value.code == "store"
    assert "took longer" not in told.value.message

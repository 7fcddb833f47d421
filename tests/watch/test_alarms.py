"""Alerts beside a watcher: made after a refresh, once, and delivered; a rule that fails disturbs nothing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sayso.desk import alerts
from sayso.desk.alerts.run import Ran
from sayso.errors import StoreError
from sayso.watch.alarms import Alarms
from tests.desk.stores import fill


def wait_for(met: object, seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if met():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> list[Ran]:
    done: list[Ran] = []

    def run(store: object) -> Ran:
        done.append(Ran(alerts=1, sent=1))
        return done[-1]

    monkeypatch.setattr(alerts, "run", run)
    return done


def test_a_poke_asks_the_rules_and_ending_asks_a_last_time(tmp_path: Path, rounds: list[Ran]) -> None:
    fill(tmp_path / "s.db").close()
    alarms = Alarms(str(tmp_path / "s.db"), every=600)
    alarms.start()
    time.sleep(0.1)
    assert not rounds  # nothing changed yet
    alarms.poke()
    assert wait_for(lambda: alarms.alerts == 1)
    alarms.end()
    assert (alarms.alerts, alarms.sent, len(rounds)) == (2, 2, 2)


def test_what_failed_is_looked_at_again_by_itself(tmp_path: Path, rounds: list[Ran]) -> None:
    fill(tmp_path / "s.db").close()
    alarms = Alarms(str(tmp_path / "s.db"), every=0.05)
    alarms.start()
    assert wait_for(lambda: len(rounds) >= 3)
    alarms.end()


def test_a_busy_store_does_not_end_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "s.db").close()
    tries: list[int] = []

    def busy(store: object) -> Ran:
        tries.append(1)
        raise StoreError("somebody holds it", code="locked")

    monkeypatch.setattr(alerts, "run", busy)
    alarms = Alarms(str(tmp_path / "s.db"), every=0.05)
    alarms.start()
    assert wait_for(lambda: len(tries) >= 2)
    alarms.end()

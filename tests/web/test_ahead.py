"""Answers that a desk makes before anybody asks: the first visitor finds them, and a store that fails stops no desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.desk import Desk, dyad_mass
from sayso.errors import StoreError
from sayso.web import Settings, ahead, create_app
from sayso.web.stores import Desks
from tests.web.conftest import HOME


def test_the_first_visitor_finds_the_dyads_weighed(desk_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Any] = []
    weigh, begin = dyad_mass._read, ahead.begin

    def noted(*asked: Any) -> Any:
        read.append(asked)
        return weigh(*asked)

    monkeypatch.setattr(dyad_mass, "_read", noted)
    monkeypatch.setattr(ahead, "begin", lambda desks: _joined(begin(desks)))
    with TestClient(create_app(Settings(store=str(desk_store), ahead=True)), base_url=HOME) as web:
        assert len(read) == 1
        assert web.get("/dyads.json").status_code == 200
        assert len(read) == 1


def _joined(thread: Any) -> Any:
    thread.join()
    return thread


def test_a_store_that_fails_stops_no_desk(caplog: pytest.LogCaptureFixture) -> None:
    class Locked(Desks):
        @contextmanager
        def reading(self) -> Iterator[Desk]:
            raise StoreError("locked", code="locked")
            yield

    with caplog.at_level("INFO", logger="sayso.web.ahead"):
        ahead.begin(Locked("nowhere.db", 1)).join()
    assert "nothing was made ready: locked" in caplog.text

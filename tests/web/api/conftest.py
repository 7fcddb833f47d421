"""The API of a desk on a store with many events, some of the same day, some without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.model.ledger import Event
from sayso.store import Store, open_store
from sayso.web import Settings, create_app
from tests.desk.stores import SHELLING, fill
from tests.postgres import server

HOME = "http://127.0.0.1:8400"
API = "/api/v1"
MANY = 40


def made(number: int) -> Event:
    """One of many events: several on a day, every seventh without one, with few counts."""
    day = None if number % 7 == 0 else f"2026-02-{1 + number % 5:02}"
    return replace(
        SHELLING,
        id=f"event:made{number:04}",
        claims=(f"claim:made{number}",),
        stances=("affirm",),
        articles=tuple(f"article:{n}" for n in range(1, 2 + number % 3)),
        earliest=day,
        latest=day,
        first_at=f"2026-02-{1 + number % 9:02}T08:00:00Z",
        independent_roots=number % 2,
        story=None,
    )


def grow(store: Store, *numbers: int) -> None:
    with store.transaction():
        store.replace_events((), [made(number) for number in numbers])


@pytest.fixture(params=["sqlite", "postgresql"])
def big_store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    address = server().database() if request.param == "postgresql" else str(tmp_path / "big.db")
    with fill(address) as store:
        grow(store, *range(MANY))
    return address


@pytest.fixture
def api(big_store: str) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=big_store)), base_url=HOME, follow_redirects=False) as client:
        yield client


def get(client: TestClient, path: str, **params: Any) -> Any:
    """The object of an answer that went well."""
    answer = client.get(path if path.startswith("/api") else f"{API}/{path}", params=params or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def writing(client: TestClient) -> Store:
    """The store of the desk, open for writing."""
    return open_store(client.app.state.settings.store)  # type: ignore[attr-defined]

"""A desk over the small store that is made by hand, without a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.web import Settings, create_app
from tests.desk.stores import fill

HOME = "http://127.0.0.1:8400"


@pytest.fixture
def desk_store(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    fill(path).close()
    return path


@pytest.fixture
def web(desk_store: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=str(desk_store))), base_url=HOME) as client:
        yield client

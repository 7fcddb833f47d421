"""One small store for all tests that only ask: in SQLite and in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.desk import Desk, open_desk
from tests.desk.stores import fill
from tests.postgres import server


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "made.db"
    fill(path).close()
    return path


@pytest.fixture(scope="session")
def store_url() -> str:
    url = server().database()
    fill(url).close()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    where = request.getfixturevalue("store_url" if request.param == "postgresql" else "store_path")
    with open_desk(where) as opened:
        yield opened

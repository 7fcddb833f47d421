"""One small store for all tests that only ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.desk import Desk, open_desk
from tests.desk.stores import fill


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "made.db"
    fill(path).close()
    return path


@pytest.fixture
def desk(store_path: Path) -> Iterator[Desk]:
    with open_desk(store_path) as opened:
        yield opened

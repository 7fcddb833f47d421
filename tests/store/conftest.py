"""Every test that asks for `store` or `where` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.store import Store, open_store
from tests.postgres import server


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that is not yet made."""
    return server().database() if request.param == "postgresql" else str(tmp_path / "sayso.db")


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    with open_store(where, create=True) as opened:
        yield opened

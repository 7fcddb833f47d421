"""A desk with users: one of each role, signed in by a quick way that makes the session's row as logging in would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.store import open_store
from sayso.web import Settings, create_app
from sayso.web.access.passwords import hashed
from sayso.web.access.people import People

HOME = "http://127.0.0.1:8400"
PASSWORD = "correct horse battery"
ROLES = {"rita": "reader", "rene": "reviewer", "ada": "admin"}
COOKIE = "sayso-8400"


@pytest.fixture(scope="session")
def password_hash() -> str:
    return hashed(PASSWORD)


@pytest.fixture
def peopled(desk_store: Path, password_hash: str) -> Path:
    """The small store with a reader, a reviewer and an admin."""
    with open_store(desk_store) as store:
        for name, role in ROLES.items():
            store.add_user(name, role, password_hash)
    return desk_store


@pytest.fixture
def desk(peopled: Path) -> Iterator[TestClient]:
    app = create_app(Settings(store=str(peopled)))
    with TestClient(app, base_url=HOME, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


def people_of(client: TestClient) -> People:
    found: People = client.app.state.people  # type: ignore[attr-defined]
    return found


def signed_in(client: TestClient, name: str) -> str:
    """The cookie of a new session of the user, which the client sends from now on."""
    cookie, _ = people_of(client).begin(name, address="127.0.0.1", agent="test")
    client.cookies.set(COOKIE, cookie, domain="127.0.0.1")
    return cookie


def token_for(client: TestClient, *scopes: str, user: str | None = None) -> dict[str, str]:
    """The header of a new token."""
    token, _ = people_of(client).new_token("test", scopes, user=user, days=1)
    return {"Authorization": f"Bearer {token}"}


def deeds(client: TestClient) -> list[dict[str, Any]]:
    with people_of(client).reading() as store:
        return store.deeds()

"""A browser without a screen for tests: it asks the desk under a name that the desk answers to, and fills in forms."""

from __future__ import annotations

import re
from typing import Any

from starlette.testclient import TestClient

from sayso.web import Settings, create_app

BASE = "http://127.0.0.1:8400"
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"|data-csrf="([^"]+)"')


def visitor(store: object, **settings: Any) -> TestClient:
    """A client of a desk on this store; use it as a context manager, so that the desk is closed in the end."""
    app = create_app(Settings(store=str(store), **settings))
    return TestClient(app, base_url=settings.pop("base", BASE), follow_redirects=False)


def token_of(client: TestClient, page: str = "/events") -> str:
    """What a form of this page carries against forged requests; the client keeps the cookie that belongs to it."""
    found = _TOKEN.search(client.get(page).text)
    assert found, f"{page} has no form token"
    return found[1] or found[2]


def send(client: TestClient, path: str, data: dict[str, Any] | None = None, *, page: str = "/events") -> Any:
    """The answer to a form that was filled in on a page and sent."""
    return client.post(path, data={"csrf": token_of(client, page)} | (data or {}))

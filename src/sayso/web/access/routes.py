"""All addresses of the desk with the scope that each needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.routing import Match, Mount, Route


def routes_of(app: Any, prefix: str = "") -> Iterator[tuple[str, frozenset[str], str | None]]:
    """Path, methods and scope of every route, those of mounted applications too; the scope is None where none is said."""
    for route in app.routes:
        if isinstance(route, Mount):
            if getattr(route.app, "routes", None) is None:  # files of ours, which hold nothing of anybody
                yield prefix + route.path + "/", frozenset({"GET"}), "open"
            else:
                yield from routes_of(route.app, prefix + route.path)
        elif isinstance(route, Route):
            yield prefix + route.path, frozenset(route.methods or ()), scope_of(route)


def scope_of(route: Any) -> str | None:
    """The scope that a route was given."""
    return getattr(route, "scope_name", None) or getattr(getattr(route, "endpoint", None), "scope_name", None)


def open_to_all(app: Any, method: str, path: str) -> bool:
    """Whether an address is open to those who did not sign in. What is not known is not."""
    scope = {"type": "http", "method": method, "path": path, "root_path": "", "headers": []}
    for route in app.routes:
        found, child = route.matches(scope)
        if found is Match.NONE:
            continue
        if isinstance(route, Mount):
            inner = getattr(route.app, "routes", None)
            if inner is None:
                return True
            return _inside(route.app, scope | child)
        if found is Match.FULL:
            return scope_of(route) == "open"
    return False


def _inside(app: Any, scope: dict[str, Any]) -> bool:
    for route in app.routes:
        found, _ = route.matches(scope)
        if found is Match.FULL:
            return scope_of(route) == "open"
    return False

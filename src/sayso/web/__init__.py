"""The crisis desk in a browser: `sayso desk`. Loads on use, since its packages are an extra."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.web.app import create_app
    from sayso.web.settings import Settings

__all__ = ["Settings", "create_app"]
_HOMES = {"create_app": "app", "Settings": "settings"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(f"sayso.web.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sayso.web' has no attribute {name!r}")

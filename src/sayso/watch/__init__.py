"""Feeds -> polite fetching -> coding -> store, again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.watch.run import Watcher
    from sayso.watch.settings import Settings

__all__ = ["Settings", "Watcher"]
_HOMES = {"Watcher": "run", "Settings": "settings"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(f"sayso.watch.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sayso.watch' has no attribute {name!r}")

"""`sayso code`: articles into the ledger, each input with exactly one end state. Workers import parts of it, so it loads on use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.coding.run import code
    from sayso.coding.status import Status, status_of
    from sayso.coding.tally import Tally

__all__ = ["Status", "Tally", "code", "status_of"]
_HOMES = {"code": "run", "Tally": "tally", "Status": "status", "status_of": "status"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(f"sayso.coding.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sayso.coding' has no attribute {name!r}")

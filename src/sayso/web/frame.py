"""What the frame around every page needs from the store."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso.store.kept import kept

if TYPE_CHECKING:
    from sayso.store import Store
    from sayso.web.ask import Ask


def watchlists(ask: Ask) -> list[dict[str, Any]]:
    """The saved filters of the one who asks."""
    return _listed()(ask.desk.store, ask.reader) if ask.may("read") else []


@cache
def _listed() -> Callable[[Store, str], list[dict[str, Any]]]:
    from sayso.desk.watchlists import listed

    return kept(64)(listed)

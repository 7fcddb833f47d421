"""What the frame around every page needs from the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.web.ask import Ask


def watchlists(ask: Ask) -> list[dict[str, Any]]:
    """The saved filters of the one who asks."""
    from sayso.desk.watchlists import listed

    return listed(ask.desk.store, ask.reader) if ask.may("read") else []

"""The filters of an address together with those of the watchlist that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.web.ask import Ask


def scoped(ask: Ask, **more: Any) -> dict[str, Any]:
    """Filters for a question to the desk; what the address says wins over the watchlist, `more` over both."""
    return {name: value for name, value in (watched(ask) | ask.filters | more).items() if value is not None}


def watched(ask: Ask) -> dict[str, Any]:
    """The filters of the watchlist in the address; nothing without one."""
    from sayso.desk.watchlists import watchlist

    own = ask.param("watch")
    return dict(watchlist(ask.desk.store, own, ask.reader)["filter"]) if own else {}

"""The time range of an address, as the pages of dyads, channels, actors and the map read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.desk.days import moment

if TYPE_CHECKING:
    from sayso.web.ask import Ask


def span(ask: Ask) -> tuple[str | None, str | None]:
    """The first day, and the first day after; None where the address does not say."""
    since, until = (moment(given)[:10] if (given := ask.param(name)) else None for name in ("since", "until"))
    return since, until

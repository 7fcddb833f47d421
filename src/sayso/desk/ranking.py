"""Lists that are ordered by counts: over all events from totals, over some from the newest of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sayso.desk.conditions import event_conditions
from sayso.desk.filters import Filter
from sayso.store import tables as t

PAGE = 200
MOST_COUNTED = 10_000  # events that one page is counted from: what a page may take of the time of two cores


@dataclass(frozen=True, slots=True)
class Lately:
    """The newest events that meet a filter, and since when all of them are here; None where none is left out."""

    ids: tuple[str, ...]
    since: str | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows in their order, and since when events were counted; None where all that were asked for were."""

    rows: tuple[Any, ...]
    since: str | None


def events_only(asked: Filter, own: Sequence[str]) -> Filter:
    """The part of the filter that speaks of events; the rest, under the names `own`, speaks of what is listed itself."""
    plain = Filter()
    return replace(asked, **{name: getattr(plain, name) for name in own})


def lately(connection: Connection, plain: Filter, most: int) -> Lately | None:
    """The newest events of a filter, by their days; None where it asks for no events in particular, and totals answer."""
    if plain == Filter():
        return None
    e = t.events.c
    query = select(e.id, e.earliest).where(*event_conditions(connection, plain, page=True))
    rows = connection.execute(query.order_by(e.earliest.desc().nulls_last(), e.id).limit(most + 1)).all()
    if len(rows) <= most:
        return Lately(tuple(row.id for row in rows), None)
    return Lately(tuple(row.id for row in rows[:most]), rows[most - 1].earliest)

"""Lists that are ordered by counts: over all events from totals, over some from the newest of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sayso.desk.conditions import event_conditions
from sayso.desk.filters import Filter
from sayso.store import tables as t

R = TypeVar("R")
PAGE = 200
MOST_COUNTED = 5_000  # events that one answer is counted from, where totals do not answer


class Facts(NamedTuple):
    """What counts of actors and sources take from an event."""

    id: str
    earliest: str | None
    first_at: str
    last_at: str
    verdict: str
    independent_roots: int


@dataclass(frozen=True, slots=True)
class Lately:
    """The newest events that meet a filter, by their ids, and since when all of them are here; None where none is left out."""

    events: dict[str, Facts]
    since: str | None


@dataclass(frozen=True, slots=True)
class Ranking(Generic[R]):
    """Rows in their order, and since when events were counted; None where all that were asked for were."""

    rows: tuple[R, ...]
    since: str | None


def events_only(asked: Filter, own: Sequence[str]) -> Filter:
    """The part of the filter that speaks of events; the rest, under the names `own`, speaks of what is listed itself."""
    plain = Filter()
    return replace(asked, **{name: getattr(plain, name) for name in own})


def lately(connection: Connection, plain: Filter, most: int) -> Lately | None:
    """The newest events of a filter, by their days; None where it asks for no events in particular, and totals answer."""
    if plain == Filter():
        return None
    columns = [t.events.c[name] for name in Facts._fields]  # all of them stand in the index of the list
    query = select(*columns).where(*event_conditions(connection, plain, page=True))
    query = query.order_by(t.events.c.earliest.desc().nulls_last(), t.events.c.id).limit(most + 1)
    rows = [Facts(*row) for row in connection.execute(query)]
    since = rows[most - 1].earliest if len(rows) > most else None
    return Lately({row.id: row for row in rows[:most]}, since)

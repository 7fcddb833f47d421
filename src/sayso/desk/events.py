"""Events that meet a filter, and one event with all that is known of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from sayso.codec.derived import event_to_dict
from sayso.desk.conditions import event_conditions
from sayso.desk.filters import Filter
from sayso.model.ledger import Change
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
PAGE = 200  # events in memory at a time


def ordering(sort: str) -> tuple[Any, ...]:
    """How a list of events is ordered: the newest, or those with most behind them, first; then by id."""
    e = t.events.c
    date = e.earliest.desc().nulls_last()
    orders = {
        "date": (date,),
        "first": (e.first_at.desc(),),
        "reports": (e.reports.desc(), e.independent_roots.desc(), date),
        "roots": (e.independent_roots.desc(), e.reports.desc(), date),
        "canonical": (e.first_at,),
    }
    return (*orders[sort], e.id)


def event_query(connection: Connection, asked: Filter, *, canonical: bool = False) -> Select[Any]:
    """Ids of the events that are asked for, in order; `canonical` is by first report, oldest first."""
    order = ordering("canonical" if canonical else asked.sort)
    query = select(t.events.c.id).where(*event_conditions(connection, asked)).order_by(*order)
    return query if asked.limit is None else query.limit(asked.limit)


def events(store: Store, asked: Filter, *, canonical: bool = False) -> Iterator[Json]:
    """Events as objects of `sayso-event/1`, one page of the answer in memory at a time."""
    with store.read() as connection:
        query = event_query(connection, asked, canonical=canonical)
        rows = connection.execute(query, execution_options={"yield_per": PAGE})
        ids = (row[0] for row in rows)
        while page := list(islice(ids, PAGE)):
            yield from events_by_id(store, page)


def events_by_id(store: Store, ids: Sequence[str]) -> list[Json]:
    """The events of these ids, in the order of the ids."""
    found = {event.id: event for event in store.events(ids)}
    changes: dict[str, list[Change]] = defaultdict(list)
    for change in store.changes(ids):
        changes[change.event].append(change)
    return [event_to_dict(found[one], sorted(changes[one], key=_known)) for one in ids if one in found]


def _known(change: Change) -> str:
    """When the news of a change came out: changes stand in the order of the reports, not in that of their receipt."""
    return change.published or change.seen

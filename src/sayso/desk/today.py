"""What changed since one last looked: the few lines that matter most, and all of it under four headings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select
from sqlalchemy.engine import Connection

from sayso.codec.derived import change_to_dict
from sayso.desk.conditions import event_conditions
from sayso.desk.days import moment
from sayso.desk.events import events_by_id
from sayso.desk.filters import Filter
from sayso.store import tables as t
from sayso.store.event_rows import change_of

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
KINDS = ("new", "confirmed", "disputed", "withdrawn")
# What can turn a judgement over stands first; of what is new that with most independent roots.
_WEIGHT = {"withdrawn": 4, "disputed": 3, "confirmed": 2, "changed": 1, "new": 0}
_FIRST_TIME = timedelta(days=7)  # for somebody who looks for the first time


@dataclass(frozen=True, slots=True)
class Since:
    """From when on things are new, and in words why from then."""

    at: str
    words: str


def since_when(store: Store, given: str, visited: str | None) -> Since:
    """The time asked for, else that of the last visit, else a week before the newest that the store has."""
    if given:
        return Since(moment(given), f"since {given}")
    if visited:
        return Since(visited, "since you last looked")
    with store.read() as connection:
        newest = connection.scalar(select(func.max(t.changes.c.seen)))
    if not newest:
        return Since("", "so far")
    try:
        at = datetime.fromisoformat(newest) - _FIRST_TIME
    except (ValueError, OverflowError):
        return Since("", "so far")
    return Since(at.isoformat().replace("+00:00", "Z"), "in the last seven days that were received")


def today(store: Store, since: Since, asked: Filter, *, lines: int = 10, kind: str = "new", size: int = 25) -> Json:
    """`lines`: the most important changes, each with its event; `counts` by kind; `listed`: the newest of one kind."""
    with store.read() as connection:
        conditions = [t.changes.c.seen >= since.at, *event_conditions(connection, asked)]
        counts = _counts(connection, conditions, narrowed=len(conditions) > 1)
        top = _rows(connection, conditions, lines, weighed=True)
        listed = _rows(connection, [*conditions, t.changes.c.change == kind], size + 1, weighed=False)
    ids = list(dict.fromkeys(row["event"] for row in (*top, *listed)))
    events = {event["id"]: event for event in events_by_id(store, ids)}
    return {
        "since": since.at or None,
        "since_words": since.words,
        "counts": counts,
        "lines": [row | {"of": events[row["event"]]} for row in top if row["event"] in events],
        "kind": kind,
        "listed": [row | {"of": events[row["event"]]} for row in listed[:size] if row["event"] in events],
        "more": len(listed) > size,
    }


def _counts(connection: Connection, conditions: list[Any], *, narrowed: bool) -> dict[str, int]:
    query = select(t.changes.c.change, func.count()).group_by(t.changes.c.change)
    if narrowed:
        query = query.join(t.events, t.events.c.id == t.changes.c.event_id)
    found = {row[0]: int(row[1]) for row in connection.execute(query.where(*conditions))}
    return {kind: found.get(kind, 0) for kind in (*KINDS, "changed")}


def _rows(connection: Connection, conditions: list[Any], size: int, *, weighed: bool) -> list[Json]:
    c, e = t.changes.c, t.events.c
    query = select(t.changes).join(t.events, e.id == c.event_id).where(*conditions)
    if weighed:  # of each event only the newest word, so that one event does not fill the page
        later = t.changes.alias("later").c
        last = select(func.max(later.position)).where(later.event_id == e.id).scalar_subquery()
        weight = case(_WEIGHT, value=c.change, else_=0)
        query = query.where(c.position == last).order_by(
            weight.desc(), e.independent_roots.desc(), e.reports.desc(), c.seen.desc(), c.event_id
        )
    else:
        query = query.order_by(c.seen.desc(), c.event_id, c.position)
    return [change_to_dict(change_of(row)) for row in connection.execute(query.limit(size))]

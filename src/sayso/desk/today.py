"""What changed since one last looked: the few lines that matter most, and all of it under four headings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
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
LOOKED = 200  # changes of a kind among which the weightiest are sought
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
        conditions = event_conditions(connection, asked)
        counts = _counts(connection, since, conditions)
        top = _top(connection, since, conditions, lines)
        rows = _newest(connection, since, conditions, kind, size + 1)
        listed = [change_to_dict(change_of(row)) for row in rows]
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


def _counts(connection: Connection, since: Since, conditions: list[Any]) -> dict[str, int]:
    """How many changes there are of each kind; each is counted on the index of its kind."""
    c = t.changes.c
    out = {}
    for kind in (*KINDS, "changed"):
        query = select(func.count()).select_from(t.changes).where(c.change == kind, c.seen >= since.at)
        if conditions:
            query = query.join(t.events, t.events.c.id == c.event_id).where(*conditions)
        out[kind] = int(connection.scalar(query) or 0)
    return out


def _newest(connection: Connection, since: Since, conditions: list[Any], kind: str, size: int) -> list[Any]:
    """The newest changes of a kind, with the weight of their events."""
    c, e = t.changes.c, t.events.c
    query = (
        select(t.changes, e.independent_roots, e.reports)
        .join(t.events, e.id == c.event_id)
        .where(c.change == kind, c.seen >= since.at, *conditions)
        .order_by(c.seen.desc(), c.event_id, c.position)
    )
    return list(connection.execute(query.limit(size)).all())


def _top(connection: Connection, since: Since, conditions: list[Any], size: int) -> list[Json]:
    """The changes that matter most: of each event its last one, of each kind the newest `LOOKED` are weighed."""
    rows = [row for kind in _WEIGHT for row in _newest(connection, since, conditions, kind, LOOKED)]
    c = t.changes.c
    ids = sorted({row.event_id for row in rows})
    last = dict(
        tuple(row)
        for row in connection.execute(
            select(c.event_id, func.max(c.position)).where(c.event_id.in_(ids)).group_by(c.event_id)
        )
    )
    kept = [row for row in rows if last[row.event_id] == row.position]
    kept.sort(key=lambda row: row.event_id)
    kept.sort(key=lambda row: (_WEIGHT[row.change], row.independent_roots, row.reports, row.seen), reverse=True)
    return [change_to_dict(change_of(row)) for row in kept[:size]]

"""What changed since one last looked: the few lines that matter most, and all of it under headings.

It stands on the log of changes, by number: what became known late, by a judgement or by an undo is told, and nothing is told twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from sayso.codec.derived import change_to_dict
from sayso.desk import known, refuted
from sayso.desk.days import moment
from sayso.desk.events import events_by_id
from sayso.model.ledger import CHANGES
from sayso.store.desk_tables import change_log
from sayso.store.event_rows import change_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.desk.filters import Filter
    from sayso.desk.visits import Visit
    from sayso.store import Store

Json = dict[str, Any]
KINDS = ("new", "confirmed", "disputed", "withdrawn", "changed")
# What can turn a judgement over stands first; of what is new that with most independent roots.
_WEIGHT = {kind: -n for n, kind in enumerate((*known.ORDER[:3], "changed", "new"))}
MOST = 2000  # changes, the newest, that one look goes through; what lies before is said to be left out
_FIRST_TIME = timedelta(days=7)  # for somebody who looks for the first time
_log = change_log.c


@dataclass(frozen=True, slots=True)
class Since:
    """From when on things are new, in words why from then, and the number of the last change before."""

    at: str
    words: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Moved:
    """An event with what became known of it, told as the gravest of that, and the number of the row that tells it."""

    event: Any
    kind: str
    number: int


def since_when(store: Store, given: str, visited: Visit | None) -> Since:
    """The time asked for, else that of the last visit, else a week before the newest that the store has."""
    if visited and not given:
        return Since(visited.at, "since you last looked", visited.number)
    with store.read() as connection:
        if given:
            at = moment(given)
            return Since(at, f"since {given}", known.number_at(connection, at))
        newest = connection.scalar(select(func.max(_log.logged_at)))
        try:
            at = (datetime.fromisoformat(newest or "") - _FIRST_TIME).isoformat().replace("+00:00", "Z")
        except (ValueError, OverflowError):
            return Since("", "so far")
        return Since(
            at, "in the last seven days in which this store learned something", known.number_at(connection, at)
        )


def today(
    store: Store, since: Since, asked: Filter, *, lines: int = 10, kind: str = "new", size: int = 25, most: int = MOST
) -> Json:
    """`lines`: the most important changes, each with its event; `counts`: events by kind; `listed`: the newest of one kind.

    Each event is counted once, as what `gravest` says of it: the brief counts so, too.
    """
    with store.read() as connection:
        newest = known.newest(connection)
        moved, cut = _moved(store, connection, since.number, asked, most)
        top = sorted(moved, key=_rank, reverse=True)[:lines]
        of_kind = [one for one in moved if one.kind == kind]
        shown = (*top, *of_kind[:size])
        rows = _rows(connection, {one.number for one in shown})
    ids = list(dict.fromkeys(one.event.id for one in shown))
    events = {event["id"]: event for event in events_by_id(store, ids)}
    events |= {event["id"]: event for event in refuted.events(store, set(ids) - events.keys())}
    told = [_line(one, rows[one.number], events[one.event.id]) for one in shown]
    counts = Counter(one.kind for one in moved)
    return {
        "since": since.at or None,
        "since_words": since.words,
        "counts": {one: counts[one] for one in KINDS},
        "newest": newest,
        "cut": most if cut else None,
        "lines": told[: len(top)],
        "kind": kind,
        "listed": told[len(top) :],
        "more": len(of_kind) > size,
    }


def _rank(one: _Moved) -> tuple[int, int, int, int]:
    return _WEIGHT[one.kind], one.event.independent_roots, one.event.reports, one.number


def _line(one: _Moved, row: Any, event: Json) -> Json:
    told = change_to_dict(change_of(row))
    return told | {"event": one.event.id, "change": one.kind, "known_at": row.logged_at, "of": event}


def _moved(store: Store, connection: Connection, after: int, asked: Filter, most: int) -> tuple[list[_Moved], bool]:
    """The events of which something became known, what was known last first; and whether the look had an end before all."""
    newest = select(_log.number, _log.event_id, _log.change).where(_log.number > after, _log.change.in_(CHANGES))
    rows = connection.execute(newest.order_by(_log.number.desc()).limit(most + 1)).all()
    cut, rows = len(rows) > most, rows[:most]
    own: dict[str, list[Any]] = defaultdict(list)
    ids = {row.event_id for row in rows}
    held = known.meeting(store, connection, asked, ids)
    now = known.events_now(store, connection, ids - held.keys())
    held |= known.meeting(store, connection, asked, set(now.values()) - ids)
    held |= refuted.meeting(store, connection, asked, ids - held.keys() - now.keys())
    for row in rows:
        event = row.event_id if row.event_id in held else now.get(row.event_id, "")
        if event in held:
            own[event].append(row)
    out = []
    for event, told in own.items():
        kind = known.gravest((row.change for row in told), held[event].verdict)
        out.append(_Moved(held[event], kind, next((row.number for row in told if row.change == kind), told[0].number)))
    return out, cut


def _rows(connection: Connection, numbers: set[int]) -> dict[int, Any]:
    query = select(change_log).where(_log.number.in_(sorted(numbers)))
    return {row.number: row for row in connection.execute(query)}

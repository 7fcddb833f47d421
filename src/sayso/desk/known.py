"""What became known, read from the log: each change once, in the order in which the store learned it, by number and not by time.

What an event is told as, new or confirmed, disputed or withdrawn, is said here for Today and the brief alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from sayso.desk import refuted
from sayso.desk.conditions import event_conditions
from sayso.model.ledger import CHANGES
from sayso.store import tables as t
from sayso.store.desk_tables import change_log
from sayso.store.session import among

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sayso.desk.filters import Filter
    from sayso.store import Store

ORDER = ("withdrawn", "disputed", "confirmed", "new", "changed")  # the gravest first
PAGE = 500
_STANDS = {"withdrawn": ("withdrawn",), "disputed": ("disputed",), "confirmed": ("corroborated",)}
_log = change_log.c


def gravest(kinds: Iterable[str], verdict: str) -> str:
    """As what an event is told that went through these changes and stands under this verdict: the gravest one that still holds.

    An event that is new and confirmed in one span is told once, as confirmed; one whose confirmation was undone is not.
    """
    had = set(kinds)
    return next((k for k in ORDER[:-1] if k in had and verdict in _STANDS.get(k, (verdict,))), ORDER[-1])


def newest(connection: Connection) -> int:
    """The number of the last change that is known."""
    return int(connection.scalar(select(func.max(_log.number))) or 0)


def number_at(connection: Connection, at: str) -> int:
    """The number of the last change that was known before this time."""
    first = connection.scalar(select(func.min(_log.number)).where(_log.logged_at >= at))
    return newest(connection) if first is None else int(first) - 1


def events_now(store: Store, connection: Connection, ids: set[str]) -> dict[str, str]:
    """The event that each id leads to today: an event takes a new id when an earlier report joins it."""
    e, part = t.events.c, t.event_claims.c
    own = {row[0]: row[0] for row in connection.execute(select(e.id).where(among(e.id, sorted(ids), store.dialect)))}
    rest = sorted(ids - own.keys())
    if rest:
        once = select(part.would_be, part.event_id).where(among(part.would_be, rest, store.dialect))
        own |= {row[0]: row[1] for row in connection.execute(once)}
    return own


def meeting(store: Store, connection: Connection, asked: Filter, ids: set[str]) -> dict[str, Any]:
    """Those of the events that meet the filter, by id: title, verdict, reports and roots as they stand."""
    if not ids:
        return {}
    conditions = event_conditions(
        connection, replace(asked, limit=PAGE, sort="date")
    )  # each event is tested as it comes by
    e = t.events.c
    query = select(e.id, e.title, e.verdict, e.reports, e.independent_roots)
    found = connection.execute(query.where(among(e.id, ids, store.dialect), *conditions))
    return {row.id: row for row in found}


def walk(
    store: Store, connection: Connection, after: int, asked: Filter, kinds: Sequence[str] = (), upto: int | None = None
) -> Iterator[tuple[Any, Any]]:
    """Each change behind this number, oldest first, with the event that it is one of now; changes of the filter only.

    Of an event that is no more since all its claims were judged wrong, too: that it was told, and that it was withdrawn.
    """
    wanted = [_log.change.in_(tuple(kinds) or CHANGES), *([] if upto is None else [_log.number <= upto])]
    while True:
        query = select(change_log).where(_log.number > after, *wanted).order_by(_log.number).limit(PAGE)
        rows = connection.execute(query).all()
        now = events_now(store, connection, {row.event_id for row in rows})
        held = meeting(store, connection, asked, set(now.values()))
        held |= refuted.meeting(store, connection, asked, {row.event_id for row in rows} - now.keys())
        for row in rows:
            if event := held.get(now.get(row.event_id, row.event_id)):
                yield row, event
        if len(rows) < PAGE:
            return
        after = rows[-1].number

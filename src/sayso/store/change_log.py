"""What became known, each change once and in the order in which the store learned it.

`changes` is replayed whenever an event is made anew: a report that comes late, or a judgement, changes rows whose articles were
seen long ago, and an event that grows an earlier report takes a new id. So a time of receipt is no cursor over it; a number of
this log is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from sayso.model import content_id
from sayso.model.ledger import Change, Event
from sayso.store import rows
from sayso.store.desk_tables import change_log, rules
from sayso.store.session import Session, among

SPREAD = "spread"  # an event came to as many reports as a rule waits for; `nth` is that number
Key = tuple[str, str, str, int, int]  # event, change, verdict, roots, how often before


def log_changes(store: Session, connection: Connection, events: Sequence[Event], changes: Iterable[Change]) -> None:
    """Add those of the changes that the log does not have, under the present or an earlier id of their event."""
    told = {**_keys(changes), **_spread(connection, events)}
    if not told:
        return
    named = {change.event for change in told.values()}
    now = {content_id("event", claim): e.id for e in events if e.id in named for claim in e.claims}
    known = _known(store, connection, now)
    fresh = [(key, change) for key, change in told.items() if key not in known]
    if not fresh:
        return
    start = int(connection.scalar(select(func.max(change_log.c.number))) or 0) + 1
    at = stamp()
    made = [
        (
            *(start + n, c.event, c.change, key[4], c.article, c.published, c.seen, c.before, c.after),
            *(c.roots_before, c.roots_after, c.why, at),
        )
        for n, (key, c) in enumerate(fresh)
    ]
    store._insert(connection, change_log, rows.storable(made))


def stamp() -> str:
    """Now, in UTC, as the desk's tables keep times."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _keys(changes: Iterable[Change]) -> dict[Key, Change]:
    """Each change under what makes it one of its kind; that an event is new is told once, whoever told it first."""
    out: dict[Key, Change] = {}
    for change in changes:
        nth = 0
        while (key := _key(change.event, change.change, change.after, change.roots_after, nth)) in out:
            if change.change == "new":
                break
            nth += 1
        out.setdefault(key, change)
    return out


def _spread(connection: Connection, events: Iterable[Event]) -> dict[Key, Change]:
    """The thresholds of reports that these events are over, of those that a rule waits for."""
    r = rules.c
    steps = connection.scalars(select(r.min_reports).where(r.min_reports > 1).distinct().order_by(r.min_reports))
    out: dict[Key, Change] = {}
    for step in steps:
        for e in events:
            if e.reports >= step:
                out[e.id, SPREAD, "", 0, step] = Change(
                    event=e.id, change=SPREAD, article=e.articles[-1], published=e.last_at, seen=e.last_at,
                    before=e.verdict, after=e.verdict, roots_before=e.independent_roots,
                    roots_after=e.independent_roots, why=f"{step} reports",
                )  # fmt: skip
    return out


def _key(event: str, change: str, after: str, roots: int, nth: int) -> Key:
    if change == "new":
        return event, change, "", 0, 0
    return (event, change, "", 0, nth) if change == SPREAD else (event, change, after, roots, nth)


def _known(store: Session, connection: Connection, now: dict[str, str]) -> set[Key]:
    c = change_log.c
    query = select(c.event_id, c.change, c.verdict_after, c.roots_after, c.nth)
    found = connection.execute(query.where(among(c.event_id, now, store.dialect)))
    return {_key(now[row[0]], row[1], row[2], row[3], row[4]) for row in found}

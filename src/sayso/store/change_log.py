"""What became known, each change once and in the order in which the store learned it.

`changes` is replayed whenever an event is made anew: a report that comes late, or a judgement, changes rows whose articles were
seen long ago, and an event that grows an earlier report takes a new id. So a time of receipt is no cursor over it; a number of
this log is. Where the replay only leads back to what was told before (a judgement that is undone, two roots that turn out to be
one) it has no row that is new: then a row `changed` says where the event stands now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from sayso.codec.typed import decoder
from sayso.model import content_id
from sayso.model.ledger import Change, Event
from sayso.store import rows, tables
from sayso.store.desk_tables import change_log, rules
from sayso.store.event_rows import change_of
from sayso.store.session import Session, among

SPREAD = "spread"  # an event came to as many reports as a rule waits for; `nth` is that number
JOINED = "joined"  # an event went into another one
CLEARED, MADE_AGAIN = "cleared", "made again"  # rows without an event: between them nothing is told
Key = tuple[str, str, str, int, int]  # event, change, verdict, roots, how often before
_JOINED, _APART, _WEIGHED = "another event turned out to be the same", "it stands by itself again", "weighed anew"
REFUTED = "withdrawn from view: a reviewer judged all its claims wrong"
_BACK = "in view again: the judgement on its claims was taken back"
_PAGE = 1000  # events that are compared with the log at a time after a rebuild


@dataclass(frozen=True, slots=True)
class _Told:
    """A row of the log as far as the next ones depend on it."""

    id: str
    change: str
    after: str
    roots: int
    nth: int


def log_changes(
    store: Session,
    connection: Connection,
    events: Sequence[Event],
    changes: Iterable[Change],
    *,
    before: Collection[str] = (),
) -> None:
    """Add those of the changes that the log does not have, under the present or an earlier id of their event.

    `before`: the ids of the events in whose place these stand. While everything is made again nothing is told: an event that has
    half of its reports by then is on no new footing. `settle` tells afterwards what came out otherwise.
    """
    if not events or _making_again(connection):
        return
    changes = tuple(changes)
    replayed = {**_keys(changes), **_spread(connection, events)}
    now = {content_id("event", claim): e.id for e in events for claim in e.claims}
    known = _known(store, connection, now)
    keys = {_key(e, row.change, row.after, row.roots, row.nth) for e, told in known.items() for row in told}
    fresh = [(change, key[4]) for key, change in replayed.items() if key not in keys]
    fresh += _moved(events, known, fresh, set(before), {c.event: c for c in changes})
    _append(store, connection, fresh)


def _append(store: Session, connection: Connection, fresh: Iterable[tuple[Change, int]]) -> None:
    start = int(connection.scalar(select(func.max(change_log.c.number))) or 0) + 1
    at = stamp()
    made = [
        (
            *(start + n, c.event, c.change, nth, c.article, c.published, c.seen, c.before, c.after),
            *(c.roots_before, c.roots_after, c.why, at),
        )
        for n, (c, nth) in enumerate(fresh)
    ]
    if made:
        store._insert(connection, change_log, rows.storable(made))


def _moved(
    events: Sequence[Event],
    known: dict[str, list[_Told]],
    fresh: Sequence[tuple[Change, int]],
    before: set[str],
    last: dict[str, Change],
) -> Iterator[tuple[Change, int]]:
    """Rows for events that stand otherwise than the log says, though their replay brought nothing that it does not know."""
    said = {c.event: c for c, _ in fresh if c.change != SPREAD}
    for e in events:
        told = [row for row in known.get(e.id, ()) if row.change != SPREAD]
        if not told or e.id not in last:
            continue
        now, ends = last[e.id], {row.id: row for row in told}
        here = [own for own, row in ends.items() if own in before and row.change != JOINED]
        went = [own for own in here if own != e.id] if e.id in before else here[1:]
        for own in went:
            yield _standing(now, JOINED, ends[own], own, ""), 0
        apart = e.id in ends and ends[e.id].change == JOINED
        goes_on = e.id if e.id in before else next(iter(here), "")
        then = ends.get(goes_on) or next((row for row in reversed(told) if row.change != JOINED), told[-1])
        state = (said[e.id].after, said[e.id].roots_after) if e.id in said else (then.after, then.roots)
        if state == (now.after, now.roots_after) and (e.id in said or not (went or apart)):
            continue
        back = then.change == "withdrawn" and then.nth < 0
        why = _JOINED if went else _APART if apart else _BACK if back else _WEIGHED
        nth = -1 - sum(row.nth < 0 for row in told)  # below 0: no replay counts so, hence none can take it for its own
        yield _standing(now, "changed", then, e.id, "; ".join(filter(None, (why, now.why)))), nth


def _standing(now: Change, change: str, then: _Told, own: str, why: str) -> Change:
    return replace(now, event=own, change=change, before=then.after, roots_before=then.roots, why=why)


def log_refuted(store: Session, connection: Connection, events: Sequence[Event]) -> None:
    """Tell that these events, which stand no more from now on, are withdrawn: all their claims were judged wrong."""
    at, known = stamp(), _known(store, connection, {e.id: e.id for e in events})
    _append(
        store,
        connection,
        [
            (
                Change(
                    event=e.id, change="withdrawn", article=e.first_report, published=at, seen=at, before=e.verdict,
                    after="withdrawn", roots_before=e.independent_roots, roots_after=0, why=REFUTED,
                ),
                -1 - sum(row.nth < 0 for row in known.get(e.id, ())),  # no replay counts so
            )
            for e in events
        ],
    )  # fmt: skip


def note_clearing(store: Session, connection: Connection) -> None:
    """From now on everything is made again: nothing is told until `settle`."""
    if connection.scalar(select(change_log.c.number).limit(1)) is not None:
        _append(store, connection, [(_marker(CLEARED), 0)])


def settle(store: Session) -> None:
    """After everything was made again: tell in what it differs from what the log says."""
    with store._reading() as connection:
        if not _making_again(connection):
            return
    e = tables.events
    with store._writing() as connection:
        _append(store, connection, [(_marker(MADE_AGAIN), 0)])
        own = ""
        while listed := connection.execute(
            select(e.c.id, e.c.json).where(e.c.id > own).order_by(e.c.id).limit(_PAGE)
        ).all():
            own = listed[-1].id
            c = tables.changes.c
            query = select(tables.changes).where(c.event_id >= listed[0].id, c.event_id <= own)
            told = [change_of(row) for row in connection.execute(query.order_by(c.event_id, c.position))]
            read = decoder(Event)
            log_changes(store, connection, [read(row.json) for row in listed], told)


def _making_again(connection: Connection) -> bool:
    c = change_log.c
    query = select(c.change).where(c.event_id == "").order_by(c.number.desc()).limit(1)
    return connection.scalar(query) == CLEARED


def _marker(change: str) -> Change:
    return Change(event="", change=change, article="", published="", seen="", before=None, after="", roots_before=0,
                  roots_after=0, why="")  # fmt: skip


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


def _known(store: Session, connection: Connection, now: dict[str, str]) -> dict[str, list[_Told]]:
    """What the log has of each event, in its order, under whatever id it was told."""
    c = change_log.c
    query = select(c.event_id, c.change, c.verdict_after, c.roots_after, c.nth)
    out: dict[str, list[_Told]] = defaultdict(list)
    for row in connection.execute(query.where(among(c.event_id, now, store.dialect)).order_by(c.number)):
        out[now[row[0]]].append(_Told(*row))
    return out

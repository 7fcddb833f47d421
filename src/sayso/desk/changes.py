"""What became known since a point in time: new, confirmed, disputed, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.codec.derived import change_to_dict
from sayso.desk import known
from sayso.desk.conditions import event_conditions
from sayso.desk.days import moment
from sayso.desk.filters import Filter, one_of
from sayso.model.ledger import CHANGES
from sayso.store import tables as t
from sayso.store.event_rows import change_of

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
CHANGE_SCHEMA = "sayso-change/1"
CLOCKS = ("known", "seen", "published")
PAGE = 500


def diff(store: Store, since: str, asked: Filter, *, by: str = "known", kinds: tuple[str, ...] = ()) -> Iterator[Json]:
    """Changes since then, oldest first.

    By when this store knew of them, so that a late report, a judgement and an undo are told too; or by when the article that made
    the change was received (`seen`) or came out (`published`), as the history of each event is told today.
    """
    at, clock = moment(since), one_of("clock", by, CLOCKS)
    wanted = tuple(one_of("change", kind, CHANGES) for kind in kinds)
    if clock != "known":
        yield from _replayed(store, at, asked, clock, wanted)
        return
    with store.read() as connection:
        after = known.number_at(connection, at)
    for _, row in islice(told(store, after, asked, kinds=wanted), asked.limit):
        yield row


def told(
    store: Store, after: int, asked: Filter, *, kinds: tuple[str, ...] = (), upto: int | None = None
) -> Iterator[tuple[int, Json]]:
    """Changes behind a number of the log, oldest first, each with its number; events under the ids that they have now."""
    with store.read() as connection:
        for row, event in known.walk(store, connection, after, asked, kinds, upto):
            made = change_to_dict(change_of(row)) | {"event": event.id}
            yield row.number, {"schema": CHANGE_SCHEMA, **made, "title": event.title}


def _replayed(store: Store, at: str, asked: Filter, by: str, kinds: tuple[str, ...]) -> Iterator[Json]:
    c = t.changes.c
    clock = {"seen": c.seen, "published": c.published}[by]
    with store.read() as connection:
        query = (
            select(t.changes, t.events.c.title)
            .join(t.events, t.events.c.id == c.event_id)
            .where(clock >= at, *event_conditions(connection, asked))
            .order_by(clock, c.event_id, c.position)
        )
        if kinds:
            query = query.where(c.change.in_(kinds))
        if asked.limit is not None:
            query = query.limit(asked.limit)
        for row in connection.execute(query, execution_options={"yield_per": PAGE}):
            yield {"schema": CHANGE_SCHEMA, **change_to_dict(change_of(row)), "title": row.title}

"""What became known since a point in time: new, confirmed, disputed, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.codec.derived import change_to_dict
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
CLOCKS = ("seen", "published")
PAGE = 500


def diff(store: Store, since: str, asked: Filter, *, by: str = "seen", kinds: tuple[str, ...] = ()) -> Iterator[Json]:
    """Changes since then, oldest first: by when the store saw the article, or by when it was published."""
    at = moment(since)
    c = t.changes.c
    clock = {"seen": c.seen, "published": c.published}[one_of("clock", by, CLOCKS)]
    wanted = [one_of("change", kind, CHANGES) for kind in kinds]
    with store.read() as connection:
        query = (
            select(t.changes, t.events.c.title)
            .join(t.events, t.events.c.id == c.event_id)
            .where(clock >= at, *event_conditions(connection, asked))
            .order_by(clock, c.event_id, c.position)
        )
        if wanted:
            query = query.where(c.change.in_(wanted))
        if asked.limit is not None:
            query = query.limit(asked.limit)
        for row in connection.execute(query, execution_options={"yield_per": PAGE}):
            yield {"schema": CHANGE_SCHEMA, **change_to_dict(change_of(row)), "title": row.title}

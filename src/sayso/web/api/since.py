"""What changed since a client asked last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.engine import Connection

from sayso.desk.conditions import event_conditions, event_ids
from sayso.desk.days import moment
from sayso.desk.filters import Filter
from sayso.desk.refuted import refuted
from sayso.desk.stories import story_query
from sayso.store import tables as t
from sayso.store.people_tables import revisions
from sayso.store.session import among
from sayso.web.api import cursors

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
_r = revisions.c
_SHAPE = (int, str)
_LAST = "~"  # comes after every id
Give = Callable[["Store", Sequence[str]], list[Json]]


def changed(store: Store, kind: str, asked: Filter, since: str, most: int, give: Give) -> Json:
    """A page of the rows of a kind that changed, in the order of their changes; what is gone; and where to go on."""
    with store.read() as connection:
        place = _place(connection, kind, since)
        number, own = place
        beyond = or_(_r.number > number, and_(_r.number == number, _r.id > own))
        query = select(_r.id, _r.number, _r.at, _r.gone).where(_r.kind == kind, _r.number >= number, beyond)
        found = connection.execute(query.order_by(_r.number, _r.id).limit(most + 1)).all()
        more, rows = len(found) > most, found[:most]
        there = [row.id for row in rows if not row.gone]
        kept = _meeting(connection, store, kind, asked, there)
        gone = [{"id": row.id, "at": row.at, "now": _heir(connection, kind, row.id)} for row in rows if row.gone]
        judged = refuted(store, connection, [row["id"] for row in gone]) if kind == "event" and gone else {}
        gone = [row | {"why": judged[row["id"]].row.why} if row["id"] in judged else row for row in gone]
    if rows:
        place = (int(rows[-1].number), rows[-1].id)
    items = give(store, [one for one in there if one in kept])
    return {
        "items": items,
        "gone": gone,
        "left": [one for one in there if one not in kept],
        "cursor": cursors.written(f"since-{kind}", "", place),
        "more": more,
    }


def _place(connection: Connection, kind: str, since: str) -> tuple[int, str]:
    """Number and id of the last change that is known: from a cursor, or the last one before a time."""
    if len(since) > 24 and since.replace("-", "").replace("_", "").isalnum():
        number, own = cursors.read(since, f"since-{kind}", None, _SHAPE)
        return int(number), str(own)
    at = moment(since)
    first = connection.scalar(select(func.min(_r.number)).where(_r.kind == kind, _r.at >= at))
    if first is not None:
        return int(first), ""
    last = connection.scalar(select(func.max(_r.number)).where(_r.kind == kind))
    return int(last or 0), _LAST


def _meeting(connection: Connection, store: Store, kind: str, asked: Filter, ids: list[str]) -> set[str]:
    """Those of the rows that meet the filter."""
    if not ids:
        return set()
    if not asked.asked:
        return set(ids)
    if kind == "event":
        query = select(t.events.c.id).where(*event_conditions(connection, asked))
        column = t.events.c.id
    else:
        query, column = story_query(connection, asked).order_by(None), t.stories.c.id
    return set(connection.scalars(query.where(among(column, ids, store.dialect))))


def _heir(connection: Connection, kind: str, own: str) -> str | None:
    """The event that holds the claims of one that is gone."""
    if kind != "event":
        return None
    found = event_ids(connection, (own,))
    return found[0] if len(found) == 1 and found[0] != own else None

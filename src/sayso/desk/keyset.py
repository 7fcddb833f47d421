"""Lists that go on where they ended: a place in a list of events, whatever was added before it meanwhile."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.engine import Connection

from sayso.desk.conditions import event_conditions
from sayso.desk.events import ordering
from sayso.desk.filters import Filter
from sayso.errors import InputError
from sayso.store import tables as t

Place = tuple[Any, ...]


def events_after(connection: Connection, asked: Filter, after: str | None, size: int) -> tuple[list[str], str | None]:
    """Ids of the next `size` events of a list, and the place after them; None where the list ends."""
    e = t.events.c
    columns = _columns(asked.sort)
    query = select(e.id, *columns).where(*event_conditions(connection, asked)).order_by(*ordering(asked.sort))
    if after:
        query = query.where(_beyond(asked.sort, decoded(after, len(columns) + 1)))
    rows = connection.execute(query.limit(size + 1)).all()
    if len(rows) <= size:
        return [row[0] for row in rows], None
    last = rows[size - 1]
    return [row[0] for row in rows[:size]], encoded((*last[1:], last[0]))


def encoded(place: Place) -> str:
    """A place in a list as a word for an address."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def decoded(given: str, length: int) -> Place:
    """The place that a word stands for. Raises `InputError` for any other word."""
    try:
        found = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (ValueError, binascii.Error):
        found = None
    if not isinstance(found, list) or len(found) != length or any(isinstance(one, list | dict) for one in found):
        raise InputError(f"after={given!r} is no place in this list; begin it anew", code="usage", value=given)
    return tuple(found)


def _columns(sort: str) -> tuple[Any, ...]:
    e = t.events.c
    return {
        "date": (e.earliest,),
        "first": (e.first_at,),
        "reports": (e.reports, e.independent_roots, e.earliest),
        "roots": (e.independent_roots, e.reports, e.earliest),
    }[sort]


def _beyond(sort: str, place: Place) -> Any:
    """Rows that stand after the place: every column falls, what is not known comes last, then ids rise."""
    *values, own = place
    alternatives: list[Any] = []
    same: list[Any] = []
    for column, value in zip(_columns(sort), values, strict=True):
        if value is None:
            same.append(column.is_(None))
            continue
        alternatives.append(and_(*same, or_(column < value, column.is_(None)) if column.nullable else column < value))
        same.append(column == value)
    alternatives.append(and_(*same, t.events.c.id > own))
    return or_(*alternatives)

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
    """Ids of the next `size` events of a list, and the place after them; None where the list ends.

    Events whose date is not known stand last and are asked for by themselves: one question for both would have to walk the
    whole list up to the place.
    """
    columns = _columns(asked.sort)
    place = decoded(after, len(columns) + 1) if after else None
    conditions = event_conditions(connection, asked, page=True)
    rows: list[Any] = []
    if place is None or place[0] is not None:
        rows = _page(connection, asked, [*conditions, *_from(asked, place)], size)
    if columns[0].nullable and len(rows) <= size:
        unknown = [columns[0].is_(None), *([t.events.c.id > place[-1]] if place and place[0] is None else [])]
        rows += _page(connection, asked, [*conditions, *unknown], size - len(rows))
    if len(rows) <= size:
        return [row[0] for row in rows], None
    last = rows[size - 1]
    return [row[0] for row in rows[:size]], encoded((*last[1:], last[0]))


def _page(connection: Connection, asked: Filter, conditions: list[Any], size: int) -> list[Any]:
    query = select(t.events.c.id, *_columns(asked.sort)).where(*conditions).order_by(*ordering(asked.sort))
    return list(connection.execute(query.limit(size + 1)).all())


def _from(asked: Filter, place: Place | None) -> list[Any]:
    """Conditions on events whose leading column is known; they bound it, so that an index can begin there."""
    lead = _columns(asked.sort)[0]
    out: list[Any] = [lead.is_not(None)] if lead.nullable else []
    if asked.sort == "date" and asked.until:
        out.append(lead < asked.until)
    if place is not None:
        out += [lead <= place[0], _beyond(asked.sort, place)]
    return out


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

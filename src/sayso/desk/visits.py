"""When a reader looked last, so that a page can say what is new since then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from sayso.store.change_log import stamp
from sayso.store.desk_tables import change_log, visits

if TYPE_CHECKING:
    from sayso.store import Store

SITTING = timedelta(minutes=30)  # looks that are nearer to each other are one visit, so that a reload hides nothing


@dataclass(frozen=True, slots=True)
class Visit:
    """The visit before this one: its time, and the number of the last change that was known then."""

    at: str
    number: int


def before(store: Store, reader: str, page: str = "today") -> Visit | None:
    """The reader's visit before the present one; None for whoever is here for the first time."""
    v = visits.c
    with store.read() as connection:
        row = connection.execute(select(visits).where(v.reader == reader, v.page == page)).first()
    if row is None:
        return None
    if _long_ago(row.at, stamp()):
        return Visit(row.at, row.number)
    return Visit(row.before_at, row.before_number) if row.before_at else None


def look(store: Store, reader: str, page: str = "today", *, at: str | None = None) -> None:
    """Keep that the reader looks now; within one sitting the visit before stays what it was."""
    now = at or stamp()
    v = visits.c
    with store.transaction(), store._writing() as connection:
        number = int(connection.scalar(select(func.max(change_log.c.number))) or 0)
        row = connection.execute(select(visits).where(v.reader == reader, v.page == page)).first()
        if row is None:
            made = {"reader": reader, "page": page, "at": now, "number": number, "before_at": "", "before_number": 0}
            connection.execute(visits.insert().values(**made))
            return
        values = {"at": now, "number": number}
        if _long_ago(row.at, now):
            values |= {"before_at": row.at, "before_number": row.number}
        connection.execute(visits.update().where(v.reader == reader, v.page == page).values(**values))


def _long_ago(then: str, now: str) -> bool:
    return datetime.fromisoformat(now) - datetime.fromisoformat(then) > SITTING

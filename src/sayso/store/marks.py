"""What changed since an answer was made: events by their revisions, dyads and parties by marks that their sums leave there.

A reader keeps answers about one event, one dyad or one party, and asks here which of them no longer hold: a commit takes away a
few answers and not all of them. Marks say that something changed and never what it came to, so no answer is read from them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from sayso.store.people_tables import revisions

EVENT = "event"
DYAD, PARTY = "dyad", "party"  # kinds of marks beside the revisions of events and stories
MARKS = (DYAD, PARTY)
BETWEEN = "\x1f"  # stands between the parts of a key


def key_of(*parts: str) -> str:
    """The key of what several words name together, as the level and both sides of a dyad."""
    return BETWEEN.join(parts)


def mark(connection: Connection, dyads: Iterable[str], parties: Iterable[str]) -> None:
    """Note in the transaction that changes them that these dyads and parties changed: with the number that their events just
    got, or where these are as before, with a new one."""
    number = max(newest(connection, EVENT), 1 + max(newest(connection, kind) for kind in MARKS))
    rows = [(kind, key, number) for kind, keys in ((DYAD, dyads), (PARTY, parties)) for key in sorted(set(keys))]
    if not rows:
        return
    one = "?" if connection.dialect.name == "sqlite" else "%s"
    sql = (
        f"INSERT INTO revisions (kind, id, number, at, gone, digest) VALUES ({one}, {one}, {one}, '', FALSE, '') "
        "ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number, gone = FALSE"
    )
    if connection.dialect.name == "sqlite":
        cast(sqlite3.Connection, connection.connection.driver_connection).executemany(sql, rows)
    else:
        connection.exec_driver_sql(sql, rows)


def newest(connection: Connection, kind: str) -> int:
    """The number of the last change of this kind that the connection sees."""
    found = connection.scalar(select(func.max(revisions.c.number)).where(revisions.c.kind == kind))
    return int(found or 0)


def changed(connection: Connection, kind: str, after: int, most: int) -> list[str] | None:
    """The keys that changed after a number; None where they are more than `most`."""
    r = revisions.c
    query = select(r.id).where(r.kind == kind, r.number > after).limit(most + 1)
    found = list(connection.scalars(query))
    return found if len(found) <= most else None

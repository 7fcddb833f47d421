"""Which events and stories changed since a client asked last: each has a number that rises when it is made, changed or dropped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sayso.store.marks import EVENT, MARKS, newest
from sayso.store.people_tables import revisions
from sayso.store.session import _LOCK, Session, among


def note_replaced(
    store: Session, connection: Connection, kind: str, old: Iterable[str], made: Mapping[str, str]
) -> None:
    """Give a new number to what was made or dropped; `made` has the content of each, and what is as before keeps its number."""
    dropped = set(old) - set(made)
    if not dropped and not made:
        return
    r = revisions.c
    asked = (r.kind == kind, among(r.id, sorted({*dropped, *made}), store.dialect))
    known = {row.id: row for row in connection.execute(select(r.id, r.digest, r.gone).where(*asked))}
    number, at = _next(store, connection), now()
    rows = []
    for own, content in made.items():
        digest = hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        before = known.get(own)
        if before is None or before.gone or before.digest != digest:
            rows.append((kind, own, number, at, False, digest))
    rows += [(kind, own, number, at, True, "") for own in sorted(dropped) if own in known and not known[own].gone]
    store._upsert(connection, revisions, rows)


def note_cleared(store: Session, connection: Connection) -> None:
    """Note that every event and story is gone; those that are made again change once more."""
    values: dict[str, Any] = {"gone": True, "number": _next(store, connection), "at": now(), "digest": ""}
    connection.execute(revisions.update().where(revisions.c.gone.is_(False)).values(values))


def _next(store: Session, connection: Connection) -> int:
    """The number of this transaction; on PostgreSQL no other program counts at the same time."""
    if store.dialect == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    return max(newest(connection, kind) for kind in KINDS) + 1


KINDS = (EVENT, "story", *MARKS)


def now() -> str:
    """The time in UTC, ISO 8601, to the microsecond: sorts as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")

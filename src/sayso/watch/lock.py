"""One watcher for one store: two would ask every feed twice."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, TYPE_CHECKING

from sqlalchemy import select

from sayso.errors import StoreError
from sayso.model.ledger import clock
from sayso.store.watch_tables import watchers
from sayso.watch.clock import stamp

if TYPE_CHECKING:
    from sayso.store import Store

ROW = "watcher"
_LOCK = 5_130_419  # of PostgreSQL


@contextmanager
def held(store: Store) -> Iterator[None]:
    """Inside, no other watcher works on this store. The system itself lets go of it, however this process ends."""
    if store.dialect == "postgresql":
        with _of_server(store):
            yield
        return
    with _of_file(store):
        yield


@contextmanager
def _of_server(store: Store) -> Iterator[None]:
    with store.engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        if not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_LOCK})").scalar_one():
            raise _taken(store)
        try:
            yield
        finally:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_LOCK})")


@contextmanager
def _of_file(store: Store) -> Iterator[None]:
    path = store.address.path
    assert path is not None
    if store.address.in_memory:
        yield
        return
    with path.with_name(f"{path.name}-watch").open("a+b") as file:
        if not _lock(file):
            raise _taken(store)
        yield


def _lock(file: IO[bytes]) -> bool:
    try:
        import fcntl
    except ImportError:  # a system without it has no such lock: the row of the watcher still tells of it
        return True
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _taken(store: Store) -> StoreError:
    with store.read() as connection:
        row = connection.execute(select(watchers)).mappings().first()
    who = f"process {row['pid']} on {row['host']}, since {clock(row['started_at'])}" if row else "another process"
    return StoreError(
        f"the store {store.url} is being watched already ({who}); end that watcher first, or give another --store",
        code="watched",
    )


def begun(store: Store, run_id: str | None, now: datetime) -> tuple[str, str] | None:
    """Sign in as the watcher; from when to when nobody watched before, None for the first watcher."""
    row = {
        "id": ROW, "host": socket.gethostname(), "pid": os.getpid(), "started_at": stamp(now), "beat_at": stamp(now),
        "ended_at": None, "run_id": run_id,
    }  # fmt: skip
    with store._writing() as connection:
        last = connection.execute(select(watchers.c.beat_at)).scalar()
        connection.execute(watchers.delete())
        connection.execute(watchers.insert().values(row))
    return (str(last), stamp(now)) if last else None


def beat(store: Store, now: datetime, *, ended: bool = False) -> None:
    """A sign of life, or that this watcher ended as it should."""
    with store._writing() as connection:
        values = {"beat_at": stamp(now)} | ({"ended_at": stamp(now)} if ended else {})
        connection.execute(watchers.update().where(watchers.c.pid == os.getpid()).values(values))


def owner(store: Store) -> dict[str, str | int | None] | None:
    """The row of the watcher that is at work, or that was the last one."""
    with contextlib.suppress(LookupError), store.read() as connection:
        row = connection.execute(select(watchers)).mappings().first()
        return dict(row) if row is not None else None
    return None

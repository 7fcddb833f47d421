"""How long one question may keep the database: SQLite is asked to stop from inside, PostgreSQL stops by itself.

clock = Clock(store, seconds=5)
with clock:            # all queries until the end of the block share the 5 seconds
    ...
"""

from __future__ import annotations

import sqlite3
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import event
from sqlalchemy.engine import Connection

from sayso.errors import StoreError

if TYPE_CHECKING:
    from sayso.store import Store

STEPS = 20_000  # of SQLite's machine between two looks at the clock: under a millisecond
CODE = "query_timeout"


class Clock:
    """Ends the queries of one store when their time is over. For one thread at a time, as the store is.

    Only the queries of this store are stopped; a writer has connections of its own and goes on.
    """

    def __init__(self, store: Store, seconds: float) -> None:
        self.seconds = seconds
        self._ends: float | None = None
        self._thread: int | None = None
        self._dialect = store.dialect
        event.listen(store.engine, "connect", self._connected)
        event.listen(store.engine, "before_cursor_execute", self._asked)
        store.engine.dispose()  # connections of before know nothing of the clock

    def __enter__(self) -> Self:
        self._ends = time.monotonic() + self.seconds
        self._thread = threading.get_ident()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        over, self._ends = self._over(), None
        if error is not None and _interrupted(error) and (over or self._dialect == "postgresql"):
            raise self.told() from error

    def told(self) -> StoreError:
        """The error that people see."""
        return StoreError(
            f"the question took longer than {self.seconds:g} s and was stopped; ask for fewer days, add a filter, or lower the limit",
            code=CODE,
        )

    def _over(self) -> bool:
        return self._ends is not None and time.monotonic() > self._ends

    def _connected(self, connection: Any, _record: Any) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_progress_handler(self._over, STEPS)
            return
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {max(1, int(self.seconds * 1000))}")
        connection.commit()

    def _asked(self, connection: Connection, *_more: Any) -> None:  # noqa: ARG002
        if self._over():
            raise self.told()


def _interrupted(error: BaseException | None) -> bool:
    """Whether the database was stopped, however deep the error is wrapped."""
    seen = 0
    while error is not None and seen < 8:
        if isinstance(error, sqlite3.OperationalError) and "interrupted" in str(error):
            return True
        if getattr(error, "sqlstate", None) == "57014":  # query_canceled
            return True
        error = getattr(error, "orig", None) or error.__cause__
        seen += 1
    return False

"""Named points at which a test can end this process as a power cut would; without SAYSO_FAULT nothing happens.

    SAYSO_FAULT=after_commit       ends it when the point is first passed
    SAYSO_FAULT=after_commit:3     ends it at the third pass

Points, in the order in which one article passes them: `received` (its text is known), `read` (its claims are known),
`before_record`, `statement` (after any SQL statement of a transaction), `in_transaction` (all is written, nothing is
committed), `after_commit`; then, once a run, `before_derive` and `after_derive`.
"""

from __future__ import annotations

import os
import signal
from typing import Any

POINTS = (
    "received",
    "read",
    "before_record",
    "statement",
    "in_transaction",
    "after_commit",
    "before_derive",
    "after_derive",
)
_passed: dict[str, int] = {}


def point(name: str) -> None:
    """Ends this process, uncleanly, where SAYSO_FAULT names this point and the count is reached."""
    wanted = os.environ.get("SAYSO_FAULT")
    if not wanted:
        return
    at, _, count = wanted.partition(":")
    if at != name:
        return
    _passed[name] = _passed.get(name, 0) + 1
    if _passed[name] >= int(count or 1):
        os.kill(os.getpid(), signal.SIGKILL)


def watch_database() -> None:
    """Makes the points inside transactions known to SQLAlchemy; only where SAYSO_FAULT is set."""
    if not os.environ.get("SAYSO_FAULT"):
        return
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    if not event.contains(Engine, "commit", _before_commit):
        event.listen(Engine, "commit", _before_commit)
        event.listen(Engine, "after_cursor_execute", _after_statement)


def _before_commit(_connection: Any) -> None:
    point("in_transaction")


def _after_statement(*_told: Any) -> None:
    point("statement")

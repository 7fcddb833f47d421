"""Status: what came in and how it ended, what waits, what could not be read, and who watches."""

from __future__ import annotations

from typing import Any

from sayso.coding.status import quarantined, status_of
from sayso.desk.coverage import coverage
from sayso.desk.feeds import queue
from sayso.web.ask import Ask
from sayso.web.page import Page, Pages

Json = dict[str, Any]
pages = Pages()
ENDS = ("coded", "duplicate", "no_event", "quarantined")
SHOWN = 25
COLUMNS = ("source", "position", "given_id", "reason", "retryable", "attempts", "message", "received_at", "id")


@pages.page("/status", template="status.html", nav="status")
def status(ask: Ask) -> Page:
    """The balance of all inputs, the queue, problems by reason, feeds in trouble, and the last runs."""
    store = ask.desk.store
    found = status_of(store)
    covered = coverage(store)
    waiting = queue(store, limit=SHOWN)
    data = found.as_dict() | {"coverage": covered, "queue": waiting}
    reason = ask.param("reason")
    return Page(
        title="Status",
        data=data,
        rows=lambda: [row for row in quarantined(store) if not reason or row["reason"] == reason],
        columns=COLUMNS,
        context={
            "status": found,
            "ends": [(name.replace("_", "-"), getattr(found.balance, name)) for name in ENDS],
            "covered": covered,
            "waiting": waiting,
            "reason": reason,
            "problems": [row for row in quarantined(store) if row["reason"] == reason][:SHOWN] if reason else [],
        },
    )

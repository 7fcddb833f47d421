"""One round of alerts: what the watcher does after each refresh, and `sayso rules run` on demand."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.desk.alerts.delivering import deliver
from sayso.desk.alerts.finding import find

if TYPE_CHECKING:
    from sayso.desk.alerts.delivering import Post
    from sayso.store import Store

BASE = "SAYSO_DESK_URL"  # where the desk is reached from outside, for the links in alerts


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one round did: alerts made, deliveries that arrived, those to be tried again, those given up."""

    alerts: int = 0
    sent: int = 0
    waiting: int = 0
    failed: int = 0

    def __bool__(self) -> bool:
        return any((self.alerts, self.sent, self.failed))


def run(store: Store, *, base: str | None = None, post: Post | None = None) -> Ran:
    """Ask all rules what is new, and deliver what waits. Nothing new costs two short queries a rule."""
    made = find(store, base=os.environ.get(BASE, "") if base is None else base)
    sent, waiting, failed = deliver(store, post=post)
    return Ran(alerts=made, sent=sent, waiting=waiting, failed=failed)

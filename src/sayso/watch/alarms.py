"""Alerts while feeds are watched: rules are asked after each refresh, in a thread of their own, since a webhook may be slow."""

from __future__ import annotations

import logging
import threading

from sayso.errors import SaysoError
from sayso.watch import upkeep

log = logging.getLogger(__name__)
EVERY = 30.0  # seconds after which deliveries that failed are looked at again


class Alarms:
    """Asks the rules of a store whenever it is poked, and now and then by itself."""

    def __init__(self, where: str, *, every: float = EVERY) -> None:
        self._where, self._every = where, every
        self._poked, self._ending = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._main, name="sayso-alarms", daemon=True)
        self.alerts = self.sent = 0

    def start(self) -> None:
        self._thread.start()

    def poke(self) -> None:
        """Events have changed: ask soon."""
        self._poked.set()

    def end(self, seconds: float = 15.0) -> None:
        """Ask a last time and end; what could not be delivered waits in the store."""
        self._ending.set()
        self._poked.set()
        if self._thread.ident is not None:
            self._thread.join(seconds)

    def _main(self) -> None:
        while True:
            self._poked.wait(self._every)
            last = self._ending.is_set()
            self._poked.clear()
            try:
                self._round()
            except SaysoError as error:  # a store that is busy or full: the next round finds the same
                log.warning("alerts wait: %s", error.message)
            if last:
                return

    def _round(self) -> None:
        from sayso.desk import alerts

        with upkeep.opened(self._where) as store:
            done = alerts.run(store)
        self.alerts += done.alerts
        self.sent += done.sent

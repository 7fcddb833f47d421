"""Stores for the threads that answer: a few open for reading, one for writing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING

from sayso.desk import Desk, open_desk
from sayso.web.access.limits import Clock

if TYPE_CHECKING:
    from sayso.store import Store


class Desks:
    """A pool of desks on one store. A desk is for one thread at a time; the last one used has the warmest pages."""

    def __init__(self, where: str, most: int, seconds: float = 5.0) -> None:
        self.where, self.seconds = where, seconds
        self._room = threading.BoundedSemaphore(most)
        self._idle: LifoQueue[tuple[Desk, Clock]] = LifoQueue()
        self._writing = threading.Lock()
        self._store: Store | None = None

    @contextmanager
    def reading(self) -> Iterator[Desk]:
        """A desk for reading, for as long as the block lasts."""
        with self._room:
            try:
                desk, clock = self._idle.get_nowait()
            except Empty:
                desk = open_desk(self.where)
                clock = Clock(desk.store, self.seconds)
            try:
                with clock:
                    yield desk
            except BaseException:
                desk.close()  # a broken question may leave a connection in a broken state
                raise
            self._idle.put((desk, clock))

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The store open for writing; one thread of this process at a time."""
        from sayso.store import open_store

        with self._writing:
            if self._store is None:
                self._store = open_store(self.where)
            try:
                yield self._store
            except BaseException:
                self._store.close()
                self._store = None
                raise

    def close(self) -> None:
        """Close every store of the pool."""
        while not self._idle.empty():
            self._idle.get_nowait()[0].close()
        with self._writing:
            if self._store is not None:
                self._store.close()
                self._store = None

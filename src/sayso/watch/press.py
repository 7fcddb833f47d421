"""Fetched articles -> ledger -> events, in a thread of its own with its own connection to the store."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from sayso import profile as profiles
from sayso.coding import fault
from sayso.coding.entries import Incoming, duplicate_entry, failed_entry, incoming, read_entry
from sayso.coding.identity import content_hash, unreached
from sayso.coding.inputs import Item
from sayso.coding.known import standing
from sayso.coding.outcome import Failed, Outcome, failure
from sayso.coding.readers import Inline, Readers
from sayso.errors import StoreError
from sayso.model import Article
from sayso.rebuild import refresh
from sayso.store.tables import inputs
from sayso.watch import queue as waiting
from sayso.watch import upkeep

if TYPE_CHECKING:
    from sayso.store import Store
    from sayso.store.entry import Entry

PAUSE = 20.0  # seconds between tries to write where the disk is full
_LISTEN = 0.05
Done = TypeVar("Done")
_RETRIED = ("disk_full", "locked")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One article of the queue that is here, or that never will be: then it has no text, and problems that say why."""

    page: str
    source: str  # its address, under which the ledger knows the input
    article: Article
    how: str = "page"  # feed-text: the feed's own text, since the page may not be read
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """How one article ended: one of the four end states, or `known` where the ledger had this very input."""

    page: str
    state: str
    how: str
    claims: int = 0
    message: str | None = None


@dataclass(slots=True)
class _Slot:
    fetched: Fetched
    incoming: Incoming
    first: _Slot | None = None
    outcome: Outcome | None = None
    reading: bool = False


@dataclass(slots=True)
class Derived:
    """What was taken up into events so far."""

    articles: int = 0
    events: int = 0
    waiting: int = 0
    since: float = field(default=0.0)


class Press:
    """Takes articles, has them read, records each once and brings events up to date. `told` is called from its thread."""

    def __init__(
        self,
        where: str,
        readers: Readers,
        *,
        profile: str,
        run: str,
        told: Callable[[Recorded], None],
        derive_after: int,
        derive_seconds: float,
        derived: Callable[[], None] = lambda: None,
    ) -> None:
        self._where, self._readers, self._profile, self._run, self._told = where, readers, profile, run, told
        self._after, self._seconds, self._on_derived = derive_after, derive_seconds, derived
        self._in: queue.SimpleQueue[Fetched] = queue.SimpleQueue()
        self._slots: list[_Slot] = []
        self._by_article: dict[str, _Slot] = {}
        self._ending = threading.Event()
        self._cut = threading.Event()
        self._thread = threading.Thread(target=self._main, name="sayso-press", daemon=True)
        self.error: BaseException | None = None
        self.derived = Derived()

    # ------------------------------------------------------------------ for other threads
    def start(self) -> None:
        profiles.load(self._profile)
        self._thread.start()

    def put(self, fetched: Fetched) -> None:
        self._in.put(fetched)

    def end(self, *, cut: bool = False) -> None:
        """Have it end when all that it was given is recorded, or with `cut` as soon as it can."""
        if cut:
            self._cut.set()
        self._ending.set()

    def join(self, seconds: float) -> bool:
        """Whether it came to its end within so many seconds."""
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    # ------------------------------------------------------------------ its own thread
    def _main(self) -> None:
        try:
            with upkeep.opened(self._where, upkeep.PRESS_CACHE) as store:
                self._work(store)
        except BaseException as error:  # told to the watcher, which ends with it
            log.exception("the press stopped")
            self.error = error
        finally:
            self._readers.close()

    def _work(self, store: Store) -> None:
        self._derive(store)  # what a run before this one left
        while not self._cut.is_set():
            took = self._receive(store)
            wrote = self._deliver(store)
            if self.derived.waiting and self._time_to_derive(idle=not took and not self._slots):
                self._derive(store)
            if self._ending.is_set() and not self._slots and self._in.empty():
                break
            if not took and not wrote and self._slots:
                time.sleep(_LISTEN)
        self._derive(store)

    def _receive(self, store: Store) -> bool:
        """Take up what is there; where there is nothing at all to do, wait for it a little."""
        took = False
        while True:
            try:
                fetched = self._in.get(timeout=0.0 if took or self._slots else 0.2)
            except queue.Empty:
                return took
            took = True
            self._take(store, fetched)

    def _take(self, store: Store, fetched: Fetched) -> None:
        fault.point("received")
        item = Item(
            source=fetched.source,
            position=1,
            content=content_hash(fetched.article),
            occurrence=1,
            load=lambda: fetched.article,
        )
        stands = standing(store, item)
        if stands.known:
            self._persist(lambda: self._settle(store, fetched, "known", item.id))
            self._tell(fetched, "known")
            return
        own = stands.waiting if unreached(fetched.article) else stands.id
        slot = _Slot(fetched, incoming(own, item, fetched.article, _now()))
        self._slots.append(slot)
        it = slot.incoming
        if not it.article.text.strip():
            slot.outcome = failure(it.article.problems)
        elif it.article.id in self._by_article:
            slot.first = self._by_article[it.article.id]
        elif store.find_article(it.hash, it.publisher.key) is None:
            slot.reading = True
            self._by_article[it.article.id] = slot
            self._readers.submit(it.article.id, it.article)

    def _deliver(self, store: Store) -> bool:
        """Record what is read."""
        reading = any(s.reading for s in self._slots)
        for own, outcome in self._readers.collect(wait=isinstance(self._readers, Inline)) if reading else []:
            slot = self._by_article[own]
            slot.outcome, slot.reading = outcome, False
            fault.point("read")
        ready = [s for s in self._slots if not s.reading and (s.first is None or not s.first.reading)]
        for slot in ready:
            self._record(store, slot)
            self._slots.remove(slot)
            if self._by_article.get(slot.incoming.article.id) is slot:
                del self._by_article[slot.incoming.article.id]
        return bool(ready)

    def _record(self, store: Store, slot: _Slot) -> None:
        entry = self._entry(slot)
        fault.point("before_record")

        def write() -> tuple[str, str | None]:
            """Input, article and queue change together or not at all."""
            with store._writing() as connection:
                store.record(entry)
                i = inputs.c
                state, said = connection.execute(select(i.state, i.message).where(i.id == entry.input.id)).one()
                self._settle(store, slot.fetched, state, entry.input.id, said)
            return state, said

        state, said = self._persist(write)
        fault.point("after_commit")
        self._tell(slot.fetched, state, said, _claims(entry, state))

    def _settle(self, store: Store, fetched: Fetched, state: str, own: str, said: str | None = None) -> None:
        with store._writing() as connection:
            waiting.settled(
                connection, fetched.page, state=state, how=fetched.how, message=said or fetched.message, input_id=own,
                now=datetime.now(UTC),
            )  # fmt: skip

    def _tell(self, fetched: Fetched, state: str, said: str | None = None, claims: int = 0) -> None:
        if state in ("coded", "no-event"):
            self.derived.waiting += 1
            self.derived.since = self.derived.since or time.monotonic()
        message = said or fetched.message
        self._told(Recorded(page=fetched.page, state=state, how=fetched.how, claims=claims, message=message))

    def _entry(self, slot: _Slot) -> Entry:
        outcome = slot.outcome
        if slot.first is not None and isinstance(slot.first.outcome, Failed):
            outcome = slot.first.outcome
        if outcome is None:
            return duplicate_entry(self._run, slot.incoming)
        if isinstance(outcome, Failed):
            return failed_entry(self._run, slot.incoming, outcome)
        entry = read_entry(self._run, slot.incoming, outcome)
        if slot.fetched.message:
            entry = replace(entry, input=replace(entry.input, message=slot.fetched.message))
        return entry

    # ------------------------------------------------------------------ events
    def _time_to_derive(self, *, idle: bool) -> bool:
        waited = time.monotonic() - self.derived.since
        return self.derived.waiting >= self._after or waited >= self._seconds or (idle and waited >= self._seconds / 4)

    def _derive(self, store: Store) -> None:
        fault.point("before_derive")

        def take_up() -> None:
            done = refresh(store, batch=self._after)
            self.derived.articles += done.articles
            self.derived.events += done.events

        self._persist(take_up)
        self.derived.waiting, self.derived.since = 0, 0.0
        fault.point("after_derive")
        self._on_derived()

    def _persist(self, write: Callable[[], Done]) -> Done:
        """Write; where the disk is full or somebody holds the store, wait and try again: nothing is lost meanwhile."""
        while True:
            try:
                return write()
            except StoreError as error:
                if error.code not in _RETRIED or self._cut.is_set():
                    raise
                log.warning("%s", error.message)
                self._cut.wait(PAUSE)


def _claims(entry: Entry, state: str) -> int:
    return len(entry.reading["claims"]) if entry.reading is not None and state == "coded" else 0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

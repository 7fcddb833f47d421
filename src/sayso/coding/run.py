"""Inputs -> readers -> ledger: one writer, results in the order of the inputs, a bounded number on their way."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from sayso import profile as profiles
from sayso.coding import fault
from sayso.coding.entries import Incoming, duplicate_entry, failed_entry, incoming, read_entry
from sayso.coding.identity import unreached
from sayso.coding.inputs import Item, items
from sayso.coding.known import recorded, standing
from sayso.coding.outcome import Failed, Outcome, failure
from sayso.coding.pool import BATCH, Pool
from sayso.coding.readers import Readers
from sayso.coding.tally import Tally, Trouble
from sayso.ingest import Given
from sayso.reader import ready

if TYPE_CHECKING:
    from sayso.store import Store
    from sayso.store.entry import Entry, InputRow

MOST_JOBS = 4
MOST_WAITING = BATCH * MOST_JOBS * 3  # inputs on their way: all workers busy and a batch each in reserve
Progress = Callable[[Tally], None]


def code(
    sources: Iterable[str],
    store: Store,
    *,
    given: Given | None = None,
    profile: str = "default",
    jobs: int | None = None,
    stdin: BinaryIO | None = None,
    readers: Readers | None = None,
    progress: Progress | None = None,
    command: str = "",
) -> Tally:
    """Read every input of the sources into the store and count how each ended; what the store has is passed over.

    `jobs` are processes that read, as many as there are cores unless said; `readers` may take their place. Ctrl-C ends the run
    and keeps what is done.
    """
    sources = tuple(sources)
    ready(profile)  # before any input is touched, so that a wrong profile is told at once
    fault.watch_database()
    readers = readers or Pool(profile, jobs=jobs or usual_jobs())
    coder = Coder(store, readers, profile=profile, progress=progress, command=command or f"code {' '.join(sources)}")
    try:
        return coder.run(items(sources, given or Given(), stdin=stdin))
    finally:
        readers.close()


def usual_jobs() -> int:
    """As many processes as this one may use cores, at most four."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(MOST_JOBS, cores))


@dataclass(slots=True)
class _Slot:
    """An input on its way. `first` is the input before it that brought the same article."""

    incoming: Incoming
    reading: bool = False
    outcome: Outcome | None = None
    first: _Slot | None = None


class Coder:
    """One run. Inputs are recorded in the order in which they came, so that versions of a page follow each other."""

    def __init__(
        self, store: Store, readers: Readers, *, profile: str, progress: Progress | None = None, command: str = "code"
    ) -> None:
        self._store, self._readers, self._profile, self._command = store, readers, profile, command
        self._progress = progress
        self._slots: deque[_Slot] = deque()
        self._reading: dict[str, _Slot] = {}  # by article id
        self.tally = Tally()

    def run(self, inputs: Iterable[Item]) -> Tally:
        """Code them all; what was recorded stays, however the run ends."""
        started = time.monotonic()
        try:
            for item in inputs:
                self._take(item)
                self._write(wait=len(self._slots) >= MOST_WAITING)
            while self._slots:
                self._write(wait=True)
        except KeyboardInterrupt:
            self.tally.cut = True
        finally:
            self.tally.seconds = time.monotonic() - started
        if self.tally.run is not None:
            self._store.end_run(self.tally.run)
            recorded(self._store, self.tally)
        return self.tally

    # ------------------------------------------------------------------ in
    def _take(self, item: Item) -> None:
        """Pass over what the ledger has; have the rest read."""
        stands = standing(self._store, item)
        if stands.known:
            self.tally.known += 1
            self._tell()
            return
        article = item.load()
        it = incoming(stands.waiting if unreached(article) else stands.id, item, article, _now())
        fault.point("received")
        slot = _Slot(it)
        self._slots.append(slot)
        own = it.article.id
        if not article.text.strip():
            slot.outcome = failure(article.problems)
        elif own in self._reading:
            slot.first = self._reading[own]
        elif self._store.find_article(it.hash, it.publisher.key) is None:
            slot.reading = True
            self._reading[own] = slot
            self._readers.submit(own, it.article)

    # ------------------------------------------------------------------ out
    def _write(self, *, wait: bool) -> None:
        """Record what is read, as far as all before it is."""
        for own, outcome in self._readers.collect(wait=wait and self._slots[0].reading):
            slot = self._reading[own]
            slot.outcome, slot.reading = outcome, False
            fault.point("read")
        while self._slots and not self._slots[0].reading:
            slot = self._slots.popleft()
            self._record(slot)
            if self._reading.get(slot.incoming.article.id) is slot:
                del self._reading[slot.incoming.article.id]
            self._tell()

    def _record(self, slot: _Slot) -> None:
        entry = self._entry(slot)
        fault.point("before_record")
        self._store.record(entry)
        fault.point("after_commit")
        claims = len(entry.reading["claims"]) if entry.reading is not None else 0
        self.tally.add(entry.input.state, claims=claims, trouble=_trouble(entry.input))

    def _entry(self, slot: _Slot) -> Entry:
        """What to record of an input; one that was not read repeats an article, or fails as the one before it did."""
        run, it, outcome = self._run(), slot.incoming, slot.outcome
        if slot.first is not None and isinstance(slot.first.outcome, Failed):
            outcome = slot.first.outcome
        if outcome is None:
            return duplicate_entry(run, it)
        return failed_entry(run, it, outcome) if isinstance(outcome, Failed) else read_entry(run, it, outcome)

    def _run(self) -> str:
        """The run, begun with the first thing that it adds."""
        if self.tally.run is None:
            parts = dict(profiles.load(self._profile).parts)
            self.tally.run = self._store.begin_run(self._command, self._profile, parts)
        return self.tally.run

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(self.tally)


def _trouble(row: InputRow) -> Trouble | None:
    if row.state != "quarantined":
        return None
    return Trouble(row.source, row.position, row.given_id, row.reason or "", row.message or "", row.retryable)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

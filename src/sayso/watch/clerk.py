"""The one thread that writes the books of a watcher, in the order of what others wait for.

Every commit waits for the disk. So polls that wait are written together, and those of feeds that failed come last: a thousand
sick feeds then cost the healthy ones one commit, not a thousand.
"""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from sayso.errors import StoreError
from sayso.watch import books, queue
from sayso.watch.polled import Kept, Poll, keep_polls

if TYPE_CHECKING:
    from sayso.store import Store
    from sayso.watch.books import Watched

TOGETHER = 50  # polls written at once, at most: some 20 ms, which is what a healthy one may have to wait for
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What came of a poll, what of it waits to be fetched, and the feed as it is now; None where it was removed."""

    kept: Kept
    queued: list[queue.Due]
    feed: Watched | None


@dataclass(slots=True)
class _Job:
    """Something to do, and where its answer is awaited."""

    work: Callable[[Store], Any] | None = None
    poll: Poll | None = None
    answer: Future[Any] = field(default_factory=Future)


class Clerk:
    """Does what it is asked with a store of its own; to be used from one event loop."""

    def __init__(self, draw: random.Random | None = None) -> None:
        self._draw = draw
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sayso-clerk")
        self._duties: deque[_Job] = deque()
        self._well: deque[_Job] = deque()
        self._sick: deque[_Job] = deque()
        self._store: Store | None = None

    async def open(self, opened: Callable[[], Store]) -> None:
        """Open the store in the clerk's own thread."""
        self._store = await asyncio.get_running_loop().run_in_executor(self._thread, opened)

    async def close(self) -> None:
        """Close the store and end the thread."""
        if self._store is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._store.close)
        self._thread.shutdown()

    def do(self, work: Callable[..., Result], *args: Any, **options: Any) -> Awaitable[Result]:
        """What `work(store, ...)` gives."""
        return self._asked(self._duties, _Job(work=lambda store: work(store, *args, **options)))

    def keep(self, poll: Poll) -> Awaitable[Noted]:
        """Write down a poll, together with others that wait."""
        return self._asked(self._sick if poll.answer.outcome == "failed" else self._well, _Job(poll=poll))

    def _asked(self, line: deque[_Job], job: _Job) -> asyncio.Future[Any]:
        line.append(job)
        self._thread.submit(self._next)
        return asyncio.wrap_future(job.answer)

    # ------------------------------------------------------------------ in the clerk's thread
    def _next(self) -> None:
        """Do what is first in line; where it was done together with something else, nothing is left."""
        for line in (self._duties, self._well, self._sick):
            jobs = _taken(line, 1 if line is self._duties else TOGETHER)
            if jobs:
                self._carry_out(jobs)
                return

    def _carry_out(self, jobs: list[_Job]) -> None:
        try:
            answers = self._answers(jobs)
        except StoreError as error:  # of the store as a whole: whoever waits tries again
            for job in jobs:
                job.answer.set_exception(error)
        except BaseException as error:
            if len(jobs) == 1:
                jobs[0].answer.set_exception(error)
                return
            for job in jobs:  # one of them is at fault, and none was written
                self._carry_out([job])
        else:
            for job, answer in zip(jobs, answers, strict=True):
                job.answer.set_result(answer)

    def _answers(self, jobs: list[_Job]) -> list[Any]:
        assert self._store is not None
        polls = [job.poll for job in jobs if job.poll is not None]
        if not polls:
            return [job.work(self._store) for job in jobs if job.work is not None]
        return noted(self._store, polls, self._draw)


def noted(store: Store, polls: list[Poll], draw: random.Random | None = None) -> list[Noted]:
    """Polls written down at once, and what is to be done next."""
    kept = keep_polls(store, polls, draw)
    now = books.get_feeds(store, [poll.feed.id for poll in polls])
    return [
        Noted(kept=one, queued=queue.listed(store, pages=one.fresh) if one.fresh else [], feed=now.get(poll.feed.id))
        for one, poll in zip(kept, polls, strict=True)
    ]


def _taken(line: deque[_Job], most: int) -> list[_Job]:
    """The first jobs of a line that somebody still waits for."""
    jobs: list[_Job] = []
    while line and len(jobs) < most:
        job = line.popleft()
        if job.answer.set_running_or_notify_cancel():
            jobs.append(job)
    return jobs

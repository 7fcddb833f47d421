"""The watcher: feeds asked when they are due, their articles fetched politely, read, recorded, and taken into events.

One event loop asks and fetches; one thread (`clerk`) keeps the books; another (`Press`) has articles read and records them.
All that waits is in the store, so a watcher that is killed goes on where it was.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from sayso.coding import fault
from sayso.coding.memory import give_back
from sayso.coding.pool import Pool
from sayso.coding.readers import READER, Inline
from sayso.coding.run import usual_jobs
from sayso.errors import StoreError
from sayso.reader import ready
from sayso.store import open_store
from sayso.watch import books, lock, queue, upkeep
from sayso.watch.alarms import Alarms
from sayso.watch.clerk import Clerk, Noted
from sayso.watch.fetching import network
from sayso.watch.manners import Manners
from sayso.watch.pages import PageFetcher
from sayso.watch.polled import Answer, Limits, Poll
from sayso.watch.polling import Poller
from sayso.watch.press import PAUSE, Press, Recorded
from sayso.watch.rests import NEVER, Rests
from sayso.watch.schedule import Schedule, left
from sayso.watch.settings import Settings

if TYPE_CHECKING:
    from sayso.watch.books import Watched

BEAT = 15.0  # seconds between two signs of life
LOOK = 20.0  # seconds between two looks for feeds that were added, paused or removed meanwhile
TIDY = 3_600.0
GIVE_BACK = 60.0
NAP = 0.5
END_SECONDS = 60.0  # for what is being read when the watcher is told to end
Result = TypeVar("Result")
_REFUSED = Answer(
    outcome="failed", code="robots", message="the robots.txt of its site asks sayso by name not to read it"
)
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """What a watcher did so far."""

    feeds: int = 0
    polls: int = 0
    unchanged: int = 0
    failed: int = 0
    items: int = 0
    coded: int = 0
    no_event: int = 0
    duplicate: int = 0
    quarantined: int = 0
    known: int = 0
    claims: int = 0
    queue: int = 0
    articles_derived: int = 0
    alerts: int = 0
    seconds: float = 0.0

    @property
    def articles(self) -> int:
        return self.coded + self.no_event + self.duplicate + self.quarantined + self.known

    def add(self, recorded: Recorded) -> None:
        """Count one article."""
        name = recorded.state.replace("-", "_")
        setattr(self, name, getattr(self, name) + 1)
        self.claims += recorded.claims

    def as_dict(self) -> dict[str, Any]:
        """The counts as one JSON object."""
        return {**asdict(self), "articles": self.articles, "seconds": round(self.seconds, 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that happened, for whoever looks on: `what` is started, poll, article, retry, paused or ended."""

    what: str
    data: dict[str, Any] = field(default_factory=dict)


Told = Callable[[News, Tally], None]


class Watcher:
    """Watches the feeds of a store until it is told to end: `Watcher("sayso.db").run()`.

    `run` blocks; `end` may be called from any thread or signal handler. `told` hears of everything, from the loop's thread.
    """

    def __init__(self, where: str, settings: Settings | None = None, *, told: Told | None = None) -> None:
        self._where, self._settings = str(where), settings or Settings()
        self._told = told
        self._clock = self._settings.clock
        self.tally = Tally()
        self._schedule = Schedule()
        self._feeds: dict[str, Watched] = {}
        self._rests: dict[str, Rests] = {}  # by feed, as its last whole answer said
        self._draw = random.Random()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._ended = threading.Event()
        self._asking: set[asyncio.Task[None]] = set()

    # ------------------------------------------------------------------ from outside
    def run(self) -> Tally:
        """Watch, and tell what was done. Raises `StoreError` (`watched`) where another watcher has this store."""
        ready(self._settings.profile)
        fault.watch_database()
        with open_store(self._where, create=True, cache=upkeep.CACHE) as store, lock.held(store):
            try:
                asyncio.run(self._main())
            except BaseExceptionGroup as group:
                raise _first(group) from group
        return self.tally

    def end(self) -> None:
        """Have it end: what is being read is recorded, all else waits in the store."""
        self._ended.set()
        if self._loop is not None and self._stop is not None:
            with contextlib.suppress(RuntimeError):  # it has ended already
                self._loop.call_soon_threadsafe(self._stop.set)

    # ------------------------------------------------------------------ the whole
    async def _main(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        if self._ended.is_set():
            self._stop.set()
        started = self._clock.monotonic()
        self._clerk = Clerk(self._draw)
        await self._clerk.open(lambda: upkeep.opened(self._where))
        try:
            run = await self._books(upkeep.begin, self._settings.profile, self._clock.now())
            self._alarms = Alarms(self._where)
            press = self._press(run)
            press.start()
            self._alarms.start()
            try:
                await self._watch(press, started)
            finally:
                await self._finish(press, run)
                self.tally.seconds = self._clock.monotonic() - started
                self._tell("ended", self.tally.as_dict())
        finally:
            await self._clerk.close()
        if press.error is not None:
            raise press.error

    async def _watch(self, press: Press, started: float) -> None:
        s = self._settings
        assert self._stop is not None
        manners = Manners(self._clock, gap=s.gap, most_delay=s.most_delay)
        async with (s.fetcher or network)(s) as fetcher:
            self._poller = Poller(fetcher, manners, s)
            self._pages = PageFetcher(fetcher, manners, s, books=self._books, put=press.put, told=self._retried)
            most = {"well": s.polls, "new": s.new_polls, "sick": s.sick_polls}
            self._lanes = {name: asyncio.Semaphore(count) for name, count in most.items()}
            await self._look()
            for due in await self._books(queue.listed):
                self._pages.add(due, self._clock.now())
            self._tell("started", {"feeds": len(self._feeds), "queue": len(self._pages)})
            stopped = asyncio.create_task(self._stop.wait())
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(self._every(BEAT, self._beat)),
                    group.create_task(self._every(LOOK, self._look)),
                    group.create_task(self._every(TIDY, self._tidy)),
                    group.create_task(self._every(GIVE_BACK, lambda: asyncio.to_thread(give_back))),
                    group.create_task(self._pages.run(group)),
                    group.create_task(self._poll_all(group)),
                    group.create_task(self._until_done(press, started)),
                ]
                await stopped
                for task in (*tasks, *self._pages.tasks.values(), *self._asking):
                    task.cancel()

    async def _until_done(self, press: Press, started: float) -> None:
        """Set the end where the time is over, all is done once, or the press has failed."""
        s, stop = self._settings, self._stop
        assert stop is not None
        while not stop.is_set():
            await asyncio.sleep(0.05 if s.once else NAP)
            self.tally.queue = len(self._pages)
            self.tally.articles_derived = press.derived.articles
            if not press.alive and press.error is not None:
                stop.set()
            if s.seconds is not None and self._clock.monotonic() - started >= s.seconds:
                stop.set()
            if s.once and not self._asking and not self._schedule and self._pages.idle:
                stop.set()

    async def _finish(self, press: Press, run: str) -> None:
        """Record what is in hand; what is not in hand waits in the store."""
        press.end()
        if not await asyncio.to_thread(press.join, END_SECONDS):
            press.end(cut=True)
            await asyncio.to_thread(press.join, END_SECONDS)
        await asyncio.to_thread(self._alarms.end)
        self.tally.alerts = self._alarms.alerts
        self.tally.articles_derived = press.derived.articles
        self.tally.queue = await self._books(queue.length)
        await self._books(upkeep.finish, run, self._clock.now())

    def _press(self, run: str) -> Press:
        s = self._settings
        jobs = s.jobs or usual_jobs()
        readers = Inline(s.profile, factory=s.readers) if s.readers and not s.jobs else Pool(
            s.profile, jobs=jobs, factory=s.readers or READER
        )  # fmt: skip
        return Press(
            self._where, readers, profile=s.profile, run=run, told=self._recorded, derive_after=s.derive_after,
            derive_seconds=s.derive_seconds, derived=self._alarms.poke,
        )  # fmt: skip

    # ------------------------------------------------------------------ feeds
    async def _look(self) -> None:
        """See which feeds there are: somebody may have added, paused or removed one."""
        found = {feed.id: feed for feed in await self._books(books.list_feeds, active=True)}
        now, mono = self._clock.now(), self._clock.monotonic()
        for own in [own for own in self._feeds if own not in found]:
            self._schedule.drop(own)
            self._rests.pop(own, None)
            del self._feeds[own]
        for own, feed in found.items():
            known = self._feeds.get(own)
            sooner = known is not None and own in self._schedule and feed.next_due < known.next_due  # it was resumed
            if known is None or sooner:
                self._feeds[own] = feed
                if (wait := self._first_wait(feed, now)) is not None:
                    self._schedule.put(own, mono + wait)
        self.tally.feeds = len(self._feeds)

    def _first_wait(self, feed: Watched, now: Any) -> float | None:
        """Seconds until a feed is asked for the first time here; None for one that is sent away when each is asked once."""
        most = 86_400.0 if feed.failures else feed.interval_seconds
        wait = left(feed.next_due, now, most)
        if self._settings.once:
            return None if feed.failures and wait > 0 else 0.0
        return wait

    async def _poll_all(self, group: asyncio.TaskGroup) -> None:
        """Start a poll whenever one is due and there is room for what it may bring."""
        while True:
            due = self._schedule.next()
            now = self._clock.monotonic()
            if due is None or due > now or len(self._pages) >= self._settings.queue:
                await asyncio.sleep(
                    0.02 if self._settings.once else min(NAP, self._clock.real(max(0.05, (due or now + 9) - now)))
                )
                continue
            own = self._schedule.take(now)
            feed = self._feeds.get(own or "")
            if feed is not None:
                task = group.create_task(self._poll(feed))
                self._asking.add(task)
                task.add_done_callback(self._asking.discard)

    async def _poll(self, feed: Watched) -> None:
        """Ask one feed. Those that were well the last time do not queue behind those that were not."""
        due = time.monotonic()
        async with self._lanes["sick" if feed.failures else "well" if feed.success_at else "new"]:
            refused = self._pages.refuses_feed(feed.url)
            answer = _REFUSED if refused else await self._poller.ask(feed)
        limits = Limits(
            pace=self._settings.pace,
            room=max(0, self._settings.queue - len(self._pages)),
            first=self._settings.first_sitemap if answer.kind == "sitemap" else self._settings.first_items,
            allow_private=self._settings.allow_private,
            rests=answer.rests or self._rests.get(feed.id, NEVER),
        )
        poll = Poll(feed=feed, answer=answer, limits=limits, at=self._clock.now())
        told = await self._written(lambda: self._clerk.keep(poll))
        self._asked(feed, answer, told, round(1000 * (time.monotonic() - due)))

    def _asked(self, feed: Watched, answer: Answer, told: Noted, took: int) -> None:
        """Take note of how a poll went: when the next is due, and what is to be fetched."""
        kept, current = told.kept, told.feed
        if answer.rests is not None:
            self._rests[feed.id] = answer.rests
        self.tally.polls += 1
        self.tally.unchanged += kept.outcome == "not-modified"
        self.tally.failed += kept.outcome == "failed"
        self.tally.items += len(kept.fresh)
        now = self._clock.now()
        for due in told.queued:
            self._pages.add(due, now)
        if kept.wait is None or current is None or current.state != "active":
            self._feeds.pop(feed.id, None)
            self._rests.pop(feed.id, None)
        else:
            self._feeds[feed.id] = current
            again = self._settings.once and kept.put_off and len(self._pages) < self._settings.queue
            if not self._settings.once or again:
                self._schedule.put(feed.id, self._clock.monotonic() + (0.0 if again else kept.wait))
        self._tell(
            "poll",
            {
                "feed": feed.name, "url": feed.url, "outcome": kept.outcome, "items": len(answer.items),
                "new": len(kept.fresh), "milliseconds": answer.milliseconds, "took": took, "first": not feed.success_at, "next_in": kept.wait and round(kept.wait),
                "code": answer.code, "message": answer.message,
            },
        )  # fmt: skip

    # ------------------------------------------------------------------ articles
    def _recorded(self, recorded: Recorded) -> None:
        """Called from the thread of the press."""
        assert self._loop is not None
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._done, recorded)

    def _done(self, recorded: Recorded) -> None:
        self.tally.add(recorded)
        self._pages.settled(recorded.page)
        self.tally.queue = len(self._pages)
        self._tell("article", asdict(recorded))

    def _retried(self, told: dict[str, Any]) -> None:
        self._tell("retry", told)

    # ------------------------------------------------------------------ upkeep
    async def _beat(self) -> None:
        await self._books(lock.beat, self._clock.now())

    async def _tidy(self) -> None:
        await self._books(upkeep.tidy, self._clock.now())

    async def _every(self, seconds: float, work: Callable[[], Any]) -> None:
        while True:
            await asyncio.sleep(seconds)
            await work()

    async def _books(self, work: Callable[..., Result], *args: Any, **options: Any) -> Result:
        """Have the clerk do something with the store."""
        return await self._written(lambda: self._clerk.do(work, *args, **options))

    async def _written(self, write: Callable[[], Awaitable[Result]]) -> Result:
        """What the clerk says; where nothing can be written, wait until it can."""
        while True:
            try:
                return await write()
            except StoreError as error:
                if error.code not in ("disk_full", "locked"):
                    raise
                self._tell("paused", {"code": error.code, "message": error.message})
                await asyncio.sleep(PAUSE)

    def _tell(self, what: str, data: dict[str, Any]) -> None:
        if self._told is not None:
            self._told(News(what=what, data=data), self.tally)


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The first error of a group: one is enough to tell what went wrong."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error

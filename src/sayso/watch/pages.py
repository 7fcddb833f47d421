"""Articles of the queue, fetched politely: one task for each host, robots.txt first."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from sayso.coding import fault
from sayso.errors import InputError
from sayso.ingest import Given, article_from_text, read_source
from sayso.ingest.answers import Fetched as Answered
from sayso.ingest.articles import failed
from sayso.model import Article
from sayso.watch import queue, robots
from sayso.watch.addresses import site_of
from sayso.watch.fetching import Fetcher, passes
from sayso.watch.manners import Manners
from sayso.watch.press import Fetched
from sayso.watch.queue import Due, Waiting
from sayso.watch.robots import Rules, RulesKept
from sayso.watch.schedule import Schedule, left
from sayso.watch.settings import Settings

FEED_TEXT = "feed-text"
_FOR_READERS = (401, 402, 403, 451)  # a page that is there, and not for us: the feed's own text may stand in for it
Books = Callable[..., Awaitable[Any]]


class PageFetcher:
    """The articles that wait, by host. Each is fetched once, and goes to the press or back to wait."""

    def __init__(
        self,
        fetcher: Fetcher,
        manners: Manners,
        settings: Settings,
        *,
        books: Books,
        put: Callable[[Fetched], None],
        told: Callable[[dict[str, Any]], None],
    ) -> None:
        self._fetcher, self._manners, self._settings, self._clock = fetcher, manners, settings, settings.clock
        self._books, self._put, self._told = books, put, told
        self._waiting: dict[str, str] = {}  # page -> host, of all that is in the queue or in hand
        self._hosts: dict[str, Schedule] = {}
        self._hand: set[str] = set()  # given to the press and not yet recorded
        self._places = asyncio.Semaphore(settings.in_hand)
        self._slots = asyncio.Semaphore(settings.pages)
        self._more = asyncio.Event()
        self._rules = RulesKept()
        self.tasks: dict[str, asyncio.Task[None]] = {}  # by host

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def idle(self) -> bool:
        """Whether nothing is in hand and nothing can be fetched now: what is left waits for a later try."""
        if self.tasks or self._hand:
            return False
        now = self._clock.monotonic()
        return all(at is None or at > now for at in (s.next() for s in self._hosts.values()))

    def add(self, due: Due, now: datetime) -> None:
        """Have an article fetched when it is due."""
        if due.page in self._waiting:
            return
        self._waiting[due.page] = host = site_of(due.url) if due.url else ""
        self._wait(due.page, host, left(due.next_try, now, 86_400.0))

    def _wait(self, page: str, host: str, seconds: float) -> None:
        self._hosts.setdefault(host, Schedule()).put(page, self._clock.monotonic() + seconds)
        self._more.set()

    def settled(self, page: str) -> None:
        """An article was recorded: there is room for another."""
        self._waiting.pop(page, None)
        if page in self._hand:
            self._hand.discard(page)
            self._places.release()

    # ------------------------------------------------------------------ hosts
    async def run(self, group: asyncio.TaskGroup) -> None:
        """Keep one task for each host that has something due."""
        while True:
            now = self._clock.monotonic()
            for host in [h for h, s in self._hosts.items() if not s and h not in self.tasks]:
                del self._hosts[host]
            for host, schedule in self._hosts.items():
                at = schedule.next()
                if host not in self.tasks and at is not None and at <= now:
                    task = self.tasks[host] = group.create_task(self._serve(host, schedule))
                    task.add_done_callback(partial(self._served, host))
            self._more.clear()
            with_pause = min(
                (s.next() or now + 60 for h, s in self._hosts.items() if h not in self.tasks), default=None
            )
            pause = 1.0 if with_pause is None else min(1.0, max(0.01, self._clock.real(with_pause - now)))
            # Not `wait_for`, which on Python 3.11 may swallow a cancellation that comes together with the event.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._more.wait()

    def _served(self, host: str, _task: asyncio.Task[None]) -> None:
        self.tasks.pop(host, None)
        self._more.set()

    async def _serve(self, host: str, schedule: Schedule) -> None:
        """Fetch what is due of one host, one after the other."""
        while (page := schedule.take(self._clock.monotonic())) is not None:
            await self._places.acquire()
            self._hand.add(page)
            try:
                async with self._slots:
                    gone = await self._article(page, host)
            except BaseException:
                self._drop(page)
                raise
            if gone is None:
                continue
            self._drop(page)
            if gone >= 0:
                self._wait(page, host, gone)
            else:
                self._waiting.pop(page, None)

    def _drop(self, page: str) -> None:
        """Not in hand any more, and not recorded either."""
        if page in self._hand:
            self._hand.discard(page)
            self._places.release()

    # ------------------------------------------------------------------ one article
    async def _article(self, page: str, host: str) -> float | None:
        """Fetch one. None: the press has it. Seconds: it is tried again. Less than nothing: it is gone."""
        waiting: Waiting | None = await self._books(queue.get, page)
        if waiting is None:
            return -1.0
        if not waiting.url:
            self._hand_over(waiting, self._from_feed(waiting), FEED_TEXT, "the feed gives the text and no address")
            return None
        try:
            rules = await self._robots(host, waiting)
            if not rules.reached:
                raise InputError(f"{host} is left alone: {rules.message}", code="robots_unreachable", value=waiting.url)
            if not rules.allows(waiting.url):
                self._refused(waiting)
                return None
            async with self._manners.turn(host):
                got = await self._fetcher.get(waiting.url, private=waiting.allow_private)
        except InputError as error:
            return await self._failed(waiting, error)
        fault.point("fetched")
        article = await asyncio.to_thread(article_of, waiting, got)
        if not article.text.strip() and waiting.text:
            said = f"the text of the feed, since the page gave none: {article.problems[-1].message}"
            self._hand_over(waiting, self._from_feed(waiting), FEED_TEXT, said)
        else:
            self._hand_over(waiting, article, "page", None)
        return None

    def _refused(self, waiting: Waiting) -> None:
        """robots.txt says no: the text of the feed stands in for the page, where the feed carries it."""
        if waiting.text:
            said = "the text of the feed: the site's robots.txt asks programs not to read the page"
            self._hand_over(waiting, self._from_feed(waiting), FEED_TEXT, said)
            return
        said = f"{waiting.url} was not read: the site's robots.txt asks programs not to"
        self._hand_over(waiting, _without_text(waiting, "robots", said), "page", said)

    async def _failed(self, waiting: Waiting, error: InputError) -> float | None:
        """Later, if that may help and was not tried too often; else the feed's own text, or the reason."""
        status = getattr(error, "status", None)
        if status in _FOR_READERS and waiting.text:
            said = f"the text of the feed, since the page is not for us ({status})"
            self._hand_over(waiting, self._from_feed(waiting), FEED_TEXT, said)
            return None
        if passes(error) and waiting.attempts + 1 < self._settings.tries:
            wait = queue.wait_of(waiting.attempts, getattr(error, "retry_after", None))
            await self._books(
                queue.later, waiting, code=error.code, message=error.message, wait=wait, now=self._clock.now()
            )
            self._told({"url": waiting.url, "code": error.code, "message": error.message, "next_in": round(wait)})
            return wait
        self._hand_over(waiting, _without_text(waiting, error.code, error.message), "page", error.message)
        return None

    def _hand_over(self, waiting: Waiting, article: Article, how: str, message: str | None) -> None:
        source = waiting.url or waiting.page
        self._put(Fetched(page=waiting.page, source=source, article=article, how=how, message=message))

    def _from_feed(self, waiting: Waiting) -> Article:
        return article_from_text(
            waiting.text or "",
            date=waiting.published_at,
            url=waiting.url or None,
            title=waiting.title,
            byline=waiting.byline,
        )

    # ------------------------------------------------------------------ robots.txt
    def refuses_feed(self, url: str) -> bool:
        """Whether the site of a feed is known to refuse it to us by name."""
        rules = self._rules.get(site_of(url))
        return rules is not None and rules.refuses_us(url)

    async def _robots(self, site: str, waiting: Waiting) -> Rules:
        """What the site allows, from memory, from the store, or asked for now."""
        now = self._clock.now()
        rules = self._rules.get(site)
        if rules is None or not now < rules.until:
            rules = await self._books(robots.stored, site, now) or await self._ask_robots(site, waiting)
            self._rules.keep(rules)
            self._manners.slower(site, rules.delay)
        return rules

    async def _ask_robots(self, site: str, waiting: Waiting) -> Rules:
        now, status = self._clock.now(), None
        async with self._manners.turn(site):
            rules, status = await robots_of(self._fetcher, site, private=waiting.allow_private, now=now)
        await self._books(robots.keep, rules, now, status)
        return rules


async def robots_of(fetcher: Fetcher, site: str, *, private: bool, now: datetime) -> tuple[Rules, int | None]:
    """The robots.txt of a site, fetched now, and the status of the answer."""
    try:
        got = await fetcher.get(f"{site}/robots.txt", private=private)
    except InputError as error:
        status = getattr(error, "status", None)
        if error.code in ("blocked_address", "unsupported_scheme", "invalid_url"):
            raise
        if status is None:
            return robots.unreached(site, error.message, now), None
        return robots.answered(site, status, "", now), status
    return robots.answered(site, got.status, got.body.decode("utf-8", "replace"), now), got.status


def article_of(waiting: Waiting, got: Answered) -> Article:
    """The article of a page; the day that the feed gives for it is nearer the truth than what a page tells."""
    found = next(iter(read_source(waiting.url, date=waiting.published_at, url=got.url, fetch=lambda _url: got)), None)
    if found is None:
        return _without_text(waiting, "empty", f"{waiting.url} holds no article")
    return found if found.title or not waiting.title or not found.text else replace(found, title=waiting.title)


def _without_text(waiting: Waiting, code: str, message: str) -> Article:
    return failed(code, message, Given(), url=waiting.url or None, seen=waiting.page)

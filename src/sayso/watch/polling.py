"""One poll of one feed: politely asked, read, and what it answered."""

from __future__ import annotations

import asyncio
import hashlib
import time
from dataclasses import replace

from sayso.errors import InputError
from sayso.ingest.answers import Fetched
from sayso.watch.addresses import site_of
from sayso.watch.books import Watched
from sayso.watch.fetching import Fetcher
from sayso.watch.manners import Manners
from sayso.watch.polled import GONE, Answer
from sayso.watch.reading import Body, read_body
from sayso.watch.settings import Settings

NEWEST_SITEMAPS = 2  # of an index of sitemaps


class Poller:
    """Asks feeds. What goes wrong is an answer, too."""

    def __init__(self, fetcher: Fetcher, manners: Manners, settings: Settings) -> None:
        self._fetcher, self._manners, self._settings = fetcher, manners, settings

    async def ask(self, feed: Watched) -> Answer:
        """What the feed answers now."""
        started = time.monotonic()
        try:
            answer = await self._asked(feed)
        except InputError as error:
            code = GONE if getattr(error, "status", None) == 410 else error.code
            retry = getattr(error, "retry_after", None)
            answer = Answer(outcome="failed", code=code, message=error.message, retry_after=retry)
        return replace(answer, milliseconds=round(1000 * (time.monotonic() - started)))

    async def _asked(self, feed: Watched) -> Answer:
        got = await self._get(feed, feed.url, etag=feed.etag, modified=feed.modified)
        if got.not_modified:
            return Answer(outcome="not-modified", hint=got.max_age, moved_to=got.moved_to)
        hashed = hashlib.sha256(got.body).hexdigest()
        plain = Answer(
            outcome="same", etag=got.etag, modified=got.modified, body_hash=hashed, hint=got.max_age, moved_to=got.moved_to
        )  # fmt: skip
        if hashed == feed.body_hash:
            return replace(plain, kind=feed.kind)
        found = await asyncio.to_thread(read_body, got)
        if found.sitemaps:  # what changed stands in the sitemaps, whose marks an index does not carry
            found = await self._newest(feed, found)
            plain = replace(plain, etag=None, modified=None, body_hash=None)
        return replace(
            plain, outcome="read", items=found.items, kind=found.kind, title=found.title, site=found.site,
            language=found.language, rests=found.rests, hint=max(filter(None, (found.hint, got.max_age)), default=None),
        )  # fmt: skip

    async def _newest(self, feed: Watched, index: Body) -> Body:
        """The items of the newest sitemaps of an index."""
        items = list(index.items)
        for url in index.sitemaps[:NEWEST_SITEMAPS]:
            inner = await asyncio.to_thread(read_body, await self._get(feed, url))
            items += inner.items
        return replace(index, kind="sitemap", items=tuple(items))

    async def _get(self, feed: Watched, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        private = feed.allow_private or self._settings.allow_private
        async with self._manners.turn(site_of(url)):
            return await self._fetcher.get(url, private=private, etag=etag, modified=modified, feed=True)

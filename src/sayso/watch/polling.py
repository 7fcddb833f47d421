"""One poll of one feed: politely asked, read, and what it answered."""

from __future__ import annotations

import asyncio
import hashlib
import time
from dataclasses import replace

from sayso.errors import InputError
from sayso.watch.addresses import site_of
from sayso.watch.books import Watched
from sayso.ingest.answers import Fetched
from sayso.watch.fetching import Fetcher
from sayso.watch.reading import read_body
from sayso.watch.manners import Manners
from sayso.watch.polled import GONE, Answer
from sayso.watch.settings import Settings


class Poller:
    """Asks feeds. What goes wrong is an answer, too."""

    def __init__(self, fetcher: Fetcher, manners: Manners, settings: Settings) -> None:
        self._fetcher, self._manners, self._settings = fetcher, manners, settings

    async def ask(self, feed: Watched) -> Answer:
        """What the feed answers now."""
        async with self._manners.turn(site_of(feed.url)):
            started = time.monotonic()
            try:
                got = await self._fetcher.get(
                    feed.url,
                    private=feed.allow_private or self._settings.allow_private,
                    etag=feed.etag,
                    modified=feed.modified,
                    feed=True,
                )
                answer = await _read(feed, got)
            except InputError as error:
                answer = Answer(
                    outcome="failed",
                    code=GONE if getattr(error, "status", None) == 410 else error.code,
                    message=error.message,
                    retry_after=getattr(error, "retry_after", None),
                )
        return replace(answer, milliseconds=round(1000 * (time.monotonic() - started)))


async def _read(feed: Watched, got: Fetched) -> Answer:
    if got.not_modified:
        return Answer(outcome="not-modified", hint=got.max_age, moved_to=got.moved_to)
    hashed = hashlib.sha256(got.body).hexdigest()
    plain = Answer(
        outcome="same",
        etag=got.etag,
        modified=got.modified,
        body_hash=hashed,
        hint=got.max_age,
        moved_to=got.moved_to,
    )
    if hashed == feed.body_hash:
        return replace(plain, kind=feed.kind)
    found = await asyncio.to_thread(read_body, got)
    return replace(
        plain,
        outcome="read",
        items=found.items,
        kind=found.kind,
        title=found.title,
        site=found.site,
        language=found.language,
        hint=max(filter(None, (found.hint, got.max_age)), default=None),
    )

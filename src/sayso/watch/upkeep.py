"""What is written when a watcher begins and ends, and what is thrown away in between."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from sayso import profile as profiles
from sayso.model import content_id
from sayso.store import open_store
from sayso.store.watch_tables import feed_polls, feeds, robots, watch_gaps
from sayso.watch import lock
from sayso.watch.clock import moment_of, stamp

if TYPE_CHECKING:
    from sayso.store import Store

LEAST_GAP = timedelta(minutes=10)  # a watcher that was away for less has missed nothing
POLLS_KEPT = timedelta(days=14)
# KiB of the file that each connection keeps in memory. The store's usual 32 MiB fill only after many thousand articles, which
# looks like a leak, and the system's own cache holds the same pages; the press, which looks up much, has more than the clerk.
CACHE, PRESS_CACHE = 2_048, 6_144


def opened(where: str, cache: int = CACHE) -> Store:
    """The store with connections that keep no more than `cache` KiB of the file in memory, so that this is soon full."""
    return open_store(where, cache=cache)


def begin(store: Store, profile: str, now: datetime) -> str:
    """The run in whose name articles are recorded; a time in which nobody watched is noted."""
    run = store.begin_run("watch", profile, dict(profiles.load(profile).parts))
    before = lock.begun(store, run, now)
    if before is not None:
        _note_absence(store, before[0], now)
    return run


def _note_absence(store: Store, since: str, now: datetime) -> None:
    last = moment_of(since)
    with store._writing() as connection:
        watched = connection.scalar(select(feeds.c.id).where(feeds.c.polled_at.is_not(None)).limit(1))
        if last is None or now - last < LEAST_GAP or watched is None:
            return
        row = {"id": content_id("gap", "down", since), "feed_id": None, "kind": "down", "from_at": since}
        if connection.scalar(select(watch_gaps.c.id).where(watch_gaps.c.id == row["id"])):
            return
        message = "nobody watched: what feeds held and dropped in this time was not seen"
        connection.execute(watch_gaps.insert().values(**row, to_at=stamp(now), message=message))


def finish(store: Store, run: str, now: datetime) -> None:
    """Note that the watcher ended as it should."""
    store.end_run(run)
    lock.beat(store, now, ended=True)


def tidy(store: Store, now: datetime) -> None:
    """Drop polls and robots.txt that are long past."""
    with store._writing() as connection:
        connection.execute(feed_polls.delete().where(feed_polls.c.at < stamp(now - POLLS_KEPT)))
        connection.execute(robots.delete().where(robots.c.until < stamp(now - POLLS_KEPT)))

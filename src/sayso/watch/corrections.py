"""Items that a feed gives again with other words: their pages are read once more, since a correction or a withdrawal is news.

A page is asked again at the earliest `LEAST` after it was read, and each time twice as long after it was first seen: a feed
that changes a word at every poll ("12 comments") costs a handful of requests in a week, and a correction is seen soon.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sayso.store.rows import clean
from sayso.store.session import among
from sayso.store.watch_tables import feed_items, feed_queue
from sayso.watch.addresses import page_of
from sayso.watch.clock import moment_of

if TYPE_CHECKING:
    from sayso.watch.polled import Offered

LEAST = timedelta(minutes=15)
LONGEST = timedelta(days=7)  # an item that changes later than this is being tidied, not corrected
READ = ("coded", "no-event", "duplicate", "known")


@dataclass(frozen=True, slots=True)
class Changed:
    """What to do about items whose words have changed: those to read again now, and how many must wait for it."""

    again: tuple[tuple[Offered, str], ...] = ()
    later: int = 0


def changed(
    connection: Connection, dialect: str, feed_id: str, offered: Mapping[str, tuple[Offered, str]], now: datetime
) -> Changed:
    """Among items by key, each with its digest, those that this feed gave before with other words at the same address."""
    i = feed_items.c
    asked = select(i.key, i.page, i.digest, i.seen_at, i.done_at).where(
        i.feed_id == feed_id, among(i.key, list(offered), dialect), i.state.in_(READ)
    )
    rows = connection.execute(asked).all() if offered else []
    again: list[tuple[Offered, str]] = []
    later = 0
    for row in rows:
        item, digest = offered[row.key]
        if digest == row.digest or not item.url or clean(page_of(item.url)) != row.page:
            continue
        due = _due(row.seen_at, row.done_at)
        if due is None:
            continue
        if now < due:
            later += 1
        else:
            again.append((item, digest))
    queued = _queued(connection, dialect, [clean(page_of(item.url)) for item, _ in again if item.url])
    return Changed(tuple(pair for pair in again if clean(page_of(pair[0].url or "")) not in queued), later)


def _due(seen_at: str, done_at: str | None) -> datetime | None:
    seen, done = moment_of(seen_at), moment_of(done_at)
    if seen is None or done is None or done - seen > LONGEST:
        return None
    return done + max(LEAST, done - seen)


def _queued(connection: Connection, dialect: str, pages: list[str]) -> set[str]:
    q = feed_queue.c.page
    return set(connection.scalars(select(q).where(among(q, pages, dialect)))) if pages else set()


def take_again(connection: Connection, feed_id: str, key: str, digest: str, title: str | None) -> None:
    """The item waits once more, under its new words."""
    values: dict[str, Any] = {"state": "waiting", "digest": digest, "title": title}
    connection.execute(
        feed_items.update().where(feed_items.c.feed_id == feed_id, feed_items.c.key == key).values(values)
    )

"""What one poll of a feed changes in the store, all of it in one transaction."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sayso.coding import fault
from sayso.model import content_id
from sayso.store.rows import clean
from sayso.store.session import among
from sayso.store.watch_tables import feed_items, feed_polls, feed_queue, feeds, watch_gaps
from sayso.watch.addresses import digest_of, page_of
from sayso.watch.books import Watched
from sayso.watch.clock import moment_of, second, stamp
from sayso.watch.corrections import changed, take_again
from sayso.watch.rests import NEVER, Rests
from sayso.watch.schedule import DAY, Pace, back_off, next_interval, spread

if TYPE_CHECKING:
    from sayso.store import Store

RATE_DAYS = 14
LEAST_ITEMS = 5  # fewer tell no habit
MOST_FUTURE = timedelta(hours=1)  # clocks of publishers that run ahead
LEAST_TEXT = 600  # characters of an item from which on it may be the whole article
MOST_TEXT = 200_000
GONE = "gone"  # the code of 410: the publisher says that it will not come back


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One item that a feed holds."""

    key: str
    url: str | None
    title: str | None = None
    published: str | None = None  # ISO 8601
    text: str | None = None  # its full text or summary
    whole: bool = False  # the text is meant to be the whole article
    byline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a poll ended: the items, or that nothing changed, or why it failed."""

    outcome: str  # read, same (the very bytes of the last time), not-modified, failed
    milliseconds: int = 0
    items: tuple[Offered, ...] = ()
    kind: str | None = None
    title: str | None = None
    site: str | None = None
    language: str | None = None
    etag: str | None = None
    modified: str | None = None
    body_hash: str | None = None
    moved_to: str | None = None
    hint: float | None = None
    rests: Rests | None = None  # None: this answer does not say, as one that is not modified
    retry_after: float | None = None
    code: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What came of a poll: seconds until the next one, None where the feed is paused now, and the new pages."""

    wait: float | None
    outcome: str
    fresh: tuple[str, ...] = ()
    left_out: int = 0  # older ones, of a feed that is new here
    put_off: int = 0  # items for which there was no room in the queue: the next poll takes them


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one poll may add."""

    pace: Pace
    room: int
    first: int
    allow_private: bool = False
    rests: Rests = NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A feed as it was when it was asked, how that ended and when, and how much may be added."""

    feed: Watched
    answer: Answer
    limits: Limits
    at: datetime


def keep_poll(
    store: Store, feed: Watched, answer: Answer, limits: Limits, now: datetime, draw: random.Random | None = None
) -> Kept:
    """Write down a poll: what is new waits to be fetched, and the feed knows when it is asked again."""
    return keep_polls(store, [Poll(feed=feed, answer=answer, limits=limits, at=now)], draw)[0]


def keep_polls(store: Store, polls: Sequence[Poll], draw: random.Random | None = None) -> list[Kept]:
    """Write down polls in one transaction, since the disk takes as long over one as over many: all of them, or none."""
    kept = []
    with store._writing() as connection:
        for poll in polls:
            fault.point("before_poll")
            kept.append(_keep(store, connection, poll, draw))
    for _ in polls:
        fault.point("after_poll")
    return kept


def _keep(store: Store, connection: Connection, poll: Poll, draw: random.Random | None) -> Kept:
    answer, limits, now = poll.answer, poll.limits, poll.at
    row = connection.execute(select(feeds).where(feeds.c.id == poll.feed.id)).mappings().first()
    if row is None or row["state"] != "active":
        return Kept(wait=None, outcome="dropped")
    feed = Watched(**row)
    at = stamp(now)
    if answer.outcome == "failed":
        kept, values = _failed(feed, answer, limits.pace, now, draw)
    else:
        kept, values = _well(connection, store.dialect, feed, answer, limits, now, draw)
    values |= {"polls": feed.polls + 1, "polled_at": at}
    if kept.wait is not None:
        values["next_due"] = stamp(now + timedelta(seconds=kept.wait))
    connection.execute(feeds.update().where(feeds.c.id == feed.id).values(values))
    told = (answer.milliseconds, answer.code, _short(answer.message))
    row_of_poll = (feed.id, at, kept.outcome, len(answer.items), len(kept.fresh), *told)
    store._insert(connection, feed_polls, [row_of_poll])  # where the clock was set back, a time may come twice
    return kept


def _short(text: str | None, most: int = 500) -> str | None:
    return clean(text)[:most] if text else None


# ---------------------------------------------------------------------- sick
def _failed(
    feed: Watched, answer: Answer, pace: Pace, now: datetime, draw: random.Random | None
) -> tuple[Kept, dict[str, Any]]:
    failures = feed.failures + 1
    values: dict[str, Any] = {
        "failures": failures, "failing_since": feed.failing_since or stamp(now), "code": answer.code,
        "message": _short(answer.message),
    }  # fmt: skip
    if answer.code == GONE:
        return Kept(wait=None, outcome="failed"), values | {"state": "paused", "paused_why": _short(answer.message)}
    wait = back_off(pace, failures=failures, retry_after=answer.retry_after, draw=draw)
    return Kept(wait=wait, outcome="failed"), values


# ---------------------------------------------------------------------- well
def _well(
    connection: Connection,
    dialect: str,
    feed: Watched,
    answer: Answer,
    limits: Limits,
    now: datetime,
    draw: random.Random | None,
) -> tuple[Kept, dict[str, Any]]:
    at = stamp(now)
    taken = _take(connection, dialect, feed, answer, limits, now)
    if _missed(feed, answer, taken):
        _note_gap(connection, feed, now, len(taken.rows))
    values: dict[str, Any] = {
        "success_at": at, "failures": 0, "failing_since": None, "code": None, "message": None,
        "hint_seconds": answer.hint if answer.outcome == "read" else feed.hint_seconds,
    }  # fmt: skip
    if answer.outcome == "not-modified":
        values["unchanged"] = feed.unchanged + 1
    elif answer.outcome == "same":
        values |= {"etag": _short(answer.etag, 1_000), "modified": _short(answer.modified, 200)}
    else:
        values |= _described(feed, answer, taken)
    fresh, rate = len(taken.rows), feed.per_day or 0.0
    if fresh:
        count, rate, longest = habit(connection, feed.id, now)
        told = count >= LEAST_ITEMS
        values |= {
            "new_at": at, "item_at": max(feed.item_at or "", *(row["at"] for row in taken.rows)),
            "per_day": rate if told else None, "longest_seconds": longest if told else None,
        }  # fmt: skip
    values |= _moved(connection, feed, answer)
    interval = next_interval(
        limits.pace, interval=feed.interval_seconds, held=len(answer.items) or feed.items_held, fresh=fresh if feed.success_at else 0,
        per_day=rate, hint=values["hint_seconds"],
    )  # fmt: skip
    if not feed.success_at:
        interval = min(interval, limits.pace.first)  # one look tells little yet
    wait = spread(limits.pace, limits.pace.floor if taken.put_off else interval, draw)
    wait = wait if taken.put_off else limits.rests.over(wait, now, limits.pace.cap)
    outcome = "new" if fresh else "not-modified" if answer.outcome == "not-modified" else "same"
    kept = Kept(
        wait=wait, outcome=outcome, fresh=tuple(taken.pages), left_out=taken.left_out,
        put_off=taken.put_off,
    )  # fmt: skip
    return kept, values | {"interval_seconds": interval}


def _described(feed: Watched, answer: Answer, taken: _Taken) -> dict[str, Any]:
    """What the feed says of itself; what the user said stands. Marks for the next conditional request are kept only where
    everything that the feed held was taken."""
    whole = not (taken.put_off or taken.held_back)
    return {
        "kind": answer.kind or feed.kind,
        "title": feed.title or _short(answer.title, 300),
        "site": feed.site or _short(answer.site, 2_000),
        "language": feed.language or _short(answer.language, 35),
        "etag": _short(answer.etag, 1_000) if whole else None,
        "modified": _short(answer.modified, 200) if whole else None,
        "body_hash": answer.body_hash if whole else None,
        "items_held": len(answer.items),
        "shifting": feed.shifting or taken.shifting,
    }


def _moved(connection: Connection, feed: Watched, answer: Answer) -> dict[str, Any]:
    """A feed that has moved for good is asked at its new address, unless that is watched already."""
    if not answer.moved_to:
        return {}
    new = page_of(answer.moved_to)
    if new == feed.url or connection.scalar(select(feeds.c.id).where(feeds.c.url == new)):
        return {}
    return {"url": new, "moved_from": feed.url}


def habit(connection: Connection, feed_id: str, now: datetime) -> tuple[int, float, float]:
    """How many items a feed gave in the last two weeks, how many a day that is, and the longest pause in seconds."""
    i = feed_items.c
    since = stamp(now - timedelta(days=RATE_DAYS))
    asked = select(i.at).where(i.feed_id == feed_id, i.at >= since, i.at <= stamp(now)).order_by(i.at)
    times = [at for text in connection.scalars(asked) if (at := moment_of(text)) is not None]
    if len(times) < 2:
        return len(times), 0.0, 0.0
    days = max((times[-1] - times[0]).total_seconds() / DAY, 1 / 24)
    longest = max((b - a).total_seconds() for a, b in pairwise(times))
    return len(times), (len(times) - 1) / days, longest


def _missed(feed: Watched, answer: Answer, taken: _Taken) -> bool:
    """Whether the feed has moved on by more than it holds since we asked last, so that items may have gone by unseen."""
    return bool(
        feed.success_at and feed.items_held >= 3 and len(taken.rows) >= 3 and not taken.met and answer.kind != "sitemap"
    )


def _note_gap(connection: Connection, feed: Watched, now: datetime, count: int) -> None:
    message = f"all {count} items were new, so others may have come and gone between the two polls"
    connection.execute(
        watch_gaps.insert().values(
            id=content_id("gap", feed.id, feed.success_at or "", stamp(now)), feed_id=feed.id, kind="window",
            from_at=feed.success_at, to_at=stamp(now), message=message,
        )
    )  # fmt: skip


# ---------------------------------------------------------------------- items
@dataclass(slots=True)
class _Taken:
    rows: list[dict[str, Any]]
    pages: list[str]
    met: int = 0  # items that were known
    left_out: int = 0
    put_off: int = 0
    corrected: int = 0  # known items with other words, to be read again now
    held_back: int = 0  # and those that are too fresh for it
    shifting: bool = False


def _take(connection: Connection, dialect: str, feed: Watched, answer: Answer, limits: Limits, now: datetime) -> _Taken:
    """Keep the items that are new, and queue their pages."""
    taken = _Taken([], [])
    new, again = _unknown(connection, dialect, feed, answer.items, taken)
    taken.shifting = again >= 3 and again * 2 > len(answer.items)
    if not feed.success_at:
        new = sorted(new, key=lambda pair: pair[0].published or "~", reverse=True)
        new, older = new[: limits.first], new[limits.first :]
        taken.left_out = len(older)
        _insert(connection, [_row(feed, offered, digest, "older", now) for offered, digest in older])
    queued: list[dict[str, Any]] = []
    elsewhere = _elsewhere(connection, dialect, [page_of(o.url) for o, _ in new if o.url])
    for offered, digest in new:
        row = _row(feed, offered, digest, "waiting", now)
        if row["page"] in elsewhere:
            row["state"] = "elsewhere"
        elif len(queued) >= limits.room:
            taken.put_off += 1
            continue
        else:
            queued.append(_queued(feed, offered, row, limits, now))
            elsewhere.add(row["page"])
        taken.rows.append(row)
    _insert(connection, taken.rows)
    queued += _corrected(connection, dialect, feed, answer, taken, limits, now, room=limits.room - len(queued))
    if queued:
        connection.execute(feed_queue.insert(), queued)
    taken.pages = [row["page"] for row in queued]
    return taken


def _corrected(
    connection: Connection, dialect: str, feed: Watched, answer: Answer, taken: _Taken, limits: Limits, now: datetime,
    *, room: int,
) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of the queue for pages whose items have other words than when they were read."""
    if taken.shifting or feed.shifting:  # its items never stand still
        return []
    offered = {clean(o.key): (o, digest_of(o.title, o.text, o.published, o.url)) for o in answer.items}
    found = changed(connection, dialect, feed.id, offered, now)
    taken.held_back = found.later + max(0, len(found.again) - room)
    out = []
    for item, digest in found.again[: max(0, room)]:
        row = _row(feed, item, digest, "waiting", now)
        take_again(connection, feed.id, row["key"], digest, row["title"])
        out.append(_queued(feed, item, row, limits, now))
    taken.corrected = len(out)
    return out


def _unknown(
    connection: Connection, dialect: str, feed: Watched, items: Sequence[Offered], taken: _Taken
) -> tuple[list[tuple[Offered, str]], int]:
    """The items that this feed never gave before, by id, page and digest; and how many only came under a new id."""
    i = feed_items.c
    digests = {o.key: digest_of(o.title, o.text, o.published, o.url) for o in items}

    def known(column: Any, values: Iterable[str | None]) -> set[str]:
        asked = list({v for v in values if v})
        if not asked:
            return set()
        return set(connection.scalars(select(column).where(i.feed_id == feed.id, among(column, asked, dialect))))

    keys = known(i.key, (clean(o.key) for o in items))
    pages = known(i.page, (clean(page_of(o.url)) for o in items if o.url))
    same = known(i.digest, digests.values())
    out, again = [], 0
    for offered in items:
        page, digest = clean(page_of(offered.url)) if offered.url else None, digests[offered.key]
        if clean(offered.key) in keys:
            taken.met += 1
        elif (page and page in pages) or digest in same:
            taken.met += 1
            again += 1
        else:
            keys.add(clean(offered.key))
            pages |= {page} if page else set()
            same.add(digest)
            out.append((offered, digest))
    return out, again


def _elsewhere(connection: Connection, dialect: str, pages: Sequence[str]) -> set[str]:
    """Pages that another feed gave: they are fetched once."""
    column = feed_items.c.page
    asked = select(column).where(among(column, [clean(p) for p in pages], dialect))
    return set(connection.scalars(asked)) if pages else set()


def _row(feed: Watched, offered: Offered, digest: str, state: str, now: datetime) -> dict[str, Any]:
    published = moment_of(offered.published)
    sane = published is not None and published <= now + MOST_FUTURE and published.year >= 1990
    at = stamp(min(published, now)) if published is not None and sane else stamp(now)
    url = clean(offered.url) if offered.url else None
    return {
        "feed_id": feed.id, "key": clean(offered.key), "url": url,
        "page": page_of(url) if url else f"{feed.id}#{digest}", "digest": digest, "title": _short(offered.title),
        "published_at": offered.published if sane else None, "at": at, "seen_at": stamp(now), "state": state,
        "how": None, "message": None, "input_id": None, "done_at": None,
    }  # fmt: skip


def _queued(feed: Watched, offered: Offered, row: dict[str, Any], limits: Limits, now: datetime) -> dict[str, Any]:
    text = offered.text or ""
    whole = (offered.whole and len(text) >= LEAST_TEXT) or (not row["url"] and text.strip())
    return {
        "page": row["page"], "url": row["url"] or "", "feed_id": feed.id, "key": row["key"], "title": row["title"],
        "published_at": row["published_at"], "byline": _short(offered.byline, 300), "text": clean(text[:MOST_TEXT]) if whole else None,
        "allow_private": limits.allow_private or (feed.allow_private and _same_host(feed.url, row["url"])), "queued_at": stamp(now),
        "next_try": second(now), "attempts": 0, "code": None, "message": None,
    }  # fmt: skip


def _same_host(url: str, other: str | None) -> bool:
    """A feed inside this network speaks for its own host, and for no other one here."""
    return bool(other) and urlsplit(url).hostname == urlsplit(other or "").hostname


def _insert(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(feed_items.insert(), rows)

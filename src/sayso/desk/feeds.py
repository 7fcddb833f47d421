"""Feeds and how they are: what each gave, what is usual for it, and in words what is wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from sayso.model.ledger import clock
from sayso.store.session import among
from sayso.store.watch_tables import feed_items, feed_polls, feed_queue, feeds, watch_gaps

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
DAYS = 14  # of the picture of volume
HOUR, DAY = 3_600.0, 86_400.0
LEAST_SILENCE = 6 * HOUR
HEALTH = ("failing", "silent", "late", "new", "paused", "well")  # the worst first
COLUMNS = (
    *("id", "title", "url", "site", "country", "language", "note", "kind", "state", "health", "says", "code"),
    *("usual_a_day", "last_24h", "last_item_at", "silent_hours", "items", "coded", "waiting", "quarantined"),
    *("interval_seconds", "next_due", "polls", "unchanged", "failures", "failing_since", "success_at", "polled_at"),
    *("moved_from", "gaps"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How a feed usually gives: items a day, and the longest pause it made, in seconds."""

    per_day: float = 0.0  # 0 where there were too few to tell
    longest: float = 0.0

    @property
    def patience(self) -> float:
        """Seconds of silence from which on the silence tells something: five times the usual pause, and half as long again as
        any pause it made lately, so that nights and week-ends are no news."""
        if not self.per_day:
            return float("inf")
        return max(LEAST_SILENCE, 5 * DAY / self.per_day, 1.5 * self.longest)


def feed_rows(store: Store, *, now: datetime | None = None) -> list[Json]:
    """Every feed as a flat object with its health in words, those in trouble first."""
    now = now or datetime.now(UTC)
    with store.read() as connection:
        found = connection.execute(select(feeds)).mappings().all()
        counts = _counts(connection)
        recent, gaps = _since(connection, now - timedelta(days=1)), _gap_counts(connection)
        rows = [
            _row(row, counts[row["id"]], now) | {"last_24h": recent.get(row["id"], 0), "gaps": gaps.get(row["id"], 0)}
            for row in found
        ]
    rows = [{name: row[name] for name in COLUMNS} for row in rows]
    return sorted(rows, key=lambda row: (HEALTH.index(row["health"]), (row["title"] or row["url"]).lower(), row["url"]))


def _row(feed: Any, counts: dict[str, int], now: datetime) -> Json:
    habit = Habit(per_day=feed["per_day"] or 0.0, longest=feed["longest_seconds"] or 0.0)
    # Silence is by our own clock where that is later: an item may come to us long after the time that it bears.
    last = max(filter(None, (_at(feed["item_at"]), _at(feed["new_at"]))), default=None)
    quiet = max(0.0, (now - last).total_seconds()) if last else None
    health = _health(feed, habit, quiet, now)
    about = (
        *("id", "title", "url", "site", "country", "language", "note", "kind", "state", "code", "interval_seconds"),
    )
    return {
        **{name: feed[name] for name in about},
        **{name: feed[name] for name in ("next_due", "polls", "unchanged", "failures", "failing_since", "success_at")},
        "polled_at": feed["polled_at"],
        "moved_from": feed["moved_from"],
        "health": health,
        "says": says(feed, health, habit, quiet, now),
        "usual_a_day": round(habit.per_day, 1),
        "last_item_at": feed["item_at"],
        "silent_hours": round(quiet / HOUR, 1) if quiet is not None else None,
        "items": sum(counts.values()),
        "coded": counts.get("coded", 0)
        + counts.get("no-event", 0)
        + counts.get("duplicate", 0)
        + counts.get("known", 0),
        "waiting": counts.get("waiting", 0),
        "quarantined": counts.get("quarantined", 0),
    }


def _health(feed: Any, habit: Habit, quiet: float | None, now: datetime) -> str:
    if feed["state"] == "paused":
        return "paused"
    if feed["failures"]:
        return "failing"
    if not feed["success_at"]:
        return "new"
    if quiet is not None and quiet > habit.patience:
        return "silent"
    due = _at(feed["next_due"])
    late = due is not None and (now - due).total_seconds() > max(HOUR, 2 * float(feed["interval_seconds"]))
    return "late" if late else "well"


def says(feed: Any, health: str, habit: Habit, quiet: float | None, now: datetime) -> str:
    """How a feed is, in words."""
    usually = f"usually {number(habit.per_day)} a day" if habit.per_day else ""
    if health == "paused":
        why = "its publisher says that it is gone for good" if feed["code"] == "gone" else feed["paused_why"]
        return f"paused: {why}" if why else "paused"
    if health == "new":
        return "not asked yet"
    if health == "failing":
        again = _at(feed["next_due"])
        when = f"; asked again {span_to(again, now)}" if again else ""
        since = _at(feed["failing_since"])
        long = f" for {span((now - since).total_seconds())}" if since and (now - since).total_seconds() > HOUR else ""
        return f"failing{long}: {trouble(feed['message'], feed['url'])}{when}"
    if health == "silent" and quiet is not None:
        return f"silent for {span(quiet)}; {usually}"
    if health == "late":
        return f"not asked since {clock(feed['polled_at'])}; is `sayso watch` running?"
    if not feed["item_at"]:
        return "well, but it holds no items"
    return f"well; {usually}" if usually else "well"


def trouble(message: str | None, url: str) -> str:
    """What is wrong, said of the feed: its address stands beside it anyway."""
    said = " ".join((message or "it cannot be read").split())
    said = re.sub(rf"'?{re.escape(url)}[^\s':]*'?", "it", said).removeprefix("it: ")
    return said if len(said) <= 200 else said[:199] + "…"


def span(seconds: float) -> str:
    """A length of time as people say it: `2 days`, `5 hours`."""
    for size, one in ((DAY, "day"), (HOUR, "hour"), (60.0, "minute")):
        if seconds >= size * (1 if size < DAY else 2) or size == 60.0:
            count = max(1, round(seconds / size))
            return f"{count} {one}{'s' * (count != 1)}"
    raise AssertionError("minutes are the last resort")


def span_to(at: datetime, now: datetime) -> str:
    """How far away a time is: `in 12 minutes`, `now`."""
    left = (at - now).total_seconds()
    return f"in {span(left)}" if left > 30 else "now"


def number(per_day: float) -> str:
    """A rate without false precision: `14`, `2.5`, `0.3`."""
    return f"{per_day:.0f}" if per_day >= 10 else f"{per_day:.1f}".removesuffix(".0")


# ---------------------------------------------------------------------- what lies behind
def _counts(connection: Connection) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = defaultdict(dict)
    i = feed_items.c
    for feed_id, state, count in connection.execute(
        select(i.feed_id, i.state, func.count()).group_by(i.feed_id, i.state)
    ):
        out[feed_id][state] = count
    return out


def _since(connection: Connection, since: datetime) -> dict[str, int]:
    i = feed_items.c
    asked = select(i.feed_id, func.count()).where(i.at >= _text(since)).group_by(i.feed_id)
    return {row[0]: row[1] for row in connection.execute(asked)}


def _gap_counts(connection: Connection) -> dict[str, int]:
    g = watch_gaps.c
    asked = select(g.feed_id, func.count()).where(g.feed_id.is_not(None)).group_by(g.feed_id)
    return {row[0]: row[1] for row in connection.execute(asked)}


def volume(store: Store, feed_id: str, *, days: int = DAYS, now: datetime | None = None) -> list[Json]:
    """Items a day of one feed, oldest day first."""
    return volumes(store, [feed_id], days=days, now=now)[feed_id]


def volumes(
    store: Store, ids: Sequence[str], *, days: int = DAYS, now: datetime | None = None
) -> dict[str, list[Json]]:
    """Items a day of each of the feeds, oldest day first."""
    first = ((now or datetime.now(UTC)) - timedelta(days=days - 1)).date()
    i = feed_items.c
    day = func.substr(i.at, 1, 10)
    asked = select(i.feed_id, day, func.count()).where(i.at >= first.isoformat()).group_by(i.feed_id, day)
    with store.read() as connection:
        asked = asked.where(among(i.feed_id, ids, store.dialect))
        found = {(row[0], row[1]): row[2] for row in connection.execute(asked)}
    listed = [(first + timedelta(days=n)).isoformat() for n in range(days)]
    return {own: [{"day": one, "items": found.get((own, one), 0)} for one in listed] for own in ids}


def polls(store: Store, feed_id: str, *, limit: int = 20) -> list[Json]:
    """The last polls of one feed, newest first."""
    asked = select(feed_polls).where(feed_polls.c.feed_id == feed_id).order_by(feed_polls.c.at.desc()).limit(limit)
    with store.read() as connection:
        return [dict(row) for row in connection.execute(asked).mappings()]


def items(store: Store, feed_id: str, *, limit: int = 50) -> list[Json]:
    """The newest items of one feed with what became of each."""
    asked = select(feed_items).where(feed_items.c.feed_id == feed_id)
    with store.read() as connection:
        rows = connection.execute(asked.order_by(feed_items.c.at.desc(), feed_items.c.key).limit(limit)).mappings()
        return [dict(row) for row in rows]


def gaps(store: Store, *, feed_id: str | None = None, limit: int = 50) -> list[Json]:
    """Times in which something may have been missed, newest first; without a feed, all of them."""
    asked = select(watch_gaps, feeds.c.title, feeds.c.url).outerjoin(feeds, feeds.c.id == watch_gaps.c.feed_id)
    if feed_id is not None:
        asked = asked.where(watch_gaps.c.feed_id == feed_id)
    with store.read() as connection:
        rows = connection.execute(asked.order_by(watch_gaps.c.to_at.desc(), watch_gaps.c.id).limit(limit)).mappings()
        return [dict(row) for row in rows]


def queue(store: Store, *, limit: int = 50) -> list[Json]:
    """What waits to be fetched, oldest first, with why it still waits."""
    q = feed_queue.c
    columns = (
        q.url,
        q.title,
        q.feed_id,
        feeds.c.title.label("feed"),
        q.queued_at,
        q.next_try,
        q.attempts,
        q.code,
        q.message,
    )
    asked = select(*columns).outerjoin(feeds, feeds.c.id == q.feed_id).order_by(q.queued_at, q.page).limit(limit)
    with store.read() as connection:
        return [dict(row) for row in connection.execute(asked).mappings()]


def queued(store: Store) -> int:
    """How many articles wait to be fetched."""
    with store.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(feed_queue)) or 0)


def _at(text: str | None) -> datetime | None:
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=found.tzinfo or UTC)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")

"""The articles that wait to be fetched, kept in the store so that no crash loses one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from sayso.store.rows import clean
from sayso.store.session import among
from sayso.store.watch_tables import feed_items, feed_queue
from sayso.watch.clock import second, stamp

if TYPE_CHECKING:
    from sayso.store import Store

WAITS = (300.0, 1_800.0, 7_200.0)  # seconds after the first, second and later failures


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One article that waits. `text` is what the feed carries of it, where that may be the whole."""

    page: str
    url: str
    feed_id: str
    key: str
    title: str | None = None
    published_at: str | None = None
    byline: str | None = None
    text: str | None = None
    allow_private: bool = False
    queued_at: str = ""
    next_try: str = ""
    attempts: int = 0
    code: str | None = None
    message: str | None = None


COLUMNS = tuple(f.name for f in fields(Waiting))


@dataclass(frozen=True, slots=True)
class Due:
    """An article of the queue, without what is long."""

    page: str
    url: str
    next_try: str


def listed(store: Store, *, pages: Sequence[str] | None = None) -> list[Due]:
    """The queue, oldest first; with `pages`, only these."""
    q = feed_queue.c
    asked = select(q.page, q.url, q.next_try).order_by(q.queued_at, q.page)
    if pages is not None:
        asked = asked.where(among(q.page, pages, store.dialect))
    with store.read() as connection:
        return [Due(*row) for row in connection.execute(asked).all()]


def get(store: Store, page: str) -> Waiting | None:
    """One article of the queue; None where it is gone, as with its feed."""
    with store.read() as connection:
        row = connection.execute(select(feed_queue).where(feed_queue.c.page == page)).mappings().first()
    return Waiting(**row) if row is not None else None


def length(store: Store) -> int:
    """How many articles wait."""
    with store.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(feed_queue)) or 0)


def later(store: Store, waiting: Waiting, *, code: str, message: str, wait: float, now: datetime) -> None:
    """Have an article tried again after so many seconds, and say why."""
    with store._writing() as connection:
        connection.execute(
            feed_queue.update()
            .where(feed_queue.c.page == waiting.page)
            .values(
                attempts=waiting.attempts + 1, code=code, message=clean(message)[:500],
                next_try=second(now + timedelta(seconds=wait)),
            )
        )  # fmt: skip


def wait_of(attempts: int, retry_after: float | None) -> float:
    """Seconds until the next try after so many failures."""
    return max(WAITS[min(attempts, len(WAITS) - 1)], min(retry_after or 0.0, 86_400.0))


def settled(connection: Connection, page: str, *, state: str, how: str, message: str | None, input_id: str | None,
            now: datetime) -> None:  # fmt: skip
    """Take an article from the queue, inside the transaction that records it; every item that gave the page knows its end."""
    connection.execute(feed_queue.delete().where(feed_queue.c.page == page))
    values: dict[str, Any] = {
        "state": state, "how": how, "message": clean(message)[:500] if message else None, "input_id": input_id,
        "done_at": stamp(now),
    }  # fmt: skip
    connection.execute(
        feed_items.update().where(feed_items.c.page == page, feed_items.c.state == "waiting").values(values)
    )

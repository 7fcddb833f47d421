"""The feeds of a store: adding, finding, pausing and removing them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from sayso.errors import InputError
from sayso.model import content_id
from sayso.store.rows import clean
from sayso.store.session import among
from sayso.store.watch_tables import feed_items, feeds, watch_gaps
from sayso.watch.addresses import page_of
from sayso.watch.clock import second

if TYPE_CHECKING:
    from sayso.store import Store

FIRST_INTERVAL = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One feed as the store has it; times are UTC."""

    id: str
    url: str
    site: str | None = None
    title: str | None = None
    country: str | None = None
    language: str | None = None
    note: str | None = None
    kind: str | None = None
    allow_private: bool = False
    state: str = "active"
    paused_why: str | None = None
    added_at: str = ""
    next_due: str = ""
    interval_seconds: float = FIRST_INTERVAL
    hint_seconds: float | None = None
    etag: str | None = None
    modified: str | None = None
    body_hash: str | None = None
    polled_at: str | None = None
    success_at: str | None = None
    new_at: str | None = None
    item_at: str | None = None
    items_held: int = 0
    per_day: float | None = None
    longest_seconds: float | None = None
    polls: int = 0
    unchanged: int = 0
    failures: int = 0
    failing_since: str | None = None
    code: str | None = None
    message: str | None = None
    moved_from: str | None = None
    shifting: bool = False

    @property
    def name(self) -> str:
        """What people call it."""
        return self.title or self.url


COLUMNS = tuple(f.name for f in fields(Watched))
ABOUT = ("site", "title", "country", "language", "note", "kind")


def add_feed(store: Store, url: str, *, allow_private: bool = False, **about: str | None) -> tuple[Watched, bool]:
    """The feed at an address, and whether it is a new one; of a known one, what is said about it is kept anew."""
    said: dict[str, Any] = {name: clean(value) for name, value in about.items() if name in ABOUT and value}
    own = clean(page_of(url))
    now = second(datetime.now(UTC))
    with store._writing() as connection:
        row = connection.execute(select(feeds).where(feeds.c.url == own)).mappings().first()
        if row is not None:
            if said or allow_private:
                told = said | ({"allow_private": True} if allow_private else {})
                connection.execute(feeds.update().where(feeds.c.id == row["id"]).values(told))
            return Watched(**{**row, **said}), False
        new = Watched(
            id=content_id("feed", own), url=own, allow_private=allow_private, added_at=now, next_due=now, **said
        )
        if connection.scalar(select(feeds.c.id).where(feeds.c.id == new.id)):  # this address has moved on long ago
            new = Watched(**{**_values(new), "id": content_id("feed", own, now)})
        connection.execute(feeds.insert().values(_values(new)))
        return new, True


def _values(feed: Watched) -> dict[str, Any]:
    return {name: getattr(feed, name) for name in COLUMNS}


def list_feeds(store: Store, *, active: bool = False) -> list[Watched]:
    """All feeds by title and address, or those that are not paused."""
    asked = select(feeds).order_by(func.lower(func.coalesce(feeds.c.title, feeds.c.url)), feeds.c.url)
    if active:
        asked = asked.where(feeds.c.state == "active")
    with store.read() as connection:
        return [Watched(**row) for row in connection.execute(asked).mappings()]


def get_feeds(store: Store, ids: Sequence[str]) -> dict[str, Watched]:
    """The feeds of these ids; those that were removed are left out."""
    asked = select(feeds).where(among(feeds.c.id, ids, store.dialect))
    with store.read() as connection:
        return {row["id"]: Watched(**row) for row in connection.execute(asked).mappings()}


def find_feed(store: Store, name: str) -> Watched:
    """The one feed that is meant: by its address, its title, its id or the beginning of any of these."""
    own, low = page_of(name), name.strip().lower()
    title, url = func.lower(func.coalesce(feeds.c.title, "")), feeds.c.url
    with store.read() as connection:
        for condition in (
            or_(feeds.c.id == name, url.in_((own, name)), title == low),
            or_(feeds.c.id.startswith(name, autoescape=True), title.startswith(low, autoescape=True)),
            or_(url.contains(low, autoescape=True), title.contains(low, autoescape=True)),
        ):
            rows = connection.execute(select(feeds).where(condition).order_by(url).limit(4)).mappings().all()
            if len(rows) == 1:
                return Watched(**rows[0])
            if rows:
                raise InputError(
                    f"{name!r} may be {' or '.join(row['url'] for row in rows)}; give the whole address",
                    code="unclear_feed",
                    value=name,
                )
    raise InputError(f"no feed is called {name!r}; list them with: sayso feeds list", code="no_feed", value=name)


def remove_feed(store: Store, feed_id: str) -> int:
    """Forget a feed and what waits of it; how many items it had given. Articles that were coded stay."""
    with store._writing() as connection:
        items = connection.scalar(select(func.count()).select_from(feed_items).where(feed_items.c.feed_id == feed_id))
        connection.execute(watch_gaps.delete().where(watch_gaps.c.feed_id == feed_id))
        connection.execute(feeds.delete().where(feeds.c.id == feed_id))
    return int(items or 0)


def pause_feed(store: Store, feed_id: str, why: str | None = None) -> None:
    """Have it asked no more, until somebody resumes it."""
    with store._writing() as connection:
        connection.execute(feeds.update().where(feeds.c.id == feed_id).values(state="paused", paused_why=why))


def resume_feed(store: Store, feed_id: str) -> None:
    """Have it asked again, at once."""
    again = {"state": "active", "paused_why": None, "failures": 0, "failing_since": None, "code": None, "message": None}
    with store._writing() as connection:
        now = second(datetime.now(UTC))
        connection.execute(feeds.update().where(feeds.c.id == feed_id).values(**again, next_due=now))


def known_urls(store: Store, urls: Iterable[str]) -> set[str]:
    """Those of the addresses that are watched already."""
    asked = [page_of(url) for url in urls]
    with store.read() as connection:
        return set(connection.scalars(select(feeds.c.url).where(feeds.c.url.in_(asked))))

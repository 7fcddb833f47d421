"""What a poll changes in the store: new items wait once, marks are kept, and what may have been missed is noted."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from sayso.desk.feeds import feed_rows, gaps
from sayso.store import Store
from sayso.store.watch_tables import feed_items, feed_polls, feed_queue
from sayso.watch import books, queue
from sayso.watch.polled import Answer, Kept, Limits, Offered, keep_poll
from sayso.watch.schedule import Pace
from tests.store.conftest import store, where  # noqa: F401

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
URL = "https://news.example/rss"


def offered(n: int | str, **more: Any) -> Offered:
    about = {
        "url": f"https://news.example/{n}",
        "title": f"Headline {n} of the day",
        "published": "2026-03-12T10:00:00Z",
    }
    return Offered(**{"key": f"id{n}", **about, **more})


def poll(store: Store, *items: Offered, at: datetime = NOON, url: str = URL, room: int = 100, **more: Any) -> Kept:  # noqa: F811
    feed, _ = books.add_feed(store, url)
    answer = Answer(**{"outcome": "read", "items": items, "kind": "rss"} | more)
    return keep_poll(store, feed, answer, Limits(pace=Pace(), room=room, first=4), at, random.Random(1))


def states(store: Store) -> dict[str, str]:  # noqa: F811
    with store.read() as connection:
        return {row.key: row.state for row in connection.execute(select(feed_items.c.key, feed_items.c.state))}


def test_an_item_waits_once(store: Store) -> None:  # noqa: F811
    assert len(poll(store, offered(1), offered(2)).fresh) == 2
    assert poll(store, offered(1), offered(2)).fresh == ()
    assert [due.url for due in queue.listed(store)] == ["https://news.example/1", "https://news.example/2"]


@pytest.mark.parametrize(
    "again",
    [
        pytest.param({"key": "other"}, id="a new id"),
        pytest.param({"key": "other", "url": "https://NEWS.example:443/1?utm_source=rss&fbclid=x#top"}, id="an address with tracking"),
        pytest.param({"key": "other", "url": "https://news.example/1?session=7", "text": "long " * 60}, id="both, the text stays"),
        pytest.param({"key": "id1", "url": "https://news.example/corrected"}, id="a new address"),
    ],
)  # fmt: skip
def test_what_was_there_before_is_known_again(store: Store, again: dict[str, Any]) -> None:  # noqa: F811
    poll(store, offered(1, text="long " * 60))
    assert poll(store, offered(1, **{"text": "long " * 60} | again)).fresh == ()
    assert list(states(store)) == ["id1"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"title": "Live"}, {"title": "Live"}, id="a headline that says nothing"),
        pytest.param({"title": None}, {"title": None}, id="none, as in a sitemap"),
        pytest.param({"title": "Morning briefing", "published": "2026-03-12"}, {"title": "Morning briefing", "published": "2026-03-12"}, id="a day and no hour"),
    ],
)  # fmt: skip
def test_two_items_that_look_alike_are_two(store: Store, one: dict[str, Any], other: dict[str, Any]) -> None:  # noqa: F811
    assert len(poll(store, offered(1, **one), offered(2, **other)).fresh) == 2


def test_a_page_that_two_feeds_give_is_fetched_once(store: Store) -> None:  # noqa: F811
    poll(store, offered(1))
    assert poll(store, offered("x", url="https://news.example/1"), url="https://other.example/rss").fresh == ()
    assert states(store) == {"id1": "waiting", "idx": "elsewhere"}


def test_what_finds_no_room_comes_with_the_next_poll(store: Store) -> None:  # noqa: F811
    kept = poll(store, *(offered(n) for n in range(3)), room=1, etag='"a"')
    assert (len(kept.fresh), kept.put_off) == (1, 2)
    assert books.list_feeds(store)[0].etag is None  # else the next poll would hear that nothing is new
    assert kept.wait is not None
    assert kept.wait <= Pace().floor
    assert len(poll(store, *(offered(n) for n in range(3)), etag='"a"').fresh) == 2
    assert books.list_feeds(store)[0].etag == '"a"'


def test_of_a_new_feed_the_newest_are_taken(store: Store) -> None:  # noqa: F811
    kept = poll(store, *(offered(n, published=f"2026-03-{n:02}T00:00:00Z") for n in range(1, 9)))
    assert kept.left_out == 4
    assert {key for key, state in states(store).items() if state == "older"} == {"id1", "id2", "id3", "id4"}


@pytest.mark.parametrize(
    ("published", "kept"),
    [("2026-03-12T10:00:00Z", True), ("2026-03-12T12:30:00Z", True), ("2031-01-01T00:00:00Z", False), ("1970-01-01T00:00:00Z", False),
     (None, False), ("yesterday", False)],
)  # fmt: skip
def test_dates_that_cannot_be_are_not_believed(store: Store, published: str | None, kept: bool) -> None:  # noqa: F811
    poll(store, offered(1, published=published))
    with store.read() as connection:
        assert connection.scalar(select(feed_queue.c.published_at)) == (published if kept else None)
        assert connection.scalar(select(feed_items.c.at)) <= "2026-03-12T12:00:00.000000Z"


def test_a_feed_that_moved_on_too_fast_has_a_gap(store: Store) -> None:  # noqa: F811
    poll(store, *(offered(n) for n in range(4)))
    poll(store, *(offered(n) for n in range(2, 6)), at=NOON + timedelta(hours=1))
    assert gaps(store) == []  # two of them were known
    poll(store, *(offered(n) for n in range(9, 13)), at=NOON + timedelta(hours=3))
    (gap,) = gaps(store)
    assert (gap["kind"], gap["from_at"][:16], gap["to_at"][:16]) == ("window", "2026-03-12T13:00", "2026-03-12T15:00")
    assert "all 4 items were new" in gap["message"]
    assert feed_rows(store, now=NOON + timedelta(hours=3))[0]["gaps"] == 1


def test_a_feed_that_is_gone_is_paused_and_says_so(store: Store) -> None:  # noqa: F811
    kept = poll(store, outcome="failed", code="gone", message=f"{URL} answers 410 Gone")
    assert kept.wait is None
    (row,) = feed_rows(store, now=NOON)
    assert (row["health"], row["says"]) == ("paused", "paused: its publisher says that it is gone for good")
    assert poll(store, offered(1)).outcome == "dropped"


def test_a_feed_that_fails_keeps_its_marks_and_counts(store: Store) -> None:  # noqa: F811
    poll(store, offered(1), etag='"a"')
    for n in range(3):
        poll(
            store,
            outcome="failed",
            code="http_status",
            message=f"{URL} answers 503 Service Unavailable",
            at=NOON + timedelta(hours=1 + n),
        )
    feed = books.list_feeds(store)[0]
    assert (feed.failures, feed.etag, feed.polls) == (3, '"a"', 4)
    (row,) = feed_rows(store, now=NOON + timedelta(hours=3))
    assert row["says"] == "failing for 2 hours: it answers 503 Service Unavailable; asked again in 20 minutes"
    poll(store, outcome="not-modified", at=NOON + timedelta(hours=4))
    feed = books.list_feeds(store)[0]
    assert (feed.failures, feed.code, feed.unchanged) == (0, None, 1)
    with store.read() as connection:
        outcomes = connection.execute(select(feed_polls.c.outcome).order_by(feed_polls.c.at)).scalars().all()
    assert outcomes == ["new", "failed", "failed", "failed", "not-modified"]


def test_a_moved_feed_stays_what_it_is_where_the_new_address_is_watched_already(store: Store) -> None:  # noqa: F811
    books.add_feed(store, "https://news.example/new")
    poll(store, offered(1), moved_to="https://news.example/new")
    assert {feed.url for feed in books.list_feeds(store)} == {URL, "https://news.example/new"}


@pytest.mark.parametrize(
    ("page", "allowed"),
    [("https://news.example/1", True), ("http://news.example:8080/1", True), ("http://10.0.0.1/admin", False)],
)
def test_a_feed_of_this_network_speaks_for_its_own_host_only(store: Store, page: str, allowed: bool) -> None:  # noqa: F811
    books.add_feed(store, URL, allow_private=True)
    poll(store, offered(1, url=page))
    with store.read() as connection:
        assert bool(connection.scalar(select(feed_queue.c.allow_private))) is allowed

"""How feeds are, in words: silence against habit, and what the page of today says of coverage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.desk.coverage import coverage
from sayso.desk.feeds import feed_rows, number, span, trouble, volume
from sayso.store import Store, open_store
from sayso.watch import books
from sayso.watch.polled import Answer, Limits, Offered, keep_poll
from sayso.watch.schedule import Pace

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def gave(store: Store, every: timedelta, count: int, *, until: datetime = NOON, pause: timedelta | None = None) -> None:
    """A feed that gave so many items, the last at `until`, with one longer pause in the middle."""
    feed, _ = books.add_feed(store, "https://news.example/rss", title="Example News")
    times = [until - every * n - (pause or timedelta()) * (n > count // 2) for n in range(count)]
    items = tuple(
        Offered(key=str(n), url=f"https://news.example/{n}", title=f"Headline {n}", published=at.isoformat())
        for n, at in enumerate(times)
    )
    limits = Limits(pace=Pace(), room=1_000, first=1_000)
    keep_poll(store, feed, Answer(outcome="read", items=items, kind="rss"), limits, until + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("habit", "later", "health", "says"),
    [
        pytest.param(
            (1.7, 60, None), 49, "silent", "silent for 2 days; usually 14 a day", id="two days are much for 14 a day"
        ),
        pytest.param((1.7, 60, None), 4, "well", "well; usually 14 a day", id="four hours are not"),
        pytest.param((1.0, 60, 10), 14, "well", "", id="it had paused for ten hours before: a night"),
        pytest.param((1.0, 60, 10), 20, "silent", "", id="twenty are no night"),
        pytest.param((24.0, 10, None), 72, "well", "well; usually 1 a day", id="three days are little for one a day"),
        pytest.param((24.0, 3, None), 720, "well", "well", id="three items tell no habit"),
    ],
)
def test_silence_is_judged_by_habit(
    tmp_path: Path, habit: tuple[float, int, float | None], later: float, health: str, says: str
) -> None:
    every, count, pause = habit
    with open_store(tmp_path / "s.db", create=True) as store:
        gave(store, timedelta(hours=every), count, pause=timedelta(hours=pause) if pause else None)
        feed = books.list_feeds(store)[0]
        now = NOON + timedelta(hours=later)
        with store._writing() as connection:  # it was asked and answered all the time
            connection.exec_driver_sql(f"UPDATE feeds SET next_due = '{now.isoformat()}' WHERE id = '{feed.id}'")
        (row,) = feed_rows(store, now=now)
    assert row["health"] == health
    assert row["says"].startswith(says)


def test_coverage_names_what_is_silent_and_what_fails(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db", create=True) as store:
        assert coverage(store)["feeds"] == 0
        assert coverage(store)["says"] is None
        gave(store, timedelta(hours=1), 50)
        other, _ = books.add_feed(store, "https://other.example/rss", title="Other")
        failed = Answer(outcome="failed", code="network", message="https://other.example/rss cannot be fetched: reset")
        now = NOON + timedelta(days=1)
        keep_poll(store, other, failed, Limits(pace=Pace(), room=9, first=9), now)
        with store._writing() as connection:
            connection.exec_driver_sql(f"UPDATE feeds SET next_due = '{now.isoformat()}' WHERE title = 'Example News'")
        found = coverage(store, now=now)
    assert [one["title"] for one in found["silent"]] == ["Example News"]
    assert [one["words"].partition(";")[0] for one in found["failing"]] == ["failing: it cannot be fetched: reset"]
    assert found["says"] == "2 feeds watched: 1 failing, 1 silent"
    assert found["queue"] == 50


def test_volume_has_every_day(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db", create=True) as store:
        gave(store, timedelta(hours=12), 10)
        days = volume(store, books.list_feeds(store)[0].id, days=7, now=NOON)
    assert [one["day"] for one in days][-1] == "2026-03-12"
    assert [one["items"] for one in days] == [0, 0, 2, 2, 2, 2, 2]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (20, "1 minute"),
        (125, "2 minutes"),
        (3_600, "1 hour"),
        (90_000, "25 hours"),
        (172_800, "2 days"),
        (900_000, "10 days"),
    ],
)
def test_spans(seconds: float, said: str) -> None:
    assert span(seconds) == said


@pytest.mark.parametrize(("rate", "said"), [(14.2, "14"), (2.5, "2.5"), (3.0, "3"), (0.26, "0.3")])
def test_rates(rate: float, said: str) -> None:
    assert number(rate) == said


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("https://a.example/rss answers 503 Service Unavailable", "it answers 503 Service Unavailable"),
        ("'https://a.example/rss': only http is read", "only http is read"),
        ("the redirects of https://a.example/rss?x=1 go in a circle", "the redirects of it go in a circle"),
        (None, "it cannot be read"),
    ],
)
def test_trouble_is_said_of_the_feed(message: str | None, said: str) -> None:
    assert trouble(message, "https://a.example/rss") == said


def test_silence_counts_from_when_news_came_here(tmp_path: Path) -> None:
    """Items may bear times long before the poll that brought them."""
    with open_store(tmp_path / "s.db", create=True) as store:
        gave(store, timedelta(hours=1), 60)
        feed = books.list_feeds(store)[0]
        now = NOON + timedelta(hours=17)
        late = Offered(key="late", url="https://news.example/late", title="Late", published=NOON.isoformat())
        keep_poll(
            store, feed, Answer(outcome="read", items=(late,), kind="rss"), Limits(pace=Pace(), room=9, first=9), now
        )
        (row,) = feed_rows(store, now=now + timedelta(minutes=1))
    assert (row["health"], row["silent_hours"]) == ("well", 0.0)

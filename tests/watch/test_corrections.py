"""A page whose item comes again with other words is read once more, and no feed can make us read it without end."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from sayso.store import Store, open_store
from sayso.store.watch_tables import feed_items, feeds
from sayso.watch import queue
from sayso.watch.clock import stamp
from tests.store.conftest import store, where  # noqa: F401
from tests.watch.net import Net, feed, item, page
from tests.watch.test_polled import NOON, offered, poll
from tests.watch.test_run import URL, added, watch


def done(store: Store, at: datetime) -> None:  # noqa: F811
    """All that waits is read at that time."""
    with store._writing() as connection:
        for due in queue.listed(store):
            queue.settled(connection, due.page, state="coded", how="page", message=None, input_id=None, now=at)


@pytest.mark.parametrize(
    ("again", "after", "expected"),
    [
        pytest.param({"title": "CORRECTED: Headline 1 of the day"}, 60, 1, id="a headline that is corrected"),
        pytest.param({"text": "The ministry has withdrawn its statement."}, 60, 1, id="another summary"),
        pytest.param({}, 60, 0, id="the same words"),
        pytest.param({"title": "CORRECTED: Headline 1"}, 5, 0, id="it was read a moment ago: later"),
        pytest.param({"title": "Another", "url": "https://news.example/else"}, 60, 0, id="another address is another matter"),
        pytest.param({"title": "Headline 1, tidied"}, 60 * 24 * 8, 0, id="after a week it is tidied"),
    ],
)  # fmt: skip
def test_what_is_read_again(store: Store, again: dict[str, Any], after: int, expected: int) -> None:  # noqa: F811
    poll(store, offered(1), offered(2))
    done(store, NOON + timedelta(minutes=1))
    if after > 60 * 24:
        done_at = stamp(NOON + timedelta(minutes=after - 60))
        with store._writing() as connection:
            connection.execute(update(feed_items).values(done_at=done_at))
    kept = poll(store, offered(1, **again), offered(2), at=NOON + timedelta(minutes=after))
    assert len(kept.fresh) == expected
    assert len(queue.listed(store)) == expected


def test_what_waits_is_not_queued_twice(store: Store) -> None:  # noqa: F811
    poll(store, offered(1))
    assert poll(store, offered(1, title="CORRECTED"), at=NOON + timedelta(hours=1)).fresh == ()
    assert len(queue.listed(store)) == 1


def test_a_correction_that_comes_too_soon_is_not_lost(store: Store) -> None:  # noqa: F811
    """The next request is not conditional, so that the feed is read again although it stays the same."""
    poll(store, offered(1), etag="one")
    done(store, NOON + timedelta(minutes=1))
    poll(store, offered(1, title="CORRECTED"), at=NOON + timedelta(minutes=5), etag="two")
    with store.read() as connection:
        assert connection.scalar(select(feeds.c.etag)) is None
    assert len(poll(store, offered(1, title="CORRECTED"), at=NOON + timedelta(hours=1), etag="two").fresh) == 1
    with store.read() as connection:
        assert connection.scalar(select(feeds.c.etag)) == "two"


def test_a_feed_that_changes_at_every_poll_costs_a_handful_of_requests(store: Store) -> None:  # noqa: F811
    poll(store, offered(1))
    done(store, NOON)
    reads = 0
    for n in range(1, 7 * 24 * 4):  # each quarter of an hour for a week
        at = NOON + timedelta(minutes=15 * n)
        if poll(store, offered(1, title=f"Headline: {n} comments"), at=at).fresh:
            reads += 1
            done(store, at + timedelta(seconds=5))
    assert 4 <= reads <= 10


def test_the_new_text_becomes_a_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.watch.corrections.LEAST", timedelta())
    net = Net({URL: feed([item(1)]), "https://news.example/1": page(1)})
    path = tmp_path / "sayso.db"
    added(path)
    watch(path, net)
    with open_store(path) as own, own._writing() as connection:  # it was read long ago
        connection.execute(update(feed_items).values(seen_at=stamp(NOON), done_at=stamp(NOON)))
    net.sites[URL] = feed([item(1, title="CORRECTED: Group7 attacked Town1")])
    net.sites["https://news.example/1"] = page(1, "Group7 attacked Town1. An earlier version named another group.")
    tally, _ = watch(path, net)
    assert (tally.coded, tally.items) == (1, 1)
    with open_store(path) as own, own.read() as connection:
        versions = connection.exec_driver_sql("SELECT version FROM articles ORDER BY version").all()
        actors = connection.exec_driver_sql("SELECT actor_id FROM event_actors ORDER BY actor_id").scalars().all()
    assert [row[0] for row in versions] == [1, 2]
    assert "actor:group1" not in actors
    assert "actor:group7" in actors

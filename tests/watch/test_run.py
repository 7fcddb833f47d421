"""The whole watcher on a network in memory: what is new is fetched once, recorded once, and becomes events."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from sayso.errors import ConfigError
from sayso.store import Store, open_store
from sayso.store.watch_tables import feed_items, feed_queue, feeds
from sayso.watch import Settings, Watcher, books, health
from sayso.watch.run import News, Tally
from sayso.watch.schedule import Pace
from tests.coding.fake import FACTORY
from tests.watch.net import Net, feed, item, page, refused

URL = "https://news.example/feed.json"


def settings(net: Net, **more: Any) -> Settings:
    return Settings(**{"once": True, "gap": 0.0, "readers": FACTORY, "fetcher": net, "derive_seconds": 0.2} | more)


def watch(path: Path, net: Net, **more: Any) -> tuple[Tally, list[News]]:
    """Watch once, and hear what happened."""
    heard: list[News] = []
    watcher = Watcher(str(path), settings(net, **more), told=lambda news, _tally: heard.append(news))
    return watcher.run(), heard


def added(path: Path, *urls: str) -> None:
    with open_store(path, create=True) as store:
        for url in urls or (URL,):
            books.add_feed(store, url)


def states(store: Store) -> dict[str, str]:
    with store.read() as connection:
        rows = connection.execute(select(feed_items.c.key, feed_items.c.state, feed_items.c.how)).all()
    return {row.key: row.state + (f" by {row.how}" if row.how not in (None, "page") else "") for row in rows}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sayso.db"


def test_what_a_feed_brings_becomes_events(path: Path) -> None:
    net = Net({URL: feed([item(1), item(2)]), "https://news.example/1": page(1), "https://news.example/2": page(2)})
    added(path)
    tally, heard = watch(path, net)
    assert (tally.polls, tally.items, tally.coded, tally.queue) == (1, 2, 2, 0)
    assert heard[0].what == "started"
    assert heard[-1].what == "ended"
    with open_store(path) as store:
        assert states(store) == {"id1": "coded", "id2": "coded"}
        assert len(store.pending(9)) == 0
        balance = store.balance()
        assert (balance.inputs, balance.coded, balance.adds_up) == (2, 2, True)
        with store.read() as connection:
            assert connection.execute(select(feed_queue)).all() == []
            assert connection.exec_driver_sql("SELECT count(*) FROM events").scalar() == 2


def test_a_second_look_asks_conditionally_and_fetches_nothing_again(path: Path) -> None:
    net = Net({URL: feed([item(1)]), "https://news.example/1": page(1)})
    added(path)
    watch(path, net)
    tally, _ = watch(path, net)
    assert (tally.polls, tally.unchanged, tally.items) == (1, 1, 0)
    assert net.asked.count("https://news.example/1") == 1
    assert net.conditional[URL] == 1
    with open_store(path) as store, store.read() as connection:
        assert connection.scalar(select(feeds.c.unchanged)) == 1


def test_robots_are_asked_once_and_obeyed(path: Path) -> None:
    long = "Group2 attacked Town2. " + "The feed itself carries the whole text of this article. " * 12
    net = Net(
        {
            URL: feed([item(1), item(2, content_text=long), item(3, host="free.example")]),
            "https://news.example/robots.txt": "User-agent: sayso\nDisallow: /\n",
            "https://news.example/1": page(1),
            "https://news.example/2": page(2),
            "https://free.example/3": page(3),
        }
    )
    added(path)
    tally, _ = watch(path, net)
    assert sorted(url for url in net.asked if url.endswith("robots.txt")) == [
        "https://free.example/robots.txt",
        "https://news.example/robots.txt",
    ]
    assert not {"https://news.example/1", "https://news.example/2"} & set(net.asked)
    assert (tally.coded, tally.quarantined) == (2, 1)
    with open_store(path) as store:
        assert states(store) == {"id1": "quarantined", "id2": "coded by feed-text", "id3": "coded"}
        assert store.balance().adds_up
        with store.read() as connection:
            told = connection.execute(select(feed_items.c.message).order_by(feed_items.c.key)).scalars().all()
    assert "robots.txt asks programs not to" in told[0]
    assert told[1] == "the text of the feed: the site's robots.txt asks programs not to read the page"
    watch(path, net)
    assert sum(url.endswith("robots.txt") for url in net.asked) == 2  # the store remembers


def test_pages_that_fail_wait_and_are_told_apart(path: Path) -> None:
    net = Net(
        {
            URL: feed([item(1), item(2), item(3, host="down.example")]),
            "https://news.example/1": refused(status=503, retry_after=9_000),
            "https://news.example/2": refused(status=404),
            "https://down.example/robots.txt": refused("network"),
        }
    )
    added(path)
    tally, heard = watch(path, net)
    assert (tally.coded, tally.quarantined, tally.queue) == (0, 1, 2)
    assert {(n.data["code"], n.data["next_in"]) for n in heard if n.what == "retry"} == {
        ("http_status", 9_000),
        ("robots_unreachable", 300),
    }
    with open_store(path) as store:
        assert states(store) == {"id1": "waiting", "id2": "quarantined", "id3": "waiting"}
    net.asked.clear()
    tally, _ = watch(path, net)  # too early to try again
    assert tally.queue == 2
    assert [url for url in net.asked if "/1" in url] == []


def test_a_feed_whose_site_names_us_is_left_alone(path: Path) -> None:
    net = Net(
        {
            URL: feed([item(1)]),
            "https://news.example/robots.txt": "User-agent: sayso\nDisallow: /\n",
            "https://news.example/1": page(1),
        }
    )
    added(path)

    def told(news: News, tally: Tally) -> None:
        if news.what == "poll" and tally.polls == 3:
            watcher.end()

    pace = Pace(floor=0.3, first=0.3, cap=0.3, sick=0.3)
    watcher = Watcher(str(path), settings(net, once=False, pace=pace), told=told)
    watcher.run()
    assert net.asked.count(URL) == 1  # before its robots.txt was known
    with open_store(path) as store:
        assert "asks sayso by name not to read it" in health.feeds(store)[0]["says"]


def test_one_request_at_a_time_to_a_host_and_a_pause_between_two(path: Path) -> None:
    net = Net({URL: feed([item(n) for n in range(4)] + [item("x", host="other.example")])}, seconds=0.05)
    net.sites |= {f"https://news.example/{n}": page(n) for n in range(4)} | {"https://other.example/x": page("x")}
    added(path)
    began = time.monotonic()
    tally, _ = watch(path, net, gap=0.3)
    assert tally.coded == 5
    assert max(net.most_busy.values()) == 1
    assert time.monotonic() - began >= 5 * 0.3  # feed, robots.txt and four pages of one host


def test_a_feed_that_is_added_meanwhile_is_asked_soon(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.watch.run.LOOK", 0.2)
    net = Net({URL: feed([item(1)]), "https://news.example/1": page(1)})
    open_store(path, create=True).close()

    def told(news: News, _tally: Tally) -> None:
        if news.what == "started":
            added(path)
        elif news.what == "article":
            watcher.end()

    watcher = Watcher(str(path), settings(net, once=False, seconds=60.0), told=told)
    assert watcher.run().coded == 1


def test_what_the_press_cannot_write_ends_the_watcher_in_words(path: Path) -> None:
    net = Net({URL: feed([item(1)]), "https://news.example/1": page(1)})
    added(path)
    with pytest.raises(ConfigError):
        watch(path, net, readers="tests.coding.fake:never", jobs=1)
    with open_store(path) as store:
        assert states(store) == {"id1": "waiting"}  # nothing is lost
    tally, _ = watch(path, net)
    assert tally.coded == 1

"""Sick feeds over the real fetcher: each says in words what is wrong and is asked ever less; healthy ones miss nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sayso.store import open_store
from sayso.watch import Settings, Watcher, books, health
from sayso.watch.fetching import is_near
from tests.coding.fake import FACTORY
from tests.servers import SICK, FeedServer

READABLE = {kind for kind, about in SICK.items() if not about.codes}
QUICK = sorted(set(SICK) - {"silent", "trickle", "trickle-head", "endless"})  # those that take no patience
HOURS_4 = 4 * 3_600


def watched(path: Path, server: FeedServer, **more: Any) -> list[dict[str, Any]]:
    settings = Settings(
        **{
            "once": True,
            "gap": 0.0,
            "readers": FACTORY,
            "resolve": server.resolve,
            "allow_private": True,
            "timeout": 10.0,
        }
        | more
    )
    Watcher(str(path), settings).run()
    with open_store(path) as store:
        return health.feeds(store)


@pytest.mark.slow
def test_each_kind_of_sick_feed_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with FeedServer() as server, open_store(path, create=True) as store:
        kinds = {books.add_feed(store, server.sick(kind))[0].id: kind for kind in QUICK}
        well = server.feed("well")
        for n in range(3):
            well.add(
                f"Group{n} attacked Town{n}", [f"Group{n} attacked Town{n}.", "Nobody knew more of it on that day."]
            )
        own = books.add_feed(store, well.url)[0].id
        rows = {row["id"]: row for row in watched(path, server)}
    assert rows[own]["health"] == "well"
    assert (rows[own]["items"], rows[own]["coded"]) == (3, 3)
    for feed_id, kind in kinds.items():
        row = rows[feed_id]
        if kind in READABLE:
            assert row["health"] in ("well", "silent"), kind
            continue
        if kind == "private":  # the watcher was allowed private addresses, and nothing listens there
            assert row["health"] == "failing"
            continue
        assert row["health"] == ("paused" if kind == "410" else "failing"), kind
        assert row["code"] in (*SICK[kind].codes, "gone"), kind
        assert len(row["says"]) > 20, kind
        assert "_" not in row["code"] or row["code"] not in row["says"], kind  # words, no codes
        if kind != "410":
            due = datetime.fromisoformat(row["next_due"]) - datetime.now(UTC)
            assert timedelta(0) < due <= timedelta(seconds=HOURS_4), kind


def test_a_feed_that_is_sent_away_says_for_how_long(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with FeedServer() as server, open_store(path, create=True) as store:
        books.add_feed(store, server.sick("429"))
        before = watched(path, server)[0]
        again = watched(path, server)[0]  # too early: not even asked
        asked = len(server.log)
    assert before["says"].startswith("failing: it answers 429")
    assert "asked again in" in before["says"]
    assert (again["polls"], asked) == (1, 1)


def test_items_whose_ids_change_are_fetched_once(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with FeedServer() as server, open_store(path, create=True) as store:
        feed = server.feed("restless", shifting=True)
        for n in range(5):
            feed.add(
                f"Group{n} attacked Town{n}", [f"Group{n} attacked Town{n}.", "Nobody knew more of it on that day."]
            )
        books.add_feed(store, feed.url)
        books.add_feed(store, server.sick("shifting"))  # there, the address changes too
        for _ in range(3):
            rows = watched(path, server)
        fetched = [seen.path for seen in server.log if seen.path.startswith("/article/")]
        moved = [seen for seen in server.log if seen.host == "shifting.example" and seen.path != "/robots.txt"]
    assert sorted(fetched) == [f"/article/restless/{n}" for n in range(1, 6)]
    assert {row["items"] for row in rows} == {5}
    assert len([seen for seen in moved if "session" not in seen.path and seen.path.strip("/").isdigit()]) <= 5
    with open_store(path) as store:
        assert all(feed.shifting for feed in books.list_feeds(store))


def test_a_feed_that_has_moved_for_good_is_asked_there(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with FeedServer() as server, open_store(path, create=True) as store:
        feed = server.feed("alpha")
        feed.add("Group1 attacked Town1", ["Group1 attacked Town1."])
        old = server.put("/old", b"", status=301, headers=[("location", feed.url)], host="old.example")
        own = books.add_feed(store, old)[0].id
        watched(path, server)
        moved = books.get_feeds(store, [own])[own]
        assert (moved.url, moved.moved_from) == (feed.url, old)
        watched(path, server)
        assert server.asked("/old") == 1
        assert server.asked("/feed") == 2


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("192.168.0.9", True),
        ("::1", True),
        ("fd00::1", True),
        ("169.254.169.254", False),  # where clouds keep secrets
        ("fe80::1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::ffff:169.254.169.254", False),
    ],
)
def test_what_a_user_may_allow(address: str, near: bool) -> None:
    import ipaddress

    assert is_near(ipaddress.ip_address(address)) is near

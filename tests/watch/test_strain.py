"""A small run of benchmarks/watching.py: sick feeds of 20 kinds beside healthy ones, over the network, on a fast clock."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from benchmarks.watching import HOURS, KINDS, WARM, growth, run_feeds

from sayso.store import open_store
from sayso.watch import Watcher, robots, upkeep
from sayso.watch.clock import Clock
from sayso.watch.manners import HOSTS, Manners
from tests.watch.net import Net, feed, item, page
from tests.watch.test_run import URL, added, path, settings  # noqa: F401


@pytest.mark.slow
def test_healthy_feeds_miss_nothing_beside_sick_ones(tmp_path: Path) -> None:
    found = run_feeds(tmp_path / "s.db", dict.fromkeys(KINDS, 1), 5, 20.0, 20.0)
    assert found["published"] >= 8
    assert (found["missed"], found["doubled"], found["without_reason"]) == (0, 0, 0)
    assert 0 < found["longest_hours"] <= HOURS
    assert len(found["reasons"]) >= len(KINDS) - 1  # all but the one whose items only change their ids


def test_growth_is_reckoned_once_memory_is_warm() -> None:
    flat = [(n * 500, 100.0 if n > 9 else 60.0, 200.0) for n in range(30)]
    assert growth(flat)["growth_from_article"] == WARM
    assert growth(flat)["growth_watcher_percent_per_10000"] == 0.0
    leak = [(n * 500, 100.0 + n * 0.5, 200.0) for n in range(30)]  # half a MiB for 500 articles
    assert 9 < growth(leak)["growth_watcher_percent_per_10000"] < 10


def test_what_is_kept_of_sites_has_a_bound() -> None:
    """Items of gathered feeds lead to ever new hosts, and each of these has its rules."""
    manners = Manners(Clock(), gap=0.0, most_delay=30.0)
    kept = robots.RulesKept()
    until = datetime(2026, 3, 12, tzinfo=UTC)

    async def ask() -> None:
        for n in range(2 * HOSTS):
            async with manners.turn(f"https://site{n}.example"):
                pass

    asyncio.run(ask())
    for n in range(2 * robots.SITES):
        kept.keep(robots.Rules(f"https://site{n}.example", until, "Disallow: /x\n"))
    assert HOSTS // 2 < len(manners._hosts) <= HOSTS
    assert len(kept) == robots.SITES
    assert kept.get(f"https://site{2 * robots.SITES - 1}.example")
    assert kept.get("https://site0.example") is None
    for n in range(40):
        kept.keep(robots.Rules(f"https://long{n}.example", until, "x" * 400_000))
    assert kept.size <= robots.LENGTH


def test_a_host_that_is_asked_is_never_forgotten() -> None:
    """Else a second request would go to it meanwhile."""
    manners = Manners(Clock(), gap=60.0, most_delay=30.0)

    async def ask() -> None:
        async with manners.turn("https://long.example"):
            for n in range(2 * HOSTS):
                manners.slower(f"https://site{n}.example", None)
            assert "long.example" in manners._hosts
        for n in range(2 * HOSTS):
            manners.slower(f"https://other{n}.example", None)
        assert "long.example" in manners._hosts  # its pause is not over

    asyncio.run(ask())


def test_a_watcher_keeps_nothing_of_articles_that_are_done(path: Path) -> None:  # noqa: F811
    """Articles from twenty hosts, and then none of them anywhere."""
    count = 120
    sites = {f"https://h{n % 20}.example/{n}": page(n) for n in range(count)}
    items = [item(n, host=f"h{n % 20}.example") for n in range(count)]
    net = Net(sites | {URL: feed(items)})
    added(path)
    watcher = Watcher(str(path), settings(net, first_items=count, derive_after=200, in_hand=200))
    assert watcher.run().coded == count
    pages = watcher._pages
    held = [pages._waiting, pages._hand, pages.tasks, watcher._asking, watcher._rests]
    assert [len(one) for one in held] == [0, 0, 0, 0, 1]
    assert sum(len(schedule._heap) for schedule in pages._hosts.values()) == 0
    assert len(watcher._schedule._heap) == 0


def test_connections_of_a_watcher_keep_little_of_the_file(path: Path) -> None:  # noqa: F811
    """The usual 32 MiB each fill only after many thousand articles."""
    with open_store(path, create=True):
        pass
    with upkeep.opened(str(path), upkeep.PRESS_CACHE) as store:
        for way in (store.read, store._writing, store._reading):
            with way() as connection:
                assert connection.exec_driver_sql("PRAGMA cache_size").scalar() == -upkeep.PRESS_CACHE

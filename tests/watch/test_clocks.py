"""The time of day jumps, and no poll is skipped or made twice: schedules run on a clock that only goes forward."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sayso.store import open_store
from sayso.watch import Settings, Watcher, books
from sayso.watch.clock import Fast
from sayso.watch.run import News, Tally
from sayso.watch.schedule import Pace
from tests.coding.fake import FACTORY
from tests.watch.net import Net, answer, feed, item

EVERY = 600.0
POLLS = 40
JUMPS = [
    timedelta(hours=1),
    timedelta(hours=-1),
    timedelta(days=1),
    timedelta(days=-1),
    timedelta(hours=1),
    timedelta(hours=-1),
]


class Jumpy(Fast):
    """A clock whose time of day somebody sets."""

    set_by = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.set_by


def test_no_jump_of_the_clock_moves_a_poll(tmp_path: Path) -> None:
    clock = Jumpy(2_000)
    net, asked = Net(), list[float]()
    url = "https://news.example/feed"

    def give() -> str:
        asked.append(clock.monotonic())
        return feed([item(n) for n in range(len(asked))])  # one more each time: none may be missed

    def told(news: News, tally: Tally) -> None:
        if news.what == "poll" and tally.polls % 6 == 3:
            clock.set_by += JUMPS[tally.polls // 6 % len(JUMPS)]
        if tally.polls >= POLLS:
            watcher.end()

    net.sites[url] = give
    net.sites |= {
        f"https://news.example/{n}": answer(
            f"https://news.example/{n}", f"Group{n} attacked Town{n}.", media_type="text/plain"
        )
        for n in range(POLLS + 2)
    }
    with open_store(tmp_path / "s.db", create=True) as store:
        books.add_feed(store, url)
    pace = Pace(floor=EVERY, cap=EVERY, first=EVERY, jitter=0.0)
    settings = Settings(pace=pace, clock=clock, fetcher=net, readers=FACTORY, gap=0.0)
    watcher = Watcher(str(tmp_path / "s.db"), settings, told=told)
    tally = watcher.run()
    pauses = [b - a for a, b in pairwise(asked)]
    assert len(asked) >= POLLS
    assert min(pauses) >= 0.95 * EVERY  # none came early, and so none twice
    assert (
        max(pauses) <= 30 * EVERY
    )  # a busy machine is late by seconds, which are hours here; a skipped day is 144 times this
    assert tally.items == len(asked)
    assert net.asked.count("https://news.example/5") == 1

"""kill -9 while watching: no article is lost, none is there twice, and events are as if nobody had killed it."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from sayso.store import open_store
from sayso.watch import Settings, Watcher, books
from tests.coding.fake import FACTORY
from tests.coding.kill_loop import forked, sound
from tests.watch.net import Net, answer, feed, item, refused

POINTS = {
    "before_poll": 3,
    "after_poll": 3,
    "fetched": 6,
    "received": 6,
    "read": 6,
    "before_record": 6,
    "statement": 250,
    "in_transaction": 60,
    "after_commit": 6,
    "before_derive": 2,
    "after_derive": 2,
}
FEEDS = [f"https://outlet{n}.example/feed" for n in range(3)]
LEFT_OUT = ("run_id", "received_at", "seen_at", "ordered_at", "first_seen", "number", "at", "done_at", "seen")


def sites() -> Net:
    """Three outlets with new articles, a repetition, a page without text, one that is gone, and one that two feeds give."""
    pages = {}
    for n, url in enumerate(FEEDS):
        host = f"outlet{n}.example"
        listed = [item(f"{k}", host=host, published=f"2026-03-12T0{k}:00:00Z") for k in range(4)]
        listed.append(item("shared", host="wire.example", published="2026-03-12T09:00:00Z"))
        pages[url] = feed(listed, title=f"Outlet {n}")
        for k in range(3):
            words = f"Group{n}x{k} attacked Town{n}." if k else "The same quiet day as everywhere."
            pages[f"https://{host}/{k}"] = answer(f"https://{host}/{k}", words, media_type="text/plain")
        pages[f"https://{host}/3"] = refused(status=404)
    pages["https://wire.example/shared"] = answer(
        "https://wire.example/shared", "Wire attacked Cable.", media_type="text/plain"
    )
    return Net(pages)


def watch(path: Path) -> None:
    settings = Settings(once=True, gap=0.0, readers=FACTORY, fetcher=sites(), derive_seconds=0.1, derive_after=4)
    Watcher(str(path), settings).run()


def rows(path: Path) -> Counter[str]:
    """Every row of the ledger and of what is derived, and how each item ended."""
    out: Counter[str] = Counter()
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        for table in ("inputs", "articles", "documents", "claims", "links", "events", "event_claims", "copies"):
            for row in connection.execute(f"SELECT * FROM {table}"):
                out[repr([table, {k: row[k] for k in row.keys() if k not in LEFT_OUT}])] += 1  # noqa: SIM118
        for row in connection.execute(
            "SELECT page, min(state), max(how) FROM feed_items WHERE state <> 'elsewhere' GROUP BY page"
        ):
            out[repr(["item", *row])] += 1
        out["queue"] = connection.execute("SELECT count(*) FROM feed_queue").fetchone()[0]
    connection.close()
    return +out


@pytest.mark.slow
@pytest.mark.parametrize("point", list(POINTS))
def test_the_store_is_as_if_nobody_had_killed_the_watcher(point: str, tmp_path: Path) -> None:
    def made(path: Path) -> None:
        with open_store(path, create=True) as store:
            for url in FEEDS:
                books.add_feed(store, url)

    undisturbed = tmp_path / "undisturbed.db"
    assert forked(lambda: made(undisturbed))
    assert forked(lambda: watch(undisturbed))
    wanted = rows(undisturbed)
    assert (
        sum(n for row, n in wanted.items() if "'inputs'" in row) == 13
    )  # 3 outlets with 4 pages each, and the shared one
    draw, kills = random.Random(point), 0
    for turn in range(2 if point in ("statement", "in_transaction") else 1):
        path = tmp_path / f"{turn}.db"
        assert forked(lambda path=path: made(path))  # type: ignore[misc]
        for tries in range(30):
            at = f"{point}:{draw.randint(1, max(1, POINTS[point] >> tries))}" if tries < 4 else None
            if forked(lambda path=path: watch(path), point=at):  # type: ignore[misc]
                break
            kills += 1
        assert rows(path) == wanted
        assert sound(path)
    assert kills >= 1

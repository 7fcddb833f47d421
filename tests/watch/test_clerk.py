"""The clerk writes polls together, those of healthy feeds first, and an error belongs to the poll that made it."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import StoreError
from sayso.store import Store, open_store
from sayso.watch import books, clerk
from sayso.watch.clerk import TOGETHER, Clerk
from sayso.watch.polled import Answer, Limits, Offered, Poll, keep_polls
from sayso.watch.schedule import Pace

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
LIMITS = Limits(pace=Pace(), room=100, first=4)
WELL, SICK = Answer(outcome="not-modified"), Answer(outcome="failed", code="http_500", message="its server failed")


def poll(store: Store, name: str, answer: Answer) -> Poll:
    feed, _ = books.add_feed(store, f"https://{name}.example/rss")
    return Poll(feed=feed, answer=answer, limits=LIMITS, at=NOON)


async def behind_a_stop(path: Path, *asked: Any) -> list[Any]:
    """What the clerk answers to polls and duties that all came while it was busy."""
    its = Clerk()
    await its.open(lambda: open_store(path))
    stop = threading.Event()
    busy = asyncio.ensure_future(its.do(lambda _store: stop.wait(10)))
    await asyncio.sleep(0.05)
    waiting = [asyncio.ensure_future(its.keep(one) if isinstance(one, Poll) else its.do(one)) for one in asked]
    await asyncio.sleep(0)
    stop.set()
    await busy
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    await its.close()
    return answers


def test_polls_that_wait_are_written_together_and_the_sick_come_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.db"
    batches: list[list[str]] = []

    def seen(store: Store, polls: list[Poll], draw: Any = None) -> Any:
        batches.append([one.answer.outcome for one in polls])
        return keep_polls(store, polls, draw)

    monkeypatch.setattr(clerk, "keep_polls", seen)
    with open_store(path, create=True) as store:
        sick = [poll(store, f"sick{n}", SICK) for n in range(TOGETHER + 5)]
        well = [poll(store, f"well{n}", WELL) for n in range(3)]
        answers = asyncio.run(behind_a_stop(path, *sick, *well, lambda _store: batches.append(["duty"])))
        feeds = books.get_feeds(store, [one.feed.id for one in (*sick, *well)])
    assert batches == [["duty"], ["not-modified"] * 3, ["failed"] * TOGETHER, ["failed"] * 5]
    assert [answer.feed for answer in answers[:-1]] == [feeds[one.feed.id] for one in (*sick, *well)]
    assert {feeds[one.feed.id].failures for one in sick} == {1}
    assert all(feeds[one.feed.id].success_at for one in well)


def test_an_item_of_two_feeds_waits_once_though_both_are_written_together(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    item = Offered(key="1", url="https://one.example/1", title="Headline 1", published="2026-03-12T10:00:00Z")
    read = Answer(outcome="read", items=(item,), kind="rss")
    with open_store(path, create=True) as store:
        first, second = asyncio.run(behind_a_stop(path, poll(store, "one", read), poll(store, "two", read)))
    assert [due.url for due in first.queued] == ["https://one.example/1"]
    assert second.queued == []


def test_an_error_is_that_of_one_poll_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    bad = Answer(outcome="read", items=(Offered(key="1", url=7, title="x"),), kind="rss")  # type: ignore[arg-type]
    with open_store(path, create=True) as store:
        asked = [poll(store, "one", WELL), poll(store, "two", bad), poll(store, "three", WELL)]
        one, two, three = asyncio.run(behind_a_stop(path, *asked))
        feeds = books.get_feeds(store, [own.feed.id for own in asked])
    assert isinstance(two, Exception)
    assert (one.kept.outcome, three.kept.outcome) == ("not-modified", "not-modified")
    assert [feeds[own.feed.id].polls for own in asked] == [1, 0, 1]


def test_a_store_that_cannot_be_written_is_told_to_all_who_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.db"
    full = StoreError("the disk is full", code="disk_full")

    def fails(*_given: Any) -> Any:
        raise full

    monkeypatch.setattr(clerk, "keep_polls", fails)
    with open_store(path, create=True) as store:
        answers = asyncio.run(behind_a_stop(path, poll(store, "one", WELL), poll(store, "two", WELL)))
    assert answers == [full, full]


def test_what_nobody_waits_for_any_more_is_not_written(tmp_path: Path) -> None:
    async def given_up(store: Store) -> None:
        its = Clerk()
        await its.open(lambda: open_store(path))
        stop = threading.Event()
        busy = asyncio.ensure_future(its.do(lambda _store: stop.wait(10)))
        await asyncio.sleep(0.05)
        task = asyncio.ensure_future(its.keep(poll(store, "one", WELL)))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)
        stop.set()
        await busy
        await its.close()

    path = tmp_path / "s.db"
    with open_store(path, create=True) as store:
        asyncio.run(given_up(store))
        assert [feed.polls for feed in books.list_feeds(store)] == [0]

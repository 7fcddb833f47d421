"""Hours and days at which a publisher says that its feed rests."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from sayso.store import Store
from sayso.watch import books
from sayso.watch.polled import Answer, Limits, keep_poll
from sayso.watch.rests import HOUR, WEEK, Rests
from sayso.watch.schedule import Pace
from tests.store.conftest import store, where  # noqa: F401

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)  # a Thursday
CAP = 4 * HOUR


@pytest.mark.parametrize(
    ("rests", "wait", "found"),
    [
        pytest.param(Rests(), 900, 900, id="nothing said"),
        pytest.param(Rests(hours=(3,)), 900, 900, id="another hour"),
        pytest.param(Rests(hours=(12,)), 900, HOUR, id="this hour: until the next"),
        pytest.param(Rests(hours=(12, 13)), 900, 2 * HOUR, id="and the one after it"),
        pytest.param(Rests(hours=tuple(range(23))), 900, CAP, id="nearly always: never over four hours"),
        pytest.param(Rests(days=("Thursday",)), 900, CAP, id="a whole day: never over four hours"),
        pytest.param(Rests(days=("Friday",)), 900, 900, id="another day"),
        pytest.param(Rests(hours=tuple(range(24))), 900, 900, id="every hour of the day says nothing"),
        pytest.param(Rests(days=WEEK), 900, 900, id="nor does every day of the week"),
        pytest.param(Rests(hours=(12,)), 5 * HOUR, 5 * HOUR, id="a wait that is longer anyway"),
    ],
)
def test_a_feed_is_left_alone_while_it_rests(rests: Rests, wait: float, found: float) -> None:
    assert rests.over(wait, NOON, CAP) == found


def test_a_poll_is_due_after_the_rest(store: Store) -> None:  # noqa: F811
    feed, _ = books.add_feed(store, "https://news.example/rss")
    limits = Limits(pace=Pace(), room=9, first=9, rests=Rests(hours=(12, 13)))
    kept = keep_poll(store, feed, Answer(outcome="read", kind="rss"), limits, NOON, random.Random(1))
    assert kept.wait == pytest.approx(2 * HOUR)

"""When a feed is asked next: hand-made habits, sick feeds, and clocks that jump."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sayso.watch.clock import stamp
from sayso.watch.schedule import DAY, Pace, Schedule, back_off, left, next_interval, spread

PACE = Pace()
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("habit", "low", "high"),
    [
        pytest.param({"interval": 900, "held": 20, "fresh": 20, "per_day": 400}, 120, 120, id="a flood: as often as allowed"),
        pytest.param({"interval": 900, "held": 20, "fresh": 10, "per_day": 20}, 450, 450, id="half the feed is new: twice as often"),
        pytest.param({"interval": 900, "held": 20, "fresh": 1, "per_day": 14}, 900, 1_080, id="one new: nearer the habit, in small steps"),
        pytest.param({"interval": 14_000, "held": 20, "fresh": 1, "per_day": 48}, 900, 5_000, id="faster than we thought"),
        pytest.param({"interval": 900, "held": 20, "fresh": 0, "per_day": 48}, 900, 950, id="quiet, as is usual"),
        pytest.param({"interval": 900, "held": 20, "fresh": 0, "per_day": 0.2}, 1_350, 1_350, id="quiet: half as long again"),
        pytest.param({"interval": 14_000, "held": 20, "fresh": 0, "per_day": 0.2}, 14_400, 14_400, id="never over four hours"),
        pytest.param({"interval": 900, "held": 20, "fresh": 20, "per_day": 400, "hint": 600}, 600, 600, id="the publisher asks for ten minutes"),
        pytest.param({"interval": 900, "held": 20, "fresh": 20, "per_day": 400, "hint": DAY}, 3_600, 3_600, id="a wish for a day counts as one for an hour"),
        pytest.param({"interval": 900, "held": 0, "fresh": 0, "per_day": 0}, 1_350, 1_350, id="an empty feed"),
    ],
)  # fmt: skip
def test_the_interval_follows_the_habit(habit: dict[str, Any], low: float, high: float) -> None:
    assert low <= next_interval(PACE, **habit) <= high


def test_a_feed_that_stays_the_same_comes_to_rest_at_half_its_pause() -> None:
    """48 items a day, evenly: the interval settles near 15 minutes, wherever it began."""
    for begin in (120.0, 14_400.0):
        interval, time, seen = begin, 0.0, 0
        for _ in range(60):
            time += interval
            fresh, seen = int(time // 1_800) - seen, int(time // 1_800)
            interval = next_interval(PACE, interval=interval, held=30, fresh=min(fresh, 30), per_day=48)
        assert 600 <= interval <= 1_500, begin


@pytest.mark.parametrize(
    ("failures", "most"), [(1, 300), (2, 600), (3, 1_200), (6, 9_600), (7, 14_400), (50, 14_400), (5_000, 14_400)]
)
def test_sick_feeds_are_asked_ever_less_and_at_least_every_four_hours(failures: int, most: float) -> None:
    waits = [back_off(PACE, failures=failures, draw=random.Random(n)) for n in range(50)]
    assert max(waits) <= most
    assert min(waits) >= 0.9 * most
    assert len(set(waits)) > 40  # they do not march in step


@pytest.mark.parametrize(("said", "low", "high"), [(60, 270, 300), (7_200, 7_200, 7_200), (10 * DAY, DAY, DAY)])
def test_a_server_that_names_a_time_is_left_alone_until_then(said: float, low: float, high: float) -> None:
    assert low <= back_off(PACE, failures=1, retry_after=said) <= high


def test_a_little_earlier_by_chance() -> None:
    assert all(900 <= spread(PACE, 1_000, random.Random(n)) <= 1_000 for n in range(50))


@pytest.mark.parametrize(
    ("set_by", "expected"),
    [
        pytest.param(timedelta(0), 600, id="the clock is right"),
        pytest.param(timedelta(hours=1), 0, id="an hour ahead, as at the beginning of summer time: asked now, once"),
        pytest.param(timedelta(hours=-1), 900, id="an hour back: no later than its interval"),
        pytest.param(timedelta(days=1), 0, id="a day ahead"),
        pytest.param(timedelta(days=-1), 900, id="a day back"),
    ],
)
def test_after_a_start_no_clock_makes_a_feed_wait_longer_than_its_interval(set_by: timedelta, expected: float) -> None:
    assert left(stamp(NOON + timedelta(seconds=600)), NOON + set_by, 900) == expected


def test_what_is_due_comes_in_order_and_once() -> None:
    schedule = Schedule()
    for name, at in (("b", 20), ("a", 10), ("c", 30)):
        schedule.put(name, at)
    schedule.put("b", 5)  # another time takes the place of the first
    schedule.drop("c")
    assert schedule.next() == 5
    assert [schedule.take(40) for _ in range(3)] == ["b", "a", None]
    assert schedule.next() is None
    assert len(schedule) == 0


def test_nothing_comes_before_its_time() -> None:
    schedule = Schedule()
    schedule.put("a", 10)
    assert schedule.take(9.99) is None
    assert schedule.take(10) == "a"

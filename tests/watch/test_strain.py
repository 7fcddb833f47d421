"""A small run of benchmarks/watching.py: sick feeds of 20 kinds beside healthy ones, over the network, on a fast clock."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.watching import HOURS, KINDS, WARM, growth, run_feeds


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

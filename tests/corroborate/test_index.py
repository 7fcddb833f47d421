"""Candidates come by shared keys, inside a window of days, the nearest first."""

from __future__ import annotations

from sayso.corroborate.index import ANY_DAY, MemoryIndex, day_number


def test_days_are_numbered_from_1970_and_an_unknown_day_is_any() -> None:
    assert day_number("1970-01-02T10:00") == 1
    assert day_number("2026-03-12") - day_number("2026-03-02") == 10
    assert day_number("soon") == day_number(None) == day_number("") == ANY_DAY


def filled() -> MemoryIndex:
    index = MemoryIndex()
    index.add("s", "early", 10, [1, 2])
    index.add("s", "late", 20, [1])
    index.add("s", "undated", ANY_DAY, [1])
    index.add("other", "elsewhere", 10, [1])
    return index


def test_most_shared_keys_first_then_nearest_in_time() -> None:
    assert filled().near("s", [1, 2], 19) == [("early", 2), ("late", 1), ("undated", 1)]


def test_the_window_keeps_out_what_is_too_far_but_not_the_undated() -> None:
    assert filled().near("s", [1], 19, window=3) == [("late", 1), ("undated", 1)]


def test_an_item_without_a_day_is_compared_with_every_day() -> None:
    assert [item for item, _ in filled().near("s", [1], ANY_DAY, window=3)] == ["undated", "early", "late"]


def test_adding_again_changes_nothing_and_the_limit_holds() -> None:
    index = filled()
    index.add("s", "late", 20, [1, 1])
    assert index.near("s", [1], 20, limit=1) == [("late", 1)]
    assert len(index.near("s", [1], 20)) == 3

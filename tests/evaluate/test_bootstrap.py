"""Intervals hold the value, shrink with more documents, and a paired difference sees what two lone intervals hide."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sayso.errors import InputError
from sayso.evaluate.bootstrap import DRAWS, differences, intervals, total


def rate(counts: Mapping[str, float]) -> dict[str, float]:
    return {"rate": counts["right"] / counts["asked"]}


def docs(*right: int, asked: int = 10) -> list[dict[str, float]]:
    return [{"right": float(r), "asked": float(asked)} for r in right]


def test_an_interval_holds_its_value_and_is_the_same_each_time() -> None:
    found = intervals(docs(2, 9, 5, 7, 10, 1), rate)["rate"]
    assert found.low < found.value < found.high
    assert found.value == pytest.approx(34 / 60)
    assert found == intervals(docs(2, 9, 5, 7, 10, 1), rate)["rate"]


def test_documents_that_agree_leave_no_doubt_and_many_leave_less_than_few() -> None:
    flat = intervals(docs(5, 5, 5, 5), rate)["rate"]
    assert (flat.low, flat.high) == (0.5, 0.5)
    few, many = (intervals(docs(*([0, 10] * n)), rate)["rate"] for n in (4, 100))
    assert many.high - many.low < (few.high - few.low) / 3
    # the spread of a mean of n coins is 0.5 / sqrt(n); 1.96 of it on either side is the interval
    assert many.high - many.low == pytest.approx(2 * 1.96 * 0.5 / 200**0.5, rel=0.15)


def test_whole_documents_are_drawn_so_a_long_one_counts_as_one() -> None:
    uneven = [{"right": 0.0, "asked": 90.0}, {"right": 10.0, "asked": 10.0}]
    found = intervals(uneven, rate)["rate"]
    assert found.value == pytest.approx(0.1)
    assert (found.low, found.high) == (0.0, 1.0)


def test_the_paired_difference_is_sure_where_the_two_intervals_overlap() -> None:
    before = docs(*range(9), 4, 5, 6)
    after = [{**d, "right": d["right"] + 1} for d in before]
    one, other = intervals(before, rate)["rate"], intervals(after, rate)["rate"]
    assert one.high > other.low
    apart = differences(before, after, rate)["rate"]
    assert apart.value == pytest.approx(0.1)
    assert apart.sure
    assert (apart.low, apart.high) == (pytest.approx(0.1), pytest.approx(0.1))
    assert not differences(before, before, rate)["rate"].sure


def test_unequal_or_no_documents_are_refused() -> None:
    with pytest.raises(InputError, match="2 documents against 1"):
        differences(docs(1, 2), docs(1), rate)
    with pytest.raises(InputError, match="no documents"):
        intervals([], rate)


def test_sums_take_a_missing_count_for_none() -> None:
    assert total([{"a": 1.0}, {"a": 2.0, "b": 3.0}]) == {"a": 3.0, "b": 3.0}
    assert DRAWS == 1000

"""Days on which a series changes: found as they come, once each, with what was usual."""

from __future__ import annotations

import pytest

from sayso.desk.breaks import breaks

QUIET = [0.0] * 20


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (QUIET, []),
        ([], []),
        ([*QUIET, 0.45, *QUIET], []),  # one strong act on one root is no change
        ([*QUIET, 2.0, *QUIET], [(20, 20, True)]),  # a day of heavy fighting is
        ([*QUIET, 0.8, 0.8, 0.8, 0.8], [(20, 22, True)]),  # what is small adds up; told from the day it began
        ([*QUIET, -2.0, *QUIET], [(20, 20, False)]),
        ([0.3, -0.3] * 30, []),  # to and fro is usual
        ([2.0] * 60, [(0, 0, True)]),  # war from the first day: told once, then it is the usual state
        ([2.0] * 40 + [0.0] * 20, [(0, 0, True), (40, 40, False)]),  # and its end is a change
        ([*QUIET, 0.45, 0.0, 0.0, 0.0, 0.0, 0.45], []),  # quiet days use the excess up
    ],
)
def test_changes(series: list[float], expected: list[tuple[int, int, bool]]) -> None:
    assert [(one.first, one.last, one.rise) for one in breaks(series)] == expected


def test_a_change_tells_what_was_usual() -> None:
    (found,) = breaks([0.1] * 20 + [2.5])
    assert found.usual == pytest.approx(0.1)
    assert found.level == pytest.approx(2.5)
    assert found.window == 20
    assert found.sum == pytest.approx(5.5)  # no day counts for more than six spreads, less the slack


def test_later_days_never_alter_an_earlier_answer() -> None:
    series = ([0.0] * 12 + [1.5, 0.0, 0.2] + [0.9] * 9 + [0.0] * 10 + [-1.8, -0.2]) * 4
    whole = breaks(series)
    assert len(whole) > 4
    for end in range(len(series)):
        assert breaks(series[:end]) == [one for one in whole if one.last < end]

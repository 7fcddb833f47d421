from __future__ import annotations

import pytest

from sayso.corroborate.index import ANY_DAY, day_number
from sayso.corroborate.joining.when import before, compare_days, days_of

from .cases import claim, report

MARCH_12 = day_number("2026-03-12")


def _days(how: str | None, earliest: str | None, latest: str | None, published: str | None = "2026-03-13"):
    return days_of(claim("c", how=how, earliest=earliest, latest=latest), report("a", published))


def test_a_named_day_is_firm_and_exact() -> None:
    assert _days("weekday", "2026-03-12", "2026-03-12") == (MARCH_12, MARCH_12, True, True)


def test_without_a_date_the_day_of_publication_counts_and_is_weak() -> None:
    assert _days(None, None, None) == (MARCH_12 + 1, MARCH_12 + 1, False, False)
    assert not _days("publication", "2026-03-13", "2026-03-13").firm


def test_nothing_is_known_without_any_date() -> None:
    assert _days(None, None, None, None).first == ANY_DAY


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (("weekday", "2026-03-12", "2026-03-12"), ("explicit", "2026-03-12", "2026-03-12"), False),
        (("weekday", "2026-03-12", "2026-03-12"), ("explicit", "2026-03-11", "2026-03-11"), True),  # two named days
        (("relative", "2026-03-12", "2026-03-12"), ("explicit", "2026-03-11", "2026-03-11"), False),  # "overnight"
        (("explicit", "2026-01-01", "2026-12-31"), ("explicit", "2026-03-11", "2026-03-11"), False),  # a day of a year
        (("explicit", "2025-01-01", "2025-12-31"), ("explicit", "2026-03-11", "2026-03-11"), True),
        ((None, None, None), ("explicit", "2026-03-12", "2026-03-12"), False),  # undated news of the day after
        ((None, None, None), ("explicit", "2026-02-12", "2026-02-12"), True),  # undated news of a month later
        ((None, None, None), ("explicit", "2026-03-20", "2026-03-20"), True),  # an event still to come
    ],
)
def test_times_that_exclude_each_other(a, b, apart: bool) -> None:
    one, other = _days(*a), _days(*b)
    assert compare_days(one, other)[1] is apart
    assert compare_days(one, other) == compare_days(other, one)


def test_the_same_day_supports_more_than_the_same_year() -> None:
    day, year = _days("weekday", "2026-03-12", "2026-03-12"), _days("explicit", "2026-01-01", "2026-12-31")
    assert compare_days(day, day)[0] > compare_days(day, year)[0] > 0


def test_a_denial_may_carry_the_date_of_the_denial_alone() -> None:
    denied = before(_days("weekday", "2026-03-13", "2026-03-13"))
    assert not compare_days(denied, _days("weekday", "2026-03-12", "2026-03-12"))[1]

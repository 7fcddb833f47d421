"""Spans in words: those that a name means whole by that name, others by their ends."""

from __future__ import annotations

import pytest

from sayso.wording.times import during, shortly


@pytest.mark.parametrize(
    ("earliest", "latest", "granularity", "told"),
    [
        ("2026-10-14", "2026-10-14", "day", "on 14 October 2026"),
        ("2026-10-14T09:00:00Z", "2026-10-14T10:00:00Z", "hour", "on 14 October 2026"),
        ("2015-01-01", "2015-12-31", "year", "in 2015"),
        ("2015-01-01", "2015-12-31", None, "in 2015"),
        ("2021-02-01", "2021-02-28", "month", "in February 2021"),
        ("2024-02-01", "2024-02-28", "month", "between 1 February 2024 and 28 February 2024"),  # a leap year: ragged
        ("2026-03-16", "2026-03-22", "week", "in the week of 16 March 2026"),
        ("2026-03-17", "2026-03-23", "interval", "between 17 March 2026 and 23 March 2026"),  # seven days, but no week
        ("2026-03-21", "2026-03-22", "weekend", "on the weekend of 21 March 2026"),
        ("2024-04-01", "2024-06-30", "quarter", "in the second quarter of 2024"),
        ("2024-07-01", "2024-12-31", "half", "in the second half of 2024"),
        ("2014-06-01", "2014-08-31", "season", "in the summer of 2014"),
        ("2014-12-01", "2015-02-28", "season", "in the winter of 2014/15"),
        ("2014-06-01", "2014-08-31", None, "between June and August 2014"),
        ("2021-11-01", "2022-01-31", None, "between November 2021 and January 2022"),
        ("2021-02-01", "2021-03-31", None, "in February or March 2021"),
        ("2010-01-01", "2019-12-31", "decade", "in the 2010s"),
        ("2012-01-01", "2015-12-31", None, "between 2012 and 2015"),
        ("2015-01-01", "2016-12-31", None, "in 2015 or 2016"),
        ("2026-03-10", "2026-03-12", None, "between 10 March 2026 and 12 March 2026"),
        ("2026-03-10", None, "open", ""),
        (None, "2026-03-10", "open", ""),
    ],
)
def test_when_it_was(earliest: str | None, latest: str | None, granularity: str | None, told: str) -> None:
    assert during(earliest, latest, granularity) == told


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2015-01-01", "2015-12-31", "2015"),
        ("2021-02-01", "2021-02-28", "2021-02"),
        ("2021-02-01", "2021-03-31", ""),
        ("2026-03-10", "2026-03-12", ""),
    ],
)
def test_whole_years_and_months_in_lists(first: str, last: str, told: str) -> None:
    assert shortly(first, last) == told

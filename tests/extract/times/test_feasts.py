"""Computed feasts, against days that are known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import DataError
from sayso.extract.times.feasts import easter, feasts, islamic, orthodox_easter
from sayso.lexicon.tables import table


@pytest.mark.parametrize(
    ("spec", "year", "day"),
    [
        ("12-25", 2018, "2018-12-25"),
        ("11-R4", 2019, "2019-11-28"),  # Thanksgiving: the fourth Thursday
        ("09-M1", 2020, "2020-09-07"),  # Labor Day: the first Monday
        ("05-M-1", 2021, "2021-05-31"),  # Memorial Day: the last Monday
        ("easter", 2019, "2019-04-21"),
        ("easter", 2024, "2024-03-31"),
        ("easter-2", 2023, "2023-04-07"),  # Good Friday
        ("orthodox", 2019, "2019-04-28"),
        ("orthodox", 2024, "2024-05-05"),
        ("hebrew:1-15x8", 2019, "2019-04-20"),  # Passover
        ("hebrew:1-15x8", 2024, "2024-04-23"),
        ("hebrew:7-1x2", 2020, "2020-09-19"),  # the new year
        ("hebrew:7-10", 2023, "2023-09-25"),  # Yom Kippur
        ("hebrew:9-25x8", 2018, "2018-12-03"),  # Hanukkah
        ("hebrew:9-25x8", 2024, "2024-12-26"),
        ("hebrew:12-14", 2019, "2019-03-21"),  # Purim
        ("moon:01-21", 2020, "2020-01-25"),  # Lunar New Year
        ("moon:01-21", 2023, "2023-01-22"),
        ("moon:01-21", 2033, "2033-01-31"),
    ],
)
def test_a_feast_falls_on_its_day(spec: str, year: int, day: str) -> None:
    (feast,) = feasts(spec, year)
    assert feast.first.isoformat() == day


@pytest.mark.parametrize(
    ("spec", "year", "seen"),
    [
        ("islamic:9", 2019, "2019-05-06"),  # Ramadan as it was kept in most countries
        ("islamic:9", 2023, "2023-03-23"),
        ("islamic:10-1x3", 2020, "2020-05-24"),  # Eid al-Fitr
        ("islamic:12-10x4", 2021, "2021-07-20"),  # Eid al-Adha
        ("islamic:1-10", 2022, "2022-08-08"),  # Ashura
        ("dark:10-17", 2019, "2019-10-27"),  # Diwali
        ("dark:10-17", 2021, "2021-11-04"),
    ],
)
def test_a_feast_that_hangs_on_the_moon_is_at_most_a_day_off_and_says_so(spec: str, year: int, seen: str) -> None:
    (feast,) = feasts(spec, year)
    assert feast.approximate
    assert abs(feast.first - date.fromisoformat(seen)) <= timedelta(days=1)


def test_a_feast_may_come_twice_in_a_year() -> None:
    assert [f.first.month for f in feasts("islamic:10-1", 2000)] == [1, 12]


@given(st.integers(1700, 2300))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    for sunday in (easter(year), orthodox_easter(year)):
        assert sunday.isoweekday() == 7
        assert date(year, 3, 22) <= sunday <= date(year, 5, 11)


@given(st.integers(1000, 1700))
def test_an_islamic_year_has_354_or_355_days(year: int) -> None:
    assert (islamic(year + 1, 1, 1) - islamic(year, 1, 1)).days in (354, 355)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_feast_of_the_tables_can_be_computed(language: str) -> None:
    specs = [row["value"] for row in table("times_words", language=language) if row["class"] == "HOLIDAY"]
    assert len(specs) > 8
    assert all(feasts(spec, 2019) for spec in specs)


def test_a_feast_that_nobody_can_compute_is_named() -> None:
    with pytest.raises(DataError, match="someday"):
        feasts("someday", 2019)

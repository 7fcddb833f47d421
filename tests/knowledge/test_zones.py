"""Clocks of the world's press."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from sayso.knowledge.countries import by_iso3
from sayso.knowledge.facts import facts
from sayso.knowledge.zones import clock_of, local_time


@pytest.mark.parametrize(
    ("moment", "country", "expected"),
    [
        ("2019-04-11T01:30:00+00:00", "USA", "2019-04-10T21:30:00"),  # summer time of the east coast
        ("2019-01-11T01:30:00+00:00", "USA", "2019-01-10T20:30:00"),
        ("2019-04-11T23:30:00+02:00", "LBY", "2019-04-11T23:30:00"),
        ("2019-07-01T12:00:00+00:00", "TUR", "2019-07-01T15:00:00"),  # no summer time since 2016
        ("2012-07-01T12:00:00+00:00", "RUS", "2012-07-01T16:00:00"),  # four hours, 2011 to 2014
        ("2019-01-01T12:00:00+00:00", "AUS", "2019-01-01T23:00:00"),  # summer in January
        ("2019-07-01T12:00:00+00:00", "AUS", "2019-07-01T22:00:00"),
        ("2019-07-01T20:00:00+00:00", "IND", "2019-07-02T01:30:00"),  # half an hour
        ("1985-07-01T12:00:00+00:00", "FRA", "1985-07-01T14:00:00"),  # before the table: its first rule
    ],
)
def test_local_time(moment: str, country: str, expected: str) -> None:
    found = local_time(datetime.fromisoformat(moment), country)
    assert found is not None
    assert found.isoformat() == expected


def test_a_country_we_do_not_know_has_no_clock() -> None:
    assert local_time(datetime.fromisoformat("2019-04-11T01:30:00+00:00"), "XYZ") is None


def test_nearly_every_state_has_a_clock() -> None:
    assert [c for c in by_iso3() if clock_of(c, 2019) is None] == []


def test_clocks_agree_with_the_tz_database_where_there_is_one() -> None:
    """Noon of each month's middle, every third year; the table keeps mean days of change."""
    try:
        zones = {row["country"]: ZoneInfo(row["zone"]) for row in facts("zones")}
    except ZoneInfoNotFoundError:
        pytest.skip("no tz database on this machine")
    wrong = checked = 0
    for country, zone in zones.items():
        for year in range(1995, 2026, 3):
            for month in range(1, 13):
                moment = datetime.fromisoformat(f"{year}-{month:02}-15T12:00:00+00:00")
                checked += 1
                wrong += local_time(moment, country) != moment.astimezone(zone).replace(tzinfo=None)
    assert wrong / checked < 0.01

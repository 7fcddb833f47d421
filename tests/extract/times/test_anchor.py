"""The day that a document speaks from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sayso.extract.times.anchor import anchor_day
from sayso.extract.times.rules import RulesTagger
from tests.factories import document, parsed


@pytest.mark.parametrize(
    ("published", "outlet", "url", "expected"),
    [
        # a time in UTC is told by the clock of the outlet's country
        ("2019-04-11T01:30Z", "The Washington Post", None, "2019-04-10"),
        ("2019-04-11T01:30:00+00:00", "The Washington Post", None, "2019-04-10"),
        ("2019-04-10T22:30:00Z", "Le Monde", None, "2019-04-11"),  # summer time
        ("2019-01-10T22:30:00Z", "Le Monde", None, "2019-01-10"),
        ("2019-04-11T01:30Z", None, "https://www.washingtonpost.com/world/x", "2019-04-10"),
        # a time with a zone of its own is local already
        ("2019-04-11T01:30:00-04:00", "The Washington Post", None, "2019-04-11"),
        ("2019-04-11T23:30:00+03:00", "Le Monde", None, "2019-04-11"),
        # no time, no zone, no outlet: the day as given
        ("2019-04-11", "The Washington Post", None, "2019-04-11"),
        ("2019-04-11T01:30:00", "The Washington Post", None, "2019-04-11"),
        ("2019-04-11T01:30Z", "Nobody's Gazette of Nowhere", None, "2019-04-11"),
        ("2019-04-11T77:30Z", "The Washington Post", None, "2019-04-11"),
        (None, "The Washington Post", None, None),
    ],
)
def test_day_of_publication(published: str | None, outlet: str | None, url: str | None, expected: str | None) -> None:
    given = document("Shells fell.", published=published, outlet=outlet)
    day = anchor_day(replace(given, article=replace(given.article, url=url)))
    assert (day.isoformat() if day else None) == expected


@pytest.mark.parametrize(
    ("dateline", "published", "expected"),
    [
        ("CAIRO, April 10 (Reuters)", "2019-04-12", "2019-04-10"),
        ("CAIRO, 10 April", "2019-04-12", "2019-04-10"),
        ("CAIRO, Dec. 31 (Reuters)", "2019-01-01", "2018-12-31"),  # of the year before
        ("SAN SALVADOR, 3 JAN 90", "2015-04-12", "1990-01-03"),  # an old text, published again
        ("SAN SALVADOR, 3 JAN 90", None, "1990-01-03"),
        ("CAIRO, April 10", None, None),  # no year anywhere
        ("CAIRO (Reuters)", "2019-04-12", "2019-04-12"),
        ("CAMP 31, Iraq", "2019-04-12", "2019-04-12"),
    ],
)
def test_a_dateline_with_a_day_comes_first(dateline: str, published: str | None, expected: str | None) -> None:
    given = replace(document("Shells fell.", published=published), dateline=dateline)
    day = anchor_day(given)
    assert (day.isoformat() if day else None) == expected


def test_wednesday_evening_in_washington() -> None:
    ours = parsed("He spoke on Wednesday evening.", published="2019-04-11T01:30Z", outlet="The Washington Post")
    (found,) = RulesTagger().tag([ours])[0]
    assert (found.value, found.earliest) == ("2019-04-10TEV", date(2019, 4, 10).isoformat())

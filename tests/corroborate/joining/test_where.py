from __future__ import annotations

import pytest

from sayso.corroborate.joining.where import compare_sites, rank_of, same_place
from sayso.model.ledger import Site

from .cases import CHAD, DERNA, LIBYA, TRIPOLI


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (DERNA, DERNA, True),
        (DERNA, TRIPOLI, False),  # two cities of a country, far apart
        (DERNA, LIBYA, True),  # a city and its country
        (DERNA, CHAD, False),
        (DERNA, None, True),  # nothing is said
    ],
)
def test_places_that_exclude_each_other(a: Site, b: Site | None, same: bool) -> None:
    assert same_place(a, b) is same
    assert same_place(b, a) is same


def test_a_country_in_common_is_nothing_specific() -> None:
    assert compare_sites(LIBYA, LIBYA)[1] == 0
    assert compare_sites(DERNA, DERNA)[1] > 0.5


def test_a_name_without_coordinates_is_compared_as_a_name() -> None:
    one = Site(name="Wadi Blue", country="LBY", precision="site")
    assert compare_sites(one, Site(name="wadi blue", country="LBY", precision="site"))[1] > 0.5
    assert compare_sites(one, Site(name="Wadi Red", country="LBY", precision="site")) == (0.0, 0.0, False)


def test_a_finer_place_ranks_higher() -> None:
    assert rank_of(DERNA) > rank_of(LIBYA)

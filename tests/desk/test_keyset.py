"""Lists page by page: every event once, in the order of the whole list, also where dates are not known."""

from __future__ import annotations

import pytest

from sayso.desk import Desk
from sayso.desk.filters import SORTS, Filter
from sayso.desk.keyset import decoded, encoded, events_after
from sayso.errors import InputError


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_put_together_are_the_whole_list(desk: Desk, sort: str, size: int) -> None:
    whole = [event["id"] for event in desk.events(sort=sort)]
    assert len(whole) == 5
    found: list[str] = []
    after: str | None = None
    for _ in range(10):
        with desk.store.read() as connection:
            page, after = events_after(connection, Filter(sort=sort), after, size)
        found += page
        if after is None:
            break
    assert found == whole


def test_a_list_that_fits_has_no_next_page(desk: Desk) -> None:
    with desk.store.read() as connection:
        assert events_after(connection, Filter(), None, 5)[1] is None


@pytest.mark.parametrize("given", ["x", "eyJhIjoxfQ", encoded((1,)), encoded(([1], "a")), "é"])
def test_a_place_that_is_none_is_told(given: str) -> None:
    with pytest.raises(InputError, match="is no place in this list"):
        decoded(given, 2)


def test_a_place_survives_the_address() -> None:
    assert decoded(encoded((None, "event:1")), 2) == (None, "event:1")

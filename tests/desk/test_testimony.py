"""Reports and roots of several events together: an article on two events is one report, a root of two is one root."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.desk.channels import edge_between
from sayso.desk.dyad_cells import sides
from sayso.desk.dyad_lists import dyad_now_json, dyads_now
from sayso.desk.filters import filter_of
from sayso.desk.mapping import mapped
from sayso.desk.network import neighbours
from sayso.desk.party_lists import busiest
from sayso.desk.tension import tension, tension_json, told_of
from sayso.desk.testimony import account_of, counted, independent
from sayso.model.ledger import Event, Root, Site
from sayso.store import Store
from tests.desk.worlds import act, filled

RAID = [("actor", "egypt"), ("recipient", "algeria")]


def root(own: str) -> Root:
    return Root(id=own, name=own, kind="official", standing="named", claims=("claim:x",), articles=())


def events() -> list[Event]:
    """One article tells of two raids on the word of one ministry; another one of the second, on a second word."""
    ministry, union = root("actor:ministry-x"), root("actor:union-x")
    first = act(1, "ASSAULT", "2026-03-02", RAID)
    second = act(2, "THREATEN", "2026-03-02", RAID, roots=2)
    return [
        with_rows(first, ("article:1",), (ministry,)),
        with_rows(second, ("article:1", "article:2"), (ministry, union)),
    ]


def with_rows(event: Event, articles: tuple[str, ...], roots: tuple[Root, ...]) -> Event:
    return replace(event, articles=articles, roots=roots, first_report=articles[0])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = filled(tmp_path / "told.db", events())
    yield made
    made.close()


def test_the_head_of_a_dyad(store: Store) -> None:
    found = tension(store, "EGY", "DZA")
    whole = tension_json(found)
    assert (whole["events"], whole["reports"], whole["independent_roots"], whole["at_least"]) == (2, 2, 2, False)
    assert (found.days[0].events, found.days[0].reports, found.days[0].roots) == (2, 2, 2)


def test_a_list_of_dyads(store: Store) -> None:
    (one,) = map(dyad_now_json, dyads_now(store))
    assert (one["events"], one["reports"], one["independent_roots"], one["at_least"]) == (2, 2, 2, False)


def test_an_edge_of_channels_and_its_neighbours(store: Store) -> None:
    edge = edge_between(store, "Egypt", "Algeria").as_json()
    assert (edge["events"], edge["reports"], edge["independent_roots"]) == (2, 2, 2)
    (near,) = neighbours(store, "Egypt")
    assert (near["events"], near["reports"], near["independent_roots"]) == (2, 2, 2)


def test_the_list_of_actors(store: Store) -> None:
    rows = {row["name"]: row for row in busiest(store)}
    assert {(row["reports"], row["independent_roots"], row["at_most"]) for row in rows.values()} == {(2, 2, False)}
    (egypt, *_) = [row for row in busiest(store, countries=True, since="2026-03-01") if row["id"] == "EGY"]
    assert (egypt["reports"], egypt["at_most"]) == (2, False)


def test_places_and_countries_of_the_map(tmp_path: Path) -> None:
    city = Site(name="Port Amber", country="LBY", lat=32.1, lon=20.1, precision="city")
    land = Site(name="Libya", country="LBY", lat=27.0, lon=17.0, precision="country")
    for site, key in ((city, "places"), (land, "countries")):
        with filled(tmp_path / f"{key}.db", [replace(one, site=site) for one in events()]) as made:
            (found,) = mapped(made, filter_of())[key]
        assert (found["events"], found["reports"], found["roots"]) == (2, 2, 2)


def test_of_too_many_events_it_is_said_from_where_they_are_told_apart(tmp_path: Path) -> None:
    days = [f"2026-03-{day:02d}" for day in range(2, 12)]
    made = [
        with_rows(act(n, "ASSAULT", day, RAID), (f"article:{n // 2}",), (root("actor:m"),))
        for n, day in enumerate(days)
    ]
    with filled(tmp_path / "many.db", made) as store, store.read() as connection:
        two = sides(connection, "EGY", "DZA")
        whole = told_of(connection, two, days[0], days[-1], hedged=False, future=False)
        cut = told_of(connection, two, days[0], days[-1], hedged=False, future=False, most=4)
    assert (len(whole.events), whole.since) == (10, None)
    assert whole.behind.of(event for _, event in whole.events) == (5, 1)
    assert ([day for day, _ in cut.events], cut.since) == (days[:-5:-1], days[6])


def test_one_article_vouches_for_one_root() -> None:
    assert counted(["a"], ["x", "y", "z"]) == (1, 1)
    assert counted(["a", "b", "a"], ["x", "x"]) == (2, 1)
    assert counted([], []) == (0, 0)


@pytest.mark.parametrize(
    ("listed", "number", "found"),
    [
        ([("a", True, False), ("b", True, False)], 2, ("a", "b")),
        ([("den", True, True), ("b", False, False), ("c", True, False)], 1, ("c",)),  # who denies does not count
        ([("gone", False, False), ("gone#2", True, True)], 1, ("gone",)),  # taken back: still one origin
        ([("a", True, False)], 3, ("e#0", "e#1", "e#2")),  # not told one by one
    ],
)
def test_the_roots_that_make_the_number(
    listed: list[tuple[str, bool, bool]], number: int, found: tuple[str, ...]
) -> None:
    assert independent("e", listed, number) == found


def test_nothing_asked_nothing_told(store: Store) -> None:
    with store.read() as connection:
        assert account_of(connection, ()).of(["event:none"]) == (0, 0)

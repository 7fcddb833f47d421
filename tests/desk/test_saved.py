"""Filters that people keep: checked, told in words, given as an address; watchlists and visits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.desk import saved, visits, watchlists
from sayso.errors import InputError
from sayso.store import Store
from tests.desk.stores import fill


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fill(tmp_path / "s.db") as opened:
        yield opened


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "everything"),
        ({"type": ("ASSAULT", "PROTEST")}, "type ASSAULT or PROTEST"),
        ({"party": ("DZA", "EGY")}, "with DZA and EGY"),  # several parties must all take part
        ({"country": ("EGY",), "min_roots": 2}, "in the country EGY; at least 2 independent roots"),
        ({"text": "border post"}, "told with the words border post"),
        ({"quads": (4,)}, "class material conflict"),
        ({"export": True}, "only what stands in event tables"),
    ],
)
def test_a_filter_in_words(given: dict[str, object], words: str) -> None:
    assert saved.words(saved.kept(given)) == words


def test_a_filter_is_checked_before_it_is_kept() -> None:
    with pytest.raises(InputError, match="ASSAULT"):
        saved.kept({"type": ("ASSALT",)})


def test_what_belongs_to_one_look_is_not_kept() -> None:
    assert saved.kept({"type": ("ASSAULT",), "limit": 3, "sort": "roots", "text": ""}) == {"types": ["ASSAULT"]}


def test_a_filter_as_an_address() -> None:
    assert saved.query(saved.kept({"party": ("DZA", "EGY"), "min_roots": 2})) == "min_roots=2&party=DZA&party=EGY"


def test_a_watchlist_is_replaced_by_its_owner_alone(store: Store) -> None:
    first = watchlists.save(store, "Port", {"country": ("EGY",)}, reader="ann")
    watchlists.save(store, "Port", {"country": ("DZA",)}, reader="bob", shared=True)
    again = watchlists.save(store, " Port ", {"type": ("ASSAULT",)}, reader="ann")
    assert again["id"] == first["id"]
    assert [(w["owner"], w["words"]) for w in watchlists.listed(store, "ann")] == [
        ("ann", "type ASSAULT"),
        ("bob", "in the country DZA"),
    ]
    assert [w["owner"] for w in watchlists.listed(store, "eve")] == ["bob"]  # only what is shared
    assert watchlists.watchlist(store, "Port", "ann")["owner"] == "ann"
    with pytest.raises(InputError, match="bob's"):
        watchlists.remove(store, watchlists.watchlist(store, "Port", "eve")["id"], reader="eve")
    watchlists.remove(store, "Port", reader="ann")
    assert [w["owner"] for w in watchlists.listed(store, "ann")] == ["bob"]


def test_an_unknown_watchlist_names_those_there_are(store: Store) -> None:
    watchlists.save(store, "Port", {}, reader="ann")
    with pytest.raises(InputError, match="there are: Port") as told:
        watchlists.watchlist(store, "Prot", "ann")
    assert told.value.code == "no_watchlist"


def test_a_reload_does_not_hide_what_is_new(store: Store) -> None:
    assert visits.before(store, "ann") is None
    visits.look(store, "ann", at="2026-03-10T08:00:00.000000Z")
    visits.look(store, "ann", at="2026-03-11T09:00:00.000000Z")
    visits.look(store, "ann", at="2026-03-11T09:10:00.000000Z")  # a reload
    kept = visits.before(store, "ann")
    assert kept is not None
    assert kept.at == "2026-03-11T09:10:00.000000Z"  # long ago by now: the next look is another visit
    assert kept.number == 6
    visits.look(store, "ann")
    found = visits.before(store, "ann")
    assert found is not None
    assert found.at == "2026-03-11T09:10:00.000000Z"
    assert visits.before(store, "bob") is None

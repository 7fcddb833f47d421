"""The index on disk gives what the one in memory gives; pairs and what they connect."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.corroborate.index import MemoryIndex
from sayso.model.ledger import Pair
from sayso.store import Store, open_store
from tests.postgres import server

KEYS = st.sets(st.integers(-(2**63), 2**63 - 1) | st.integers(0, 5), max_size=8)
DAYS = st.integers(0, 12) | st.just(19_000)
ITEMS = st.lists(st.tuples(st.sampled_from("abcdefgh"), DAYS, KEYS), max_size=20)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    where = server().database() if request.param == "postgresql" else tmp_path_factory.mktemp("s") / "s.db"
    with open_store(where, create=True) as store:
        yield store


@given(items=ITEMS, keys=KEYS, day=DAYS, window=st.none() | st.integers(0, 15), limit=st.sampled_from([1, 3, 64]))
def test_it_finds_what_the_index_in_memory_finds(
    shared: Store, items: list, keys: set[int], day: int, window: int | None, limit: int
) -> None:
    memory = MemoryIndex()
    days: dict[str, int] = {}
    shared.clear_derived()
    with shared.transaction():
        for item, own, under in items:
            own = days.setdefault(item, own)  # an item has one day
            memory.add("x", item, own, under)
            shared.add("x", item, own, under)
            shared.add("y", item + "y", own, under)
    assert shared.near("x", keys, day, window=window, limit=limit) == memory.near(
        "x", keys, day, window=window, limit=limit
    )


def test_an_item_that_is_taken_out_is_not_found(store: Store) -> None:
    store.add("x", "a", 5, [1, 2])
    store.add("x", "b", 5, [2])
    store.remove("x", "a", 5, [1, 2])
    assert store.near("x", [1, 2], 5) == [("b", 1)]


def test_pairs_are_kept_sorted_and_replaced(store: Store) -> None:
    store.add_pairs("x", [Pair(a="b", b="a", score=0.5, why=("type",))])
    store.add_pairs("x", [Pair(a="a", b="b", score=0.75, why=("type", "day")), Pair(a="b", b="c", score=1.0)])
    store.add_pairs("y", [Pair(a="a", b="z", score=1.0)])
    first = Pair(a="a", b="b", score=0.75, why=("type", "day"))
    assert store.pairs_touching("x", ["b"]) == [first, Pair(a="b", b="c", score=1.0)]
    assert store.pairs_touching("x", ["a"]) == [first]
    assert store.pairs_touching("x", []) == []
    store.remove_pairs("x", ["c"])
    assert store.pairs_touching("x", "abc") == [first]


def test_a_component_is_everything_that_a_path_connects(store: Store) -> None:
    chain = [Pair(a=f"i{n:03}", b=f"i{n + 1:03}", score=0.5) for n in range(20)]
    store.add_pairs("x", [*chain, Pair(a="j", b="k", score=1.0)])
    items, pairs = store.component("x", ["i007", "alone"])
    assert items == ("alone", *(f"i{n:03}" for n in range(21)))
    assert pairs == tuple(chain)
    assert store.component("x", ["k"]) == (("j", "k"), (Pair(a="j", b="k", score=1.0),))


def test_the_index_stays_after_closing(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db", create=True) as store:
        store.add("x", "a", 1, [2**63 - 1])
    with open_store(tmp_path / "s.db") as store:
        assert store.near("x", [2**63 - 1], 1) == [("a", 1)]

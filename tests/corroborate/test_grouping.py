"""Groups depend on nothing but the set of items and pairs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.corroborate.grouping import agglomerate, by_item, components
from sayso.model.ledger import Pair

ITEMS = [f"i{k:02d}" for k in range(12)]


def pair(a: str, b: str, score: float = 1.0) -> Pair:
    return Pair(a=min(a, b), b=max(a, b), score=score)


pairs = st.lists(
    st.tuples(st.sampled_from(ITEMS), st.sampled_from(ITEMS), st.sampled_from([0.2, 0.5, 0.5000000001, 0.9])).filter(
        lambda t: t[0] != t[1]
    ),
    max_size=25,
    unique_by=lambda t: (min(t[0], t[1]), max(t[0], t[1])),
).map(lambda found: [pair(*t) for t in found])


def at_most_four(one: object, other: object) -> bool:
    return len(one) + len(other) <= 4  # type: ignore[arg-type]


def test_items_without_pairs_stand_alone() -> None:
    assert components(["b", "a"], []) == (("a",), ("b",))


def test_the_strongest_pair_joins_first_and_the_veto_looks_at_whole_groups() -> None:
    found = [pair("a", "b", 0.9), pair("b", "c", 0.5), pair("c", "d", 0.4)]
    two_at_most = agglomerate("abcd", found, may_join=lambda x, y: len(x) + len(y) <= 2)
    assert two_at_most == (("a", "b"), ("c", "d"))


def test_a_pair_with_an_item_that_is_not_asked_for_joins_nothing() -> None:
    assert components(["a", "b"], [pair("a", "z"), pair("z", "b")]) == (("a",), ("b",))


@given(pairs, st.randoms())
def test_order_of_arrival_does_not_matter(found: list[Pair], random: object) -> None:
    shuffled, items = list(found), list(ITEMS)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(items)  # type: ignore[attr-defined]
    assert agglomerate(ITEMS, found, may_join=at_most_four) == agglomerate(items, shuffled, may_join=at_most_four)


@given(pairs)
def test_an_unrelated_item_changes_no_group(found: list[Pair]) -> None:
    before = agglomerate(ITEMS, found, may_join=at_most_four)
    after = agglomerate([*ITEMS, "new"], found, may_join=at_most_four)
    assert set(before) < set(after)
    assert ("new",) in after


@given(pairs)
def test_grouping_component_by_component_is_grouping_all_at_once(found: list[Pair]) -> None:
    whole = agglomerate(ITEMS, found, may_join=at_most_four)
    parts = [g for c in components(ITEMS, found) for g in agglomerate(c, found, may_join=at_most_four)]
    assert sorted(parts) == sorted(whole)


def test_every_pair_stands_under_both_of_its_items() -> None:
    found = by_item([pair("a", "b"), pair("b", "c")])
    assert [len(found[i]) for i in "abc"] == [1, 2, 1]

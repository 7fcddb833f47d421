from __future__ import annotations

import pytest

from sayso.corroborate.sources import rings_of, weigh
from tests.corroborate.sources.factories import Case

TABLE = [
    ("none", [("a", "b"), ("b", "c")], ()),
    ("two", [("a", "b"), ("b", "a")], (("a", "b"),)),
    ("three, through a relay", [("a", "b"), ("b", "c"), ("c", "a")], (("a", "b", "c"),)),
    ("two rings joined at one", [("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")], (("a", "b", "c"),)),
    ("two rings apart", [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("b", "c")], (("a", "b"), ("c", "d"))),
    ("one that cites itself", [("a", "a")], ()),
]


@pytest.mark.parametrize(("cites", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_rings(cites: list[tuple[str, str]], expected: tuple[tuple[str, ...], ...]) -> None:
    assert rings_of(cites) == expected
    assert rings_of(reversed(cites)) == expected


def test_a_long_chain_of_citations_needs_no_deep_recursion() -> None:
    chain = [(f"n{k:05}", f"n{k + 1:05}") for k in range(5000)]
    assert rings_of([*chain, ("n05000", "n00000")]) == (tuple(f"n{k:05}" for k in range(5001)),)


def test_a_ring_is_one_root_of_named_standing_at_most_and_is_told() -> None:
    case = Case().article("a", "Echorouk < Al-Jarida").article("b", "Al-Jarida < Echorouk")
    found = weigh(case.claims, case.reports)
    (root,) = found.roots
    assert found.circular == (("outlet:al-jarida", "outlet:echorouk"),)
    assert root.standing == "named"
    assert "circle" in root.why[0]


def test_a_ring_in_which_one_names_a_body_rests_on_that_body() -> None:
    front = "actor:Marsa Liberation Front [- REB]"
    case = Case().article("a", "Echorouk < Al-Jarida").article("b", "Al-Jarida < Echorouk", f"Al-Jarida < {front}")
    found = weigh(case.claims, case.reports)
    assert [r.name for r in found.roots] == ["Marsa Liberation Front"]
    assert found.circular


def test_through_an_agency_whose_article_is_not_there() -> None:
    case = Case().article("a", "Marsa Post < Reuters < Delta Herald").article("b", "Delta Herald < Marsa Post")
    found = weigh(case.claims, case.reports)
    assert found.circular == (("outlet:delta-herald", "outlet:marsa-post", "outlet:reuters"),)
    assert found.independent == 1

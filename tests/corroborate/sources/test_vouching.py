from __future__ import annotations

from itertools import permutations

import pytest

from sayso.corroborate.sources.vouching import vouched

TABLE = [
    ("one article, two roots: the first", ["x", "y"], {"x": "a", "y": "a"}, {"x"}),
    ("the first moves to its other article", ["x", "y"], {"x": "ab", "y": "a"}, {"x", "y"}),
    ("a chain of moves", ["x", "y", "z"], {"x": "ab", "y": "bc", "z": "a"}, {"x", "y", "z"}),
    ("three roots, two articles", ["x", "y", "z"], {"x": "ab", "y": "ab", "z": "ab"}, {"x", "y"}),
    ("no article", ["x"], {}, set()),
]


@pytest.mark.parametrize(("roots", "carriers", "expected"), [r[1:] for r in TABLE], ids=[r[0] for r in TABLE])
def test_vouched(roots: list[str], carriers: dict[str, str], expected: set[str]) -> None:
    found = vouched(roots, carriers)
    assert set(found) == expected
    assert len(set(found.values())) == len(found)
    assert all(article in carriers[root] for root, article in found.items())


def test_the_number_does_not_depend_on_the_order() -> None:
    carriers = {"w": "a", "x": "ab", "y": "bc", "z": "c"}
    assert {len(vouched(order, carriers)) for order in permutations(carriers)} == {3}

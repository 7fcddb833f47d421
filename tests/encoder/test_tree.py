"""Trees against all trees counted one by one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from sayso.encoder.tree import circle_of, heads_of


def best_of_all(arcs: np.ndarray) -> float:
    size = len(arcs)
    scores = [
        sum(arcs[k, head] for k, head in enumerate(heads))
        for heads in product(range(size + 1), repeat=size)
        if heads.count(0) == 1 and not circle_of(heads)
    ]
    return float(max(scores))


@pytest.mark.parametrize("seed", range(40))
def test_the_tree_is_the_best_one_with_a_single_root(seed: int) -> None:
    rng = np.random.default_rng(seed)
    arcs = rng.normal(size=(size := 1 + seed % 5, size + 1)).astype(np.float32) * 3
    arcs[:, 0] += rng.choice([-4, 0, 4])  # few roots, some, many
    heads = heads_of(arcs)
    assert heads.count(0) == 1
    assert circle_of(heads) == []
    assert sum(float(arcs[k, head]) for k, head in enumerate(heads)) == pytest.approx(best_of_all(arcs), abs=1e-4)


@pytest.mark.parametrize("seed", range(5))
def test_long_sentences_of_noise_are_trees(seed: int) -> None:
    heads = heads_of(np.random.default_rng(seed).normal(size=(160, 161)).astype(np.float32))
    assert heads.count(0) == 1
    assert circle_of(heads) == []


def test_what_is_a_tree_already_is_left_alone() -> None:
    arcs = np.array([[0, 9, 5, 1], [7, 1, 9, 0], [0, 0, 6, 9]], dtype=np.float32)
    assert heads_of(arcs) == [2, 0, 2]
    assert heads_of(np.zeros((0, 1))) == []


@pytest.mark.parametrize(
    ("heads", "circle"), [([0, 1, 2], set()), ([2, 1], {0, 1}), ([0, 3, 2], {1, 2}), ([1], {0}), ([0, 0], set())]
)
def test_circles(heads: list[int], circle: set[int]) -> None:
    assert set(circle_of(heads)) == circle

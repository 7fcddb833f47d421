"""Which rows come when, and their labels as numbers."""

from collections import Counter

import numpy as np
import pytest
from training.pair.batches import balances, disturbed, gold, plan, sort_pools
from training.pair.labels import TYPES, types_of, types_of_quad
from training.pair.rows import Row

CORPORA = ["plv"] * 10 + ["aw"] * 6 + ["news"] * 5


def test_each_row_comes_as_often_as_asked_and_the_seed_fixes_the_order() -> None:
    found = plan(CORPORA, {"plv": 3, "aw": 0.5}, 4, seed=1)
    counts = Counter(k for batch in found for k in batch)
    assert [counts[k] for k in range(10)] == [3] * 10
    assert sum(counts[k] for k in range(10, 16)) == 3
    assert not any(counts[k] for k in range(16, 21))
    assert found == plan(CORPORA, {"plv": 3, "aw": 0.5}, 4, seed=1) != plan(CORPORA, {"plv": 3, "aw": 0.5}, 4, seed=2)


def test_passes_are_spread_evenly() -> None:
    flat = [k for batch in plan(CORPORA, {"plv": 2}, 4, seed=1) for k in batch]
    assert sorted(flat[:10]) == list(range(10))


def test_sorting_by_length_keeps_all_rows_and_narrows_batches() -> None:
    lengths = [int(x) for x in np.random.default_rng(0).integers(5, 90, 200)]
    batches = plan(["plv"] * 200, {"plv": 1}, 8, seed=3)
    found = sort_pools(batches, lengths, seed=3)
    assert Counter(k for b in found for k in b) == Counter(range(200))

    def padding(given: list[list[int]]) -> int:
        return sum(max(lengths[k] for k in b) * len(b) for b in given) - sum(lengths)

    assert padding(found) < padding(batches) / 3


def test_rare_types_weigh_more_and_the_mean_is_1() -> None:
    rows = [Row(corpus="plv", text="x", types=types_of(r)) for r in ["ASSAULT"] * 18 + ["MOBILIZE"] * 2]
    found = balances([*rows, Row(corpus="news", text="x")])
    assert found[19] > found[0]
    assert found[20] == 1.0
    assert np.mean(found[:20]) == pytest.approx(1.0)


def test_labels_as_numbers() -> None:
    rows = [
        Row(corpus="plv", text="x", types=types_of("YIELD"), related=1, direction=0),
        Row(corpus="quad", text="x", types=(*types_of_quad(3), TYPES.index("SANCTION"))),
    ]
    found = gold(rows, [1.0, 1.0])
    assert found["allowed"].sum(-1).tolist() == [2, 5]
    assert found["quad"].tolist() == [1, -1]  # two classes are possible
    assert (found["related"].tolist(), found["direction"].tolist(), found["mode"].tolist()) == (
        [1, -1],
        [0, -1],
        [-1, -1],
    )


def test_disturbing_swaps_or_drops_an_end() -> None:
    row = Row(corpus="own", text="A hit B.", source=(0, 1), target=(6, 7), related=1, direction=1)
    random = np.random.default_rng(0)
    found = [disturbed(row, random, swap=0.3, drop=0.2) for _ in range(500)]
    assert 100 < sum(swapped for _, swapped in found) < 200
    ends = Counter((r.source is None, r.target is None) for r, _ in found)
    assert ends[False, True] > ends[True, False] > 10
    assert not ends[True, True]
    assert all(r.related is None for r, _ in found if r.target is None)  # one end alone says nothing of a pair

"""Paths, probabilities, spans and trees."""

import itertools

import numpy as np
import pytest
from training.encoder.calibrate import calibration_error, threshold
from training.encoder.decode import Chain, allowed, heads_of, marginals, spans_of, viterbi
from training.encoder.labels import ATTRIBUTION, bio

LABELS = bio(("a", "b"))


def chain(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    pairs, starts = allowed(LABELS, begins_inside=False)
    transition = np.where(pairs, rng.normal(size=pairs.shape), -1e4)
    start = np.where(starts, rng.normal(size=len(LABELS)), -1e4)
    return rng.normal(size=(5, len(LABELS))) * 2, transition, start, rng.normal(size=len(LABELS))


def scores(
    emissions: np.ndarray, transition: np.ndarray, start: np.ndarray, end: np.ndarray
) -> dict[tuple[int, ...], float]:
    n, k = emissions.shape
    return {
        path: float(
            start[path[0]]
            + end[path[-1]]
            + sum(emissions[t, path[t]] for t in range(n))
            + sum(transition[path[t], path[t + 1]] for t in range(n - 1))
        )
        for path in itertools.product(range(k), repeat=n)
    }


@pytest.mark.parametrize("seed", range(4))
def test_the_best_path_is_the_best_of_all(seed: int) -> None:
    given = chain(seed)
    every = scores(*given)
    assert tuple(viterbi(*given)) == max(every, key=lambda p: every[p])


@pytest.mark.parametrize("temperature", [1.0, 2.5])
def test_marginals_are_those_of_all_paths(temperature: float) -> None:
    given = chain(7)
    every = scores(*given)
    weights = {p: np.exp(s / temperature) for p, s in every.items()}
    whole = sum(weights.values())
    wanted = np.zeros(given[0].shape)
    for path, weight in weights.items():
        for t, k in enumerate(path):
            wanted[t, k] += weight / whole
    assert marginals(*given, temperature) == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("span", [(0, 1), (0, 3), (1, 2), (2, 5), (4, 5)])
def test_the_probability_of_a_span_is_that_of_all_paths_with_exactly_it(span: tuple[int, int]) -> None:
    given = chain(11)
    weights = {p: np.exp(s) for p, s in scores(*given).items()}
    place = {label: k for k, label in enumerate(LABELS)}
    wanted = sum(w for p, w in weights.items() if (*span, "a") in spans_of([LABELS[k] for k in p]))
    found = Chain(*given).span(*span, place["B-a"], place["I-a"])
    assert found == pytest.approx(wanted / sum(weights.values()), abs=1e-9)


def test_a_threshold_keeps_as_much_as_the_wanted_share_allows() -> None:
    confidences, right = [0.9, 0.8, 0.7, 0.6], [True, True, False, True]
    assert threshold(confidences, right, 1.0) == (0.8, 0.5)
    assert threshold(confidences, right, 0.75) == (0.6, 1.0)
    assert threshold([0.9], [False], 0.5) == (1.0, 0.0)


def test_no_inside_without_its_begin() -> None:
    pairs, starts = allowed(ATTRIBUTION, begins_inside=True)
    place = {label: k for k, label in enumerate(ATTRIBUTION)}
    assert not pairs[place["O"], place["I-cue"]]
    assert not pairs[place["B-source"], place["I-cue"]]
    assert pairs[place["B-cue"], place["I-cue"]]
    assert starts[place["I-content"]]  # a window may begin within a quotation
    assert not allowed(ATTRIBUTION, begins_inside=False)[1][place["I-content"]]


def test_spans_of_tags() -> None:
    assert spans_of(["B-a", "I-a", "B-a", "O", "I-b", "B-a", "I-b"]) == {
        (0, 2, "a"), (2, 3, "a"), (4, 5, "b"), (5, 6, "a"), (6, 7, "b"),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_a_tree_is_the_best_without_circles(seed: int) -> None:
    arcs = np.random.default_rng(seed).normal(size=(4, 5))
    arcs[range(4), range(1, 5)] = -1e9  # no word is its own head

    def well(heads: tuple[int, ...]) -> bool:
        for word in range(4):
            seen, at = set(), word + 1
            while at and at not in seen:
                seen.add(at)
                at = heads[at - 1]
            if at:
                return False
        return True

    best = max(filter(well, itertools.product(range(5), repeat=4)), key=lambda h: sum(arcs[k, h[k]] for k in range(4)))
    assert tuple(heads_of(arcs)) == best


def test_two_words_that_point_at_each_other_are_parted() -> None:
    arcs = np.array([[0.0, -9.0, 5.0], [1.0, 5.0, -9.0]])
    assert heads_of(arcs) == [2, 0]


def test_confidence_that_equals_the_share_right_has_no_error() -> None:
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0)
    assert calibration_error([0.95] * 4, [True, True, False, False]) == pytest.approx(0.45)

"""The chain against all paths counted one by one."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest

from sayso.encoder.chain import NEVER, Chains, Marked, follows, softmax, spans_of

LABELS = ["O", "B-a", "I-a", "B-b", "I-b"]


def head(seed: int, *, may_begin_inside: bool = False, temperature: float = 1.3) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    start = rng.normal(size=5)
    if not may_begin_inside:
        start[[2, 4]] = NEVER
    return {
        "labels": LABELS,
        "transition": rng.normal(size=(5, 5)),
        "start": start,
        "end": rng.normal(size=5),
        "temperature": temperature,
    }


def every_path(given: dict[str, Any], e: np.ndarray) -> dict[tuple[int, ...], float]:
    """The score of every path, those with a forbidden step left out."""
    out = {}
    for path in product(range(5), repeat=len(e)):
        steps = list(pairwise(path))
        if (
            any(LABELS[b][:2] == "I-" and LABELS[a][2:] != LABELS[b][2:] for a, b in steps)
            or given["start"][path[0]] == NEVER
        ):
            continue
        score = given["start"][path[0]] + given["end"][path[-1]] + sum(e[k, tag] for k, tag in enumerate(path))
        out[path] = score + sum(given["transition"][a, b] for a, b in steps)
    return out


def alone(given: dict[str, Any], e: np.ndarray) -> tuple[list[int], list[Marked]]:
    """The best path and the spans of one head by itself."""
    chains = Chains({"": given})
    return chains.best({"": e})[""], chains.spans({"": e})[""]


@pytest.mark.parametrize("seed", range(12))
def test_best_path_and_spans_are_those_of_all_paths(seed: int) -> None:
    given = head(seed, may_begin_inside=seed % 3 == 0)
    e = np.random.default_rng(seed + 100).normal(size=(1 + seed % 5, 5)) * 2
    scores = every_path(given, e)
    best = max(scores, key=lambda p: scores[p])
    path, spans = alone(given, e)
    assert tuple(path) == best
    heat = {path: np.exp(score / given["temperature"]) for path, score in scores.items()}
    whole = sum(heat.values())
    for span in spans:
        tags = best[span.first : span.last]
        inside = LABELS.index(f"I-{span.label}")
        holding = [
            w for p, w in heat.items()
            if p[span.first : span.last] == tags and (span.last == len(p) or p[span.last] != inside)
        ]  # fmt: skip
        assert span.probability == pytest.approx(sum(holding) / whole, abs=1e-9)


def test_no_tag_continues_another_kind_however_high_it_scores() -> None:
    e = np.full((3, 5), 0.0)
    e[0, 1], e[1, 4], e[2, 4] = 9, 99, 99
    given = head(1) | {"transition": np.zeros((5, 5)), "start": [0, 0, NEVER, 0, NEVER], "end": [0] * 5}
    assert [LABELS[tag] for tag in alone(given, e)[0]] == ["B-b", "I-b", "I-b"]


def test_no_words_and_steep_scores() -> None:
    assert alone(head(2), np.zeros((0, 5))) == ([], [])
    _, steep = alone(head(2), np.random.default_rng(3).normal(size=(40, 5)) * 400)
    assert len(steep) > 5
    assert all(0 <= span.probability <= 1 for span in steep)
    _, sure = alone(head(2), np.eye(5)[[0, 1, 2, 0, 3, 0]] * 400)
    assert [span.probability for span in sure] == [1.0, 1.0]


@pytest.mark.parametrize("seed", range(6))
def test_chains_give_the_same_together_as_alone(seed: int) -> None:
    rng = np.random.default_rng(seed)
    small = {**head(seed), "labels": LABELS[:3], "temperature": 0.8}
    small |= {name: np.asarray(small[name])[..., :3] for name in ("transition", "start", "end")}
    small["transition"] = small["transition"][:3]
    heads = {"wide": head(seed + 50, may_begin_inside=True), "small": small}
    e = {"wide": rng.normal(size=(30, 5)) * 3, "small": rng.normal(size=(30, 3)) * 3}
    chains = Chains(heads)
    for name, given in heads.items():
        path, apart = alone(given, e[name])
        assert chains.best(e)[name] == path
        together = chains.spans(e)[name]
        assert [(s.first, s.last, s.label) for s in together] == [(s.first, s.last, s.label) for s in apart]
        assert [s.probability for s in together] == pytest.approx([s.probability for s in apart], abs=1e-12)


def test_an_i_follows_its_own_kind_only() -> None:
    may = follows(LABELS)
    assert [LABELS[k] for k in np.flatnonzero(may[:, 2])] == ["B-a", "I-a"]
    assert may[:, [0, 1, 3]].all()


def test_spans_of_tags() -> None:
    assert spans_of(["B-a", "I-a", "B-a", "O", "I-b", "B-a", "I-b"]) == [
        (0, 2, "a"), (2, 3, "a"), (4, 5, "b"), (5, 6, "a"), (6, 7, "b"),
    ]  # fmt: skip


def test_heat_makes_the_softmax_less_sure_and_keeps_its_order() -> None:
    cool, hot = softmax(np.array([3.0, 1.0])), softmax(np.array([3.0, 1.0]), 4.0)
    assert cool[0] > hot[0] > 0.5
    assert softmax(np.array([1000.0, 0.0]))[0] == pytest.approx(1.0)

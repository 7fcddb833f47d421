"""Figures, calibration error, temperatures and thresholds."""

import numpy as np
import pytest
from training.pair.calibrate import best_none_threshold, calibrate
from training.pair.labels import TYPES, modes, types_of
from training.pair.rows import Row
from training.pair.score import (
    best_mode,
    f1,
    figures,
    fit_temperature,
    macro,
    root_probabilities,
)

from sayso.encoder.chain import softmax


def logits(*kinds: str) -> np.ndarray:
    out = np.zeros((len(kinds), len(TYPES)))
    for k, kind in enumerate(kinds):
        out[k, TYPES.index(kind)] = 5.0
    return out


def row(root: str, **more: object) -> Row:
    return Row(corpus="plv", text="x", types=types_of(root), related=1, **more)  # type: ignore[arg-type]


def test_concede_and_retreat_are_one_root() -> None:
    found = root_probabilities(np.zeros((1, len(TYPES))))
    assert found.sum() == pytest.approx(1.0)
    assert found.max() == pytest.approx(2 / 16)


def test_macro_f1_counts_every_label_of_the_gold_alike() -> None:
    pairs = [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b")]
    assert f1(pairs) == pytest.approx({"a": 0.8, "b": 2 / 3})
    assert macro(pairs) == pytest.approx((0.8 + 2 / 3) / 2)


def test_figures_of_plv_aw_and_pairs() -> None:
    rows = [row("YIELD"), row("AID"), row("ASSAULT")]
    rows += [Row(corpus="aw", text="x", conflict=c, related=1) for c in (0, 0, 1)]
    rows.append(Row(corpus="strangers", text="x", related=0))
    out = {
        "type": logits("RETREAT", "COOPERATE", "ASSAULT", "AID", "AID", "AID", "AID"),
        "quad": np.eye(4)[[1, 1, 3, 0, 2, 3, 0]] * 5,
        "related": np.array([1, 1, -1, -2, -2, -2, -2.0]),
        "mode": np.zeros((7, len(modes()))),
    }
    found = figures(rows, out)
    assert found["type accuracy"] == pytest.approx(2 / 3)  # RETREAT is right for YIELD; COOPERATE is wrong for AID
    assert found["quad accuracy"] == 1.0  # but of its quad class
    assert found["aw 0 F1"] == pytest.approx(2 / 3)
    assert found["no relation F1"] == pytest.approx(2 / 3)  # AW says nothing of it


def test_a_mode_is_chosen_among_those_of_its_type() -> None:
    scores = np.zeros(len(modes()))
    scores[modes().index("ASSAULT/aerial")] = 9.0
    scores[modes().index("PROTEST/riot")] = 1.0
    assert best_mode(scores, Row(corpus="own", text="x", types=types_of("PROTEST"))) == "PROTEST/riot"


def test_the_temperature_cools_what_is_too_sure() -> None:
    random = np.random.default_rng(0)
    gold = random.integers(0, 3, 2000)
    right = random.random(2000) < 0.7
    answers = np.where(right, gold, (gold + 1) % 3)
    scores = np.eye(3)[answers] * 6.0

    def loss(t: float) -> float:
        return float(-np.log(softmax(scores, t)[np.arange(2000), gold]).mean())

    t = fit_temperature(loss)
    assert t > 2.0
    assert loss(t) < loss(1.0)


def test_no_relation_is_said_below_the_threshold_with_the_best_f1() -> None:
    found = best_none_threshold(np.array([0.1, 0.2, 0.6, 0.9]), np.array([False, False, True, True]))
    assert 0.2 < found <= 0.6


def test_calibrating_tells_every_head() -> None:
    rows = [row("ASSAULT", direction=1), row("AID", direction=0), Row(corpus="strangers", text="x", related=0)]
    rows.append(Row(corpus="stories", text="x", types=types_of("PROTEST"), mode="PROTEST/demo", related=1))
    n = len(rows)
    out = {
        "type": logits("ASSAULT", "AID", "AID", "PROTEST"),
        "quad": np.eye(4)[[3, 1, 0, 3]] * 3,
        "mode": np.eye(len(modes()))[[modes().index("PROTEST/demo")] * n] * 3,
        "related": np.array([2, 2, -2, 2.0]),
        "direction": np.array([2, -2, 0, 0.0]),
    }
    found = calibrate(rows, out)
    assert set(found) == {"type", "quad", "mode", "related", "direction"}
    assert found["type"]["rows"] == 2
    assert found["related"]["rows"] == 4
    assert all(f["ece"] <= f["ece_before"] + 1e-9 for f in found.values())

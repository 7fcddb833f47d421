"""Figures of spans and trees."""

import pytest
from training.encoder.score import SpanScore, TreeScore


def test_spans_by_kind_by_token_and_without_edge_punctuation() -> None:
    score = SpanScore()
    words = ['"', "We", "won", '"', "she", "said"]
    gold = ["O", "B-content", "I-content", "O", "B-source", "B-cue"]
    found = ["B-content", "I-content", "I-content", "I-content", "B-source", "O"]
    score.add(words, found, gold)
    figures = score.figures("x")
    assert figures["x exact"] == pytest.approx(2 * 1 / (2 + 3))
    assert figures["x exact source"] == 1.0
    assert figures["x exact content"] == 0.0
    assert figures["x exact, edge punctuation ignored"] == pytest.approx(2 * 2 / 5)
    assert figures["x token content"] == pytest.approx(2 * 2 / (4 + 2))
    assert figures["x token cue"] == 0.0


def test_subtypes_count_only_where_asked_and_unknown_heads_are_left_out() -> None:
    score = TreeScore()
    score.add([(2, "nsubj"), (0, "root"), (1, "obj")], [(2, "nsubj:pass"), (0, "root"), (-100, "obj")])
    figures = score.figures("t")
    assert figures["t UAS"] == figures["t LAS"] == 1.0
    assert figures["t LAS with subtypes"] == 0.5

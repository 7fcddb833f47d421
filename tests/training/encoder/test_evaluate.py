"""From raw outputs to figures, temperatures and the data card, with outputs made by hand."""

import numpy as np
import pytest
from training.encoder.calibrate import reliability, temperatures
from training.encoder.card import card
from training.encoder.corpora.all import Corpus, Loaded
from training.encoder.data import shares_of
from training.encoder.evaluate import Arrays, Read, figures, read_windows
from training.encoder.labels import ACTORS, vocabulary
from training.encoder.windows import Sentence, Text, Window

from sayso.encoder.document import Heads

LISTS = vocabulary({}).lists
NAMES = ("actors", "arcs_ud", "labels_ud", "triggers", "factuality")
HEADS = {name: {"labels": LISTS.get(name, ())} for name in NAMES}
HEADS["actors"] |= {"kind": "bio", "transition": np.zeros((7, 7)), "start": np.zeros(7), "end": np.zeros(7)}


class Numbers:
    """Words that are numbers, so that outputs can be made from inputs."""

    def row(self, words: tuple[str, ...]) -> dict[str, np.ndarray]:
        ids = np.array([101, *map(int, words), 102])
        return {"input_ids": ids, "first": np.arange(1, len(words) + 1)}


def window(words: str, **labels: list[object]) -> Window:
    return Window(tuple(words.split()), dict(labels), "t", "cameo")


def read(*windows: Window) -> list[Read]:
    return read_windows(run, windows, Numbers(), Heads(HEADS))  # type: ignore[arg-type]


def run(inputs: Arrays) -> Arrays:
    """Word n gets actor tag n, the word before it as head, factuality n, and is a trigger if n is even."""
    words = np.take_along_axis(inputs["input_ids"], inputs["first"], 1)
    b, w = words.shape
    return {
        "actors": np.eye(7)[words % 7] * 9,
        "arcs_ud": np.tile(np.eye(w, w + 1) * 5, (b, 1, 1)),
        "labels_ud": np.zeros((b, w, 1)),
        "triggers": np.stack([words % 2, 1 - words % 2], -1) * 4.0,
        "factuality": words.astype(float),
    }


TAGS = [ACTORS[k] for k in (1, 2, 0, 3)]
WINDOWS = [
    window(
        "1 2 0 3", actors=TAGS, triggers=["no", "yes", "yes", "no"], factuality=[float("nan"), 1.0, float("nan"), 5.0]
    ),
    window("1 2", actors=["B-S", "O"], arcs_ud=[0, 1], labels_ud=["_", "_"]),
]


def test_figures_come_from_each_windows_own_words() -> None:
    reads = read(*WINDOWS)
    found = figures(reads)
    assert found["actors exact"] == pytest.approx(2 * 2 / 6)  # of three spans found and three wanted, two are equal
    assert found["cameo triggers F1"] == 1.0
    assert found["cameo factuality MAE"] == pytest.approx((1.0 + 2.0) / 2)  # 2 for 1; 3 for 5
    assert found["cameo ud LAS"] == 1.0


def test_windows_of_one_text_are_joined_before_spans_are_counted() -> None:
    first, second = window("1 2", actors=["B-S", "I-S"]), window("2 0", actors=["I-S", "O"])
    second.follows = True
    found = figures(read(first, second))
    assert found["actors exact"] == 1.0


def test_trees_are_those_of_sentences_though_a_window_holds_two() -> None:
    """Each word likes the one before it best, over the edge too; the runner never looks over it, and gives each its root."""
    both = window("1 2 3 4 5", arcs_ud=[0, 1, 0, 3, 4], labels_ud=["_"] * 5)
    both.sizes = (2, 3)
    assert figures(read(both))["cameo ud UAS"] == 1.0
    told = reliability(read(both), HEADS)["arcs_ud"]
    assert told["right"] == 1.0
    assert set(temperatures(read(both), HEADS)) >= {"arcs_ud", "labels_ud"}


def test_reliability_tells_the_share_right_of_what_was_found() -> None:
    reads = read(*WINDOWS)
    heat = temperatures(reads, HEADS)
    told = reliability(reads, {name: head | {"temperature": heat.get(name, 1.0)} for name, head in HEADS.items()})
    assert told["actors"]["right"] == pytest.approx(2 / 3, abs=1e-3)
    assert told["triggers"] == told["triggers"] | {"right": 1.0, "kept_at_90": 1.0}
    assert heat["actors"] > heat["triggers"]  # a head that errs has to be less sure


def test_the_card_counts_rows_and_what_was_dropped_and_shares_are_evened_out() -> None:
    def part(name: str, words: int, weight: float, dropped: int) -> Loaded:
        corpus = Corpus(name, f"{name}.jsonl", "CC BY", "heads", weight, lambda data, split: ())
        return Loaded(corpus, [Text("t", name, "train", [Sentence(("w",) * words)])], dropped)

    parts = [part("big", 1600, 1.0, 0), part("small", 100, 1.0, 3)]
    assert shares_of(parts, 0.5) == pytest.approx({"big": 0.8, "small": 0.2})
    text = card(parts, [], {"step": 7, "subwords": 1234, "cpu": 5.0})
    assert "| small | small.jsonl | CC BY | heads | 1 / 100 | - | 3 |" in text
    assert "7 steps, 1,234 sub-words" in text

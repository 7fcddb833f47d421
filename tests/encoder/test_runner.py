"""The runner on tiny models (built by build_models.py): the same bits whatever is read beside, checked files, decoded heads."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.encoder.document import DocumentEncoder
from sayso.encoder.pairs import Pair, PairEncoder
from sayso.errors import MissingModel

pytest.importorskip("onnxruntime", reason="the extra `encoder` is not installed")
pytest.importorskip("tokenizers", reason="the extra `encoder` is not installed")

MODELS = Path(__file__).parent / "models"
DOCUMENT, PAIRS = DocumentEncoder(MODELS / "document"), PairEncoder(MODELS / "pair")
WORDS = st.lists(
    st.sampled_from(
        [
            "Norland",
            "bombed",
            "the",
            "depot",
            "in",
            "Sudland",
            "on",
            "Monday",
            ",",
            "said",
            "Ana",
            "Velo",
            "—",
            "UN",
            "2026",
        ]
    ),
    min_size=1,
    max_size=30,
)
SENTENCE = "Norland bombed a depot in Sudland, the minister said."


def same(a: Any, b: Any) -> bool:
    return all(np.array_equal(a.scores[name], b.scores[name]) for name in a.scores)


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_a_window_has_the_same_bits_alone_and_in_any_company(windows: list[list[str]], chance: Any) -> None:
    alone = [next(DOCUMENT.read([words])) for words in windows]
    order = list(range(len(windows)))
    chance.shuffle(order)
    together = list(DOCUMENT.read([windows[k] for k in order]))
    assert all(same(alone[k], found) for k, found in zip(order, together, strict=True))


def test_padding_and_company_would_change_these_scores() -> None:
    """The reason for one row at a time; if this fails, the test above asks nothing of the tiny model."""
    short, long = ["Norland", "bombed"], ["the", "minister", "said", "UN", "2026", "depot", "Monday"]
    rows = [DOCUMENT._subwords.row(words) for words in (short, long)]
    padded = {
        name: np.stack([np.pad(row[name], (0, max(len(r[name]) for r in rows) - len(row[name]))) for row in rows])
        for name in rows[0]
    }
    names = DOCUMENT._graphs._first.names
    found = dict(zip(names, DOCUMENT._graphs._first._session.run(None, padded), strict=True))
    lone = next(DOCUMENT.read([short])).scores["upos"]
    assert not np.array_equal(found["upos"][0, : len(short)], lone)


def test_pairs_have_the_same_answers_in_any_company() -> None:
    pairs = [
        Pair(text=SENTENCE, source=(0, 7), target=(26, 33)),
        Pair(text=SENTENCE[:33] + " on Monday", source=(26, 33), target=(0, 7)),
        Pair(text=SENTENCE, source=None, target=(17, 22)),
    ]
    alone = [next(PAIRS.read([pair])) for pair in pairs]
    assert list(PAIRS.read(reversed(pairs))) == alone[::-1]
    assert len({answer.type.probability for answer in alone}) == 3


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ((0, 7), (17, 24), "101 1 114 2 118 121 3 122 4 115 102"),
        ((17, 24), (0, 7), "101 3 114 4 118 121 1 122 2 115 102"),
        ((0, 7), None, "101 1 114 2 118 121 122 115 102"),
        ((0, 14), (0, 7), "101 1 3 114 4 118 2 121 122 115 102"),  # of two that open at one place the longer is outside
        ((0, 7), (0, 14), "101 3 1 114 2 118 4 121 122 115 102"),
    ],
)
def test_markers_stand_around_the_ends(source: tuple[int, int], target: tuple[int, int] | None, wanted: str) -> None:
    row = PAIRS.row(
        Pair(text="Norland bombed a depot  Sudland"[:16] + " depot   Sudland", source=source, target=target)
    )
    assert " ".join(map(str, row["input_ids"])) == wanted
    places = [int(k) for k in row["positions"]]
    assert places == [list(row["input_ids"]).index(1), list(row["input_ids"]).index(3) if target else 0]


def test_a_long_pair_keeps_its_markers() -> None:
    text = "the " * 60 + "Norland bombed Sudland" + " in" * 60
    row = PAIRS.row(Pair(text=text, source=(240, 247), target=(255, 262)))
    assert len(row["input_ids"]) == 24
    assert row["input_ids"][row["positions"]].tolist() == [1, 3]
    far = PAIRS.row(Pair(text=text, source=(0, 3), target=(255, 262)))
    assert far["input_ids"][far["positions"][0]] == 1
    assert far["positions"][1] == 0


def test_no_relation_below_the_threshold_and_modes_of_the_type_only() -> None:
    answers = list(PAIRS.read(Pair(text=SENTENCE, source=(0, k), target=(26, 33)) for k in range(1, 24)))
    assert {a.related.label for a in answers} <= {"yes", "no"}
    assert all((a.related.label == "yes") == (a.related.probability >= 0.6) for a in answers)
    modes = {"ASSAULT": {"aerial", "drone"}, "AID": {"food"}, "CONSULT": set()}
    assert all(a.mode is None or a.mode.label in modes[a.type.label] for a in answers)
    assert all(0.5 <= a.direction.probability <= 1 for a in answers)


def test_every_head_is_decoded() -> None:
    words = ["Norland", "bombed", "a", "depot", ",", "the", "minister", "said"]
    (window,) = DOCUMENT.read([words])
    tags = window.tags("upos")
    assert len(tags.labels) == len(tags.probabilities) == len(window.lemmas()) == len(window.factuality()) == 8
    assert all(1 / 3 <= p <= 1 for p in tags.probabilities)
    assert window.chances("triggers", "yes") == pytest.approx([1 - p for p in window.chances("triggers", "no")])
    assert all(0 < span.probability <= 1 for span in window.spans("attribution"))
    assert all(-3 <= value <= 3 for value in window.factuality())
    assert (window.sure("attribution"), window.sure("upos")) == (0.7, 0.0)
    for first, last in ((0, 4), (4, 8), (7, 8)):
        tree = window.tree("ud", first, last)
        assert (len(tree.heads), tree.heads.count(0)) == (last - first, 1)


@pytest.mark.parametrize("size", [0, 41])
def test_windows_of_no_words_or_too_many_are_refused(size: int) -> None:
    with pytest.raises(ValueError, match=f"a window of {size} words; 1 to 40"):
        next(DOCUMENT.read([["the"] * size]))


def test_long_words_are_cut_so_that_a_window_fits() -> None:
    row = DOCUMENT._subwords.row(["depotsssssssssss"] * 40)
    assert len(row["input_ids"]) <= 62
    assert len(row["first"]) == 40


def damaged(folder: Path, how: str) -> Path:
    shutil.copytree(MODELS / "document", folder)
    model, index = folder / "document.onnx", folder / "heads.json"
    if how == "flipped":
        data = bytearray(model.read_bytes())
        data[-9] ^= 1
        model.write_bytes(data)
    elif how == "gone":
        model.unlink()
    elif how == "no index":
        index.unlink()
    elif how == "no json":
        index.write_text("{", encoding="utf-8")
    else:
        index.write_text(json.dumps({**json.loads(index.read_text(encoding="utf-8")), "files": {}}), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("flipped", "damaged or of another version; reinstall sayso"),
        ("gone", "document.onnx are missing"),
        ("no index", "heads.json is missing; reinstall sayso"),
        ("no json", "is no index of weights"),
        ("nothing named", "names no files"),
    ],
)
def test_weights_that_are_not_what_they_should_be(tmp_path: Path, how: str, words: str) -> None:
    with pytest.raises(MissingModel, match=words):
        DocumentEncoder(damaged(tmp_path / "weights", how))


def test_nothing_reaches_for_the_network_or_for_threads() -> None:
    assert (os.environ["TOKENIZERS_PARALLELISM"], os.environ["HF_HUB_OFFLINE"]) == ("false", "1")

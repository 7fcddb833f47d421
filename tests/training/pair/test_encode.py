"""Markers in sub-words, and cutting."""

from pathlib import Path

import pytest

tokenizers = pytest.importorskip("tokenizers", reason="tokenizers comes with the neural parts")

from training.pair.encode import MARKERS, SUBWORDS, Encoder, Ids  # noqa: E402

S, SE = MARKERS["source"]
T, TE = MARKERS["target"]
WORDS = {word: 200 + k for k, word in enumerate(["miners", "sued", "the", "ministry", "of", "norland", "x"])} | {
    "?": 100
}


@pytest.fixture
def encoder(tmp_path: Path) -> Encoder:
    made = tokenizers.Tokenizer(tokenizers.models.WordLevel(WORDS, unk_token="?"))
    made.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    made.save(str(tmp_path / "tokenizer.json"))
    return Encoder(tmp_path / "tokenizer.json")


def words(text: str) -> list[int]:
    return [WORDS.get(w, 100) for w in text.split()]


def test_markers_stand_around_the_spans(encoder: Encoder) -> None:
    found = encoder.pair("miners sued the ministry", (0, 6), (12, 24))
    assert list(found.ids) == [101, S, *words("miners"), SE, *words("sued"), T, *words("the ministry"), TE, 102]
    assert found.positions == (1, 5)


def test_the_target_may_come_first(encoder: Encoder) -> None:
    found = encoder.pair("the ministry sued miners", (18, 24), (0, 12))
    assert [found.ids[p] for p in found.positions] == [S, T]
    assert found.positions[0] > found.positions[1]


def test_of_nested_spans_the_longer_opens_first_and_closes_last(encoder: Encoder) -> None:
    found = encoder.pair("ministry of norland", (0, 19), (12, 19))
    assert list(found.ids) == [101, S, *words("ministry of"), T, *words("norland"), TE, SE, 102]
    found = encoder.pair("norland ministry", (0, 16), (0, 7))
    assert list(found.ids) == [101, S, T, *words("norland"), TE, *words("ministry"), SE, 102]


def test_neighbours_close_before_they_open(encoder: Encoder) -> None:
    found = encoder.pair("minersministry", (0, 6), (6, 14))
    assert list(found.ids) == [101, S, *words("miners"), SE, T, *words("ministry"), TE, 102]


def test_an_end_that_is_missing_has_place_0(encoder: Encoder) -> None:
    found = encoder.pair("miners sued", (0, 6), None)
    assert found.positions == (1, 0)
    assert T not in found.ids


@pytest.mark.parametrize("before", [0, 100, 400])
def test_a_long_sentence_is_cut_around_its_markers(encoder: Encoder, before: int) -> None:
    text = "x " * before + "miners sued the ministry" + " x" * 400
    at = 2 * before
    found = encoder.pair(text, (at, at + 6), (at + 12, at + 24))
    assert len(found.ids) == SUBWORDS
    assert [found.ids[p] for p in found.positions] == [S, T]
    assert (found.ids[0], found.ids[-1]) == (101, 102)


def test_another_vocabulary_has_its_markers_elsewhere(encoder: Encoder) -> None:
    moved = Encoder.__new__(Encoder)
    moved.special, moved.tokenizer, moved._pieces = Ids(cls=0, sep=2, shift=4), encoder.tokenizer, encoder._pieces
    assert moved.pair("miners sued", (0, 6), None).ids[:2] == (0, S + 4)

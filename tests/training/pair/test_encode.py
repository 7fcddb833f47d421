"""Markers in sub-words, and cutting."""

from pathlib import Path

import pytest

tokenizers = pytest.importorskip("tokenizers", reason="tokenizers comes with the neural parts")

from training.pair.batches import inputs  # noqa: E402
from training.pair.encode import MARKERS, SUBWORDS, Encoder, Ids  # noqa: E402
from training.pair.rows import Ends, Row  # noqa: E402

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


def marked(encoder: Encoder, text: str, source: Ends, target: Ends) -> tuple[list[int], list[int]]:
    found = encoder.row(Row(corpus="own", text=text, source=source, target=target))
    return found["input_ids"].tolist(), found["positions"].tolist()


def test_markers_stand_around_the_spans(encoder: Encoder) -> None:
    ids, places = marked(encoder, "miners sued the ministry", (0, 6), (12, 24))
    assert ids == [101, S, *words("miners"), SE, *words("sued"), T, *words("the ministry"), TE, 102]
    assert places == [1, 5]
    ids, places = marked(encoder, "the ministry sued miners", (18, 24), (0, 12))
    assert [ids[p] for p in places] == [S, T]
    assert places[0] > places[1]


def test_neighbours_close_before_they_open(encoder: Encoder) -> None:
    ids, _ = marked(encoder, "minersministry", (0, 6), (6, 14))
    assert ids == [101, S, *words("miners"), SE, T, *words("ministry"), TE, 102]


@pytest.mark.parametrize("before", [0, 100, 400])
def test_a_long_sentence_is_cut_around_its_markers(encoder: Encoder, before: int) -> None:
    at = 2 * before
    text = "x " * before + "miners sued the ministry" + " x" * 400
    ids, places = marked(encoder, text, (at, at + 6), (at + 12, at + 24))
    assert len(ids) == SUBWORDS
    assert [ids[p] for p in places] == [S, T]
    assert (ids[0], ids[-1]) == (101, 102)


def test_another_vocabulary_has_its_markers_elsewhere(tmp_path: Path, encoder: Encoder) -> None:
    moved = Encoder(tmp_path / "tokenizer.json", Ids(cls=0, sep=2, pad=1, shift=4))
    rows = [Row(corpus="own", text=text, source=(0, 6)) for text in ("miners sued", "miners")]
    found = inputs(rows, moved)
    assert found["input_ids"].tolist()[1] == [0, S + 4, *words("miners"), SE + 4, 2, 1]
    assert found["attention_mask"].tolist()[1] == [1, 1, 1, 1, 1, 0]
    assert found["positions"].tolist() == [[1, 0], [1, 0]]
    assert list(inputs(rows, encoder)) == ["input_ids", "attention_mask", "positions"]  # as the model takes them

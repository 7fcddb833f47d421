"""Shapes, batches of inputs, and streams that resume."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from training.encoder.base import find_base
from training.encoder.data import Stream, make_batch
from training.encoder.encode import SHAPES, SUBWORDS, SUBWORDS_PER_WORD, batch
from training.encoder.labels import IGNORE
from training.encoder.windows import Sentence, Text, windows_of

from sayso.encoder.words import Subwords


class Letters:
    """A tokenizer of letters, so that no file is needed."""

    def encode(self, word: str, *, add_special_tokens: bool) -> SimpleNamespace:
        return SimpleNamespace(ids=list(map(ord, word)))


LETTERS = Subwords(Letters(), most=SUBWORDS, per_word=SUBWORDS_PER_WORD)


def test_a_window_that_is_too_long_loses_ends_of_words_and_keeps_every_word() -> None:
    found = LETTERS.row(["abcdefgh"] * 160)
    assert len(found["input_ids"]) == 160 * (510 // 160) + 2
    assert len(found["first"]) == 160
    assert found["shapes"][0] == found["shapes"][-1] == 0
    assert set(found["shapes"]) < set(range(SHAPES))


def test_inputs_are_padded_with_nothing() -> None:
    inputs = batch([LETTERS.row(["ab"]), LETTERS.row(["A", "b"])])
    assert list(inputs) == ["input_ids", "attention_mask", "shapes", "first", "word_mask"]  # as the model takes them
    assert inputs["shapes"].tolist() == [[0, 3, 3, 0], [0, 7, 3, 0]]
    assert inputs["first"].tolist() == [[1, 0], [1, 2]]
    assert inputs["word_mask"].tolist() == [[1, 0], [1, 1]]
    assert batch([LETTERS.row(["a"]), LETTERS.row(["abc"])])["attention_mask"].tolist() == [[1, 1, 1, 0, 0], [1] * 5]


def texts() -> list[Text]:
    rng = np.random.default_rng(3)
    out = []
    for k in range(12):
        sentences = [Sentence(("ab",) * int(n), {"upos": [1] * int(n)}) for n in rng.integers(3, 60, size=6)]
        out.append(Text(f"t{k}", "gum", "train", sentences))
    return out


def signature(batches: Sequence[Any]) -> list[tuple[tuple[int, ...], int]]:
    return [(b.inputs["input_ids"].shape, b.subwords) for b in batches]


def test_a_stream_goes_on_exactly_where_it_stopped() -> None:
    whole = Stream(texts(), LETTERS, 5, 400)
    every = [whole.next() for _ in range(25)]
    assert whole.passes > 0
    begun = Stream(texts(), LETTERS, 5, 400)
    for _ in range(11):
        begun.next()
    resumed = Stream(texts(), LETTERS, 5, 400, begun.passes, begun.place)
    assert signature([resumed.next() for _ in range(14)]) == signature(every[11:])


def test_labels_are_padded_so_that_they_are_ignored() -> None:
    windows = [w for t in texts()[:2] for w in windows_of(t, 50)]
    made = make_batch([(w, LETTERS.row(w.words)) for w in windows])
    lengths = made.inputs["word_mask"].sum(1)
    for row, n in zip(made.gold["upos"], lengths, strict=True):
        assert (row[:n] == 1).all()
        assert (row[n:] == IGNORE).all()


def test_base_weights_with_another_hash_are_refused(tmp_path: Path) -> None:
    for name in ("model.safetensors", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"no weights")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(SystemExit, match="wanted 53aa51172d14"):
        find_base(tmp_path)

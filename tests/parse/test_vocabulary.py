"""Which words the dictionary of the parsing model knows."""

from __future__ import annotations

import pytest

from sayso.parse.vocabulary import classes_of, is_english


@pytest.mark.parametrize(
    ("word", "classes"),
    [
        ("house", {"noun", "verb"}),
        ("houses", {"noun", "verb"}),  # by an ending
        ("went", {"verb"}),  # irregular
        ("whose", {"function"}),
        ("abarkuz", set()),
        ("", set()),
    ],
)  # fmt: skip
def test_classes(word: str, classes: set[str]) -> None:
    assert classes_of(word) == classes


@pytest.mark.parametrize(("word", "known"), [("gunship", True), ("whose", True), ("abarkuz", False), ("zz", False)])
def test_words_and_compounds(word: str, known: bool) -> None:
    assert is_english(word) is known

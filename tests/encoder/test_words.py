"""Shapes, windows and lemma rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.encoder.words import lemma, shape, windows


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("—", 1),
        ("2026", 2),
        ("said", 3),
        ("Said", 4),
        ("UN", 5),
        ("iPhone", 6),
        ("A", 7),
        ("B-52", 7),
        ("McKay", 6),
        ("", 1),
        ("مصر", 3),
    ],
)
def test_shapes(word: str, number: int) -> None:
    assert shape(word) == number


@pytest.mark.parametrize(
    ("word", "rule", "wanted"),
    [
        ("Arrested", "l|2|", "arrest"),
        ("cities", "l|3|y", "city"),
        ("Velo", "k|0|", "Velo"),
        ("norland", "t|0|", "Norland"),
        ("Un", "u|0|", "UN"),
        ("is", "l|2|be", "be"),
        ("a", "l|3|b", "a"),  # a rule that cuts more than there is
        ("İs", "l|1|", "İs"),  # a letter that grows when it is lowered
        ("and|or", "l|0||", "and|or|"),  # only the first two bars part the rule
    ],
)
def test_lemma_rules(word: str, rule: str, wanted: str) -> None:
    assert lemma(word, rule) == wanted


@given(st.lists(st.integers(1, 60), max_size=20), st.integers(5, 40))
def test_windows_cover_all_words_once_and_keep_sentences_whole(lengths: list[int], most: int) -> None:
    found = list(windows(lengths, most))
    assert [end for _, end in found[:-1]] == [begin for begin, _ in found[1:]]
    assert (found[0][0], found[-1][1]) == (0, sum(lengths)) if lengths else not found
    assert all(0 < end - begin <= most for begin, end in found)
    at, cuts = 0, {end for _, end in found}
    for length in lengths:
        if length <= most:
            inner = [cut for cut in cuts if at < cut < at + length]
            assert inner == [], "a sentence that fits is never cut"
        at += length

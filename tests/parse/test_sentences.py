"""Where sentences begin, and what one window takes."""

from __future__ import annotations

import pytest

from sayso.encoder.words import windows
from sayso.parse.sentences import announced, starts, units

TEXT = [
    "The",
    "army",
    "left",
    ".",
    "“",
    "We",
    "won",
    ",",
    "”",
    "she",
    "said",
    ".",
    "Then",
    "it",
    "rained",
    ".",
    "40",
    "fled",
    "!",
]


@pytest.mark.parametrize(
    ("at", "wanted"),
    [
        (4, True),  # an opening quote behind a stop
        (8, False),  # a closing quote behind a comma
        (9, False),  # goes on behind a quote
        (12, True),  # a capital behind a stop
        (16, True),  # a figure behind a stop
        (17, False),
        (0, False),  # nothing stands before it
    ],
)
def test_what_the_marks_announce(at: int, wanted: bool) -> None:
    assert announced(TEXT, at) is wanted


def test_a_closing_quote_between_stop_and_start() -> None:
    words = ["“", "We", "won", ".", "”", "They", "left", "."]
    assert announced(words, 5)


@pytest.mark.parametrize(
    ("chances", "wanted"),
    [
        ({12: 0.99}, [0, 12]),  # sure
        ({12: 0.4}, [0, 12]),  # half sure, and the marks say so
        ({10: 0.4}, [0]),  # half sure, and they do not
        ({10: 0.6}, [0, 10]),  # likely: a line without marks
        ({11: 0.99}, [0]),  # a full stop begins nothing
        ({}, [0]),  # the first word of a block always begins one
    ],
)
def test_starts(chances: dict[int, float], wanted: list[int]) -> None:
    hard = [k == 0 for k in range(len(TEXT))]
    assert starts(TEXT, hard, [chances.get(k, 0.0) for k in range(len(TEXT))]) == wanted


def test_pieces_are_taken_whole_and_long_ones_by_likely_sentences() -> None:
    hard = [k in (0, 4) for k in range(len(TEXT))]
    assert list(units(TEXT, hard, 20)) == [4, len(TEXT) - 4]
    assert list(units(TEXT, hard, 10)) == [4, 8, 4, 3]
    assert list(windows(units(TEXT, hard, 10), 10)) == [(0, 4), (4, 12), (12, 19)]


def test_a_sentence_longer_than_a_window_is_cut() -> None:
    words = ["word"] * 25
    hard = [True] + [False] * 24
    assert [end - begin for begin, end in windows(units(words, hard, 10), 10)] == [10, 10, 5]


def test_no_words_no_windows() -> None:
    assert list(windows(units([], [], 10), 10)) == []

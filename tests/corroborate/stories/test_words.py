"""Stems and the static weights of words."""

from __future__ import annotations

import pytest

from sayso.corroborate.stories.words import RARE, stem, weight, weights


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("Shootings", "shooting", "shoot"), "shoot"),
        (("stopped", "stopping", "stops"), "stop"),  # the doubled consonant goes
        (("countries", "country"), "country"),
        (("Clashes", "clash"), "clash"),
        (("Haftar’s", "Haftar's", "HAFTAR"), "haftar"),  # possessives of either apostrophe
        (("Erdoğan", "Erdogan"), "erdogan"),  # accents do not part spellings
        (("crisis",), "crisis"),  # no plural
        (("ring", "bed"), None),  # too short to lose an ending
        (("7,900",), "7,900"),  # numbers stay
    ],
)
def test_spellings_of_one_word_share_a_stem(words: tuple[str, ...], expected: str | None) -> None:
    for word in words:
        assert stem(word) == (expected or word)


def test_common_words_weigh_less_than_rare_ones_and_unknown_ones_most() -> None:
    assert weight(stem("said")) < weight(stem("police")) < weight(stem("harbour")) < RARE
    assert weight("keldish") == RARE


def test_the_table_is_small_and_its_weights_are_in_range() -> None:
    assert 5_000 < len(weights()) < 30_000
    assert all(0 < w < RARE for w in weights().values())
    assert all(word == stem(word) for word in list(weights())[::997])

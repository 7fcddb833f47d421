"""Patterns over classes of words."""

from __future__ import annotations

import pytest

from sayso.errors import DataError
from sayso.extract.times.find import find
from sayso.extract.times.grammar import _compile, _needed, grammar
from sayso.extract.times.words import runs_of


def test_a_pattern_that_names_an_unknown_class_is_named_with_its_line() -> None:
    with pytest.raises(DataError, match="NOSUCH") as caught:
        _compile("NUM NOSUCH", grammar("en").letters, 7)
    assert (caught.value.table, caught.value.line) == ("times_patterns.csv", 7)


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("the? NUM UNIT", {"UNIT"}),  # the rarest of what must be there
        ("the? (UNIT | MONTH) of", {"UNIT", "MONTH"}),  # one of two
        ("the ago?", {"the"}),  # nothing better is sure
        ("(UNIT | the?)", set()),  # nothing is sure
    ],
)
def test_what_a_pattern_cannot_do_without(source: str, needed: set[str]) -> None:
    assert _needed(source) == needed


def test_most_words_of_a_text_are_not_looked_at() -> None:
    text = "The minister of the interior said on Tuesday that no one of the crew had been on the ship. " * 20
    runs = list(runs_of(text, {}, grammar("en").vocabulary))
    assert len(runs) == 20
    assert sum(run.last - run.first for run in runs) < len(text.split()) / 2


def test_of_overlapping_matches_the_longest_stays() -> None:
    assert [f.name for f in find("He left on Tuesday, March 5, 2019.", {})] == ["date-full"]

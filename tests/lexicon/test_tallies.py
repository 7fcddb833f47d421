"""Tolls told in figures, and things that are counted but are no people."""

from __future__ import annotations

import pytest

from sayso.extract.quantities.rules import RulesFinder
from sayso.lexicon.tables import Row, table
from sayso.lexicon.tallies import tally
from tests.factories import parsed


def told(text: str, word: str) -> str:
    tokens = parsed(text).tokens
    return tally(tokens, next(t.index for t in tokens if t.text == word))


@pytest.mark.parametrize("row", table("quantity_tallies"), ids=lambda row: row["word"])
def test_every_word_tells_of_a_toll(row: Row) -> None:
    expected = "raise" if row["kind"] == "noun" else row["kind"]
    assert told(row["example"], "dead") == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The blast left 12 dead.", "dead"),  # no toll is spoken of
        ("The clinic took the child to two wounded guards.", "wounded"),  # a verb of raising, but no toll
        ("The toll of the war is unknown to 12 wounded guards.", "wounded"),  # a toll, but nobody tells it
        ("The doctor raised the toll. The blast left 12 dead.", "dead"),  # another sentence
    ],
)
def test_no_toll_is_told(text: str, word: str) -> None:
    assert told(text, word) == ""


@pytest.mark.parametrize("row", table("quantity_things"), ids=lambda row: row["word"])
def test_things_are_not_counted_as_people(row: Row) -> None:
    assert [q for q in RulesFinder().find([parsed(row["example"])])[0] if q.kind in ("killed", "injured")] == []
    shot = row["example"].replace("hit two", "shot two")
    assert [q for q in RulesFinder().find([parsed(shot)])[0] if q.kind in ("killed", "injured")] == []

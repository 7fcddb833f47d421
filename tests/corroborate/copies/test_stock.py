"""Every row of the table of stock phrases is found in its example and not in its counterexample."""

from __future__ import annotations

import pytest

from sayso.corroborate.copies.stock import stock_words
from sayso.corroborate.copies.words import words_of
from sayso.lexicon.tables import table

ROWS = table("copies_stock")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["phrase"])
def test_example_and_counterexample(row: dict[str, str]) -> None:
    first = row["phrase"].split()[0]
    words = words_of(row["example"])
    assert words.stock[words.keys.index(first)] == 1, row["example"]
    if row["scope"] == "sentence":
        low, high = words.sentence(words.keys.index(first))
        assert all(words.stock[low:high]), row["example"]
    other = words_of(row["counterexample"])
    found = [words for words in (other.keys,) if first in words]
    assert all(not other.stock[keys.index(first)] for keys in found), row["counterexample"]


@pytest.mark.parametrize(
    ("text", "stock"),
    [
        ("The firm, asked twice, declined to comment.", "declined to comment"),
        (
            "She did so. Sign up to our morning newsletter for more. It rained.",
            "sign up to our morning newsletter for more",
        ),
        ("Declined to", ""),  # the text ends inside a phrase
        ("", ""),
    ],
)
def test_what_of_a_text_is_stock(text: str, stock: str) -> None:
    words = words_of(text)
    found = stock_words(words.keys, words.sentences)
    assert " ".join(k for k, s in zip(words.keys, found, strict=True) if s) == stock

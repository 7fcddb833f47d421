"""Numbers in words."""

import pytest

from sayso.lexicon.numbers import read_number
from sayso.lexicon.tables import table


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("twenty - five boats", (25, 3)),  # hyphens are words of their own
        ("two hundred and six people", (206, 4)),
        ("nineteen ninety - six", (1996, 4)),  # a year
        ("two thousand", (2000, 2)),
        ("3.5 million dollars", (3_500_000, 2)),
        ("1,900 people", (1900, 1)),
        ("five and six", (5, 1)),  # a list is no sum
        ("hundred boats", (100, 1)),
        ("nine hundred thousand men", (900_000, 3)),
        ("and six", None),
        ("boats", None),
    ],
)
def test_numbers_in_words(words: str, expected: tuple[float, int] | None) -> None:
    assert read_number(words.split()) == expected


@pytest.mark.parametrize("row", table("numbers"), ids=lambda row: row["word"])
def test_every_row_reads_its_example(row: dict[str, str]) -> None:
    words = row["example"].lower().rstrip(".").split()
    at = next(k for k, word in enumerate(words) if read_number(words, k))
    value, _ = read_number(words, at) or (None, 0)
    first = {"two": 2, "three": 3}.get(words[at], 1) if row["kind"] in ("hundred", "scale") else 1
    assert value == first * int(row["value"])

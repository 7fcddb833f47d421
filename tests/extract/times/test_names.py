"""Words that look like times and are none, and words that make a month sure."""

from __future__ import annotations

import pytest

from sayso.extract.times.rules import RulesTagger
from sayso.lexicon.tables import Row, table
from tests.factories import parsed


def tag(text: str) -> list[tuple[str, str]]:
    return [(t.text, t.value) for t in RulesTagger(plain=True).tag([parsed(text)])[0]]


@pytest.mark.parametrize("row", table("times_names"), ids=lambda row: row["word"])
def test_a_word_beside_a_date_makes_a_name_of_it(row: Row) -> None:
    assert tag(row["example"]) == []


@pytest.mark.parametrize("row", table("times_led"), ids=lambda row: row["word"])
def test_a_word_before_may_makes_a_month_of_it(row: Row) -> None:
    assert any("May" in shown for shown, _ in tag(row["example"]))


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May met aides, and May said no.",  # a person
        "Ministers may 5 officials recall.",  # a modal verb
        "The Women's March passed by.",  # a protest
        "They called the 71 123 2019 number, or 555-2019.",  # telephones
        "Half of it, a quarter of the seats, was lost.",  # a fraction
        "The boy, aged eight months, and a 45-year-old man fled.",  # ages
        "A decades-long war tired them.",
        "They mourned the fall of the city.",
        "Following years of drought, they fled.",
        "He led Friday prayers.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert [value for shown, value in tag(text) if shown != "years"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clashes began after Friday prayers.", ("Friday", "2019-04-05")),  # here the prayers do say when
        ("It crashed in Black River in September.", ("September", "2018-09")),
        ("The March accession was late.", ("March", "2019-03")),
        ("He spoke of the 2003 war.", ("2003", "2003")),
    ],
)
def test_what_is_a_time_after_all(text: str, expected: tuple[str, str]) -> None:
    assert expected in tag(text)

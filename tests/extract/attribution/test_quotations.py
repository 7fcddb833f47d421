"""Quotation marks of all kinds, nested, lost and over paragraphs."""

from __future__ import annotations

import pytest

from sayso.extract.attribution.quotations import quotations
from tests.factories import parsed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “it rains” today.", ["“it rains”"]),
        ('He said "it rains" today.', ['"it rains"']),
        ("He said «it rains» today.", ["«it rains»"]),
        ("He said „it rains“ today.", ["„it rains“"]),
        ("He said ‘it rains’ today.", ["‘it rains’"]),
        ("He said ''it rains'' today.", ["''it rains''"]),
        ("The boys' boat and the girl's oars aren't here.", []),  # apostrophes
        ("“She said ‘no’ twice,” he said.", ["“She said ‘no’ twice,”"]),  # single marks inside
        ("It rains. It pours,” he said.", ["It rains. It pours,”"]),  # lost opening mark: from the paragraph's start
        ("“It rains,” he said. It pours.” He left.", ["“It rains,”", "It pours.”"]),  # lost after another quotation
        ("He said: “It rains. It pours.", ["“It rains. It pours."]),  # lost closing mark: to the paragraph's end
        ("“It rains.\n\n“It pours,” he said.", ["“It rains.", "“It pours,”"]),  # one quotation over two paragraphs
        ("“It rains. “It pours,” he said.", ["“It rains.", "“It pours,”"]),  # the same, its paragraph break lost
        ("", []),
    ],
)
def test_stretches(text: str, expected: list[str]) -> None:
    assert [q.span.of(text) for q in quotations(parsed(text))] == expected


def test_a_second_paragraph_follows_the_first() -> None:
    assert [q.follows for q in quotations(parsed("“It rains.\n\n“It pours,” he said."))] == [False, True]

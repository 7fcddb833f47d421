"""A palace stands for the state, the seat of another arm for that body."""

from __future__ import annotations

import pytest

from tests.extract.actors.test_rules import mentions


@pytest.mark.parametrize(
    ("text", "mention", "actor", "country", "sector"),
    [
        # a palace, a street, the house of a state's government: the state
        ("El Mouradia summoned the ambassador.", "El Mouradia", "actor:dza", "DZA", "GOV"),
        ("Zhongnanhai rejected the offer.", "Zhongnanhai", "actor:chn", "CHN", "GOV"),
        # a hill for a parliament, and a parliament by its own name, which is the one spoken of again
        ("Capitol Hill passed the bill.", "Capitol Hill", "actor:parliament-of-united-states", "USA", "LEG"),
        ("The Sejm voted no. The Polish parliament adjourned.", "The Polish parliament", "actor:parliament-of-poland", "POL", "LEG"),
        ("The Sejm voted no. The Polish parliament adjourned.", "The Sejm", "actor:parliament-of-poland", "POL", "LEG"),
        # a square for a secret service, a camp for the police
        ("Lubyanka warned of a plot.", "Lubyanka", "actor:intelligence-service-of-russia", "RUS", "SPY"),
        ("Camp Crame named two suspects.", "Camp Crame", "actor:police-of-philippines", "PHL", "COP"),
    ],
)  # fmt: skip
def test_seats(text: str, mention: str, actor: str, country: str, sector: str) -> None:
    found = mentions(text)[mention]
    assert (found.id, found.country, found.sectors[0]) == (actor, country, sector)


def test_a_palace_that_is_a_place_does_nothing() -> None:
    assert "Buckingham Palace" not in mentions("The fire broke out near Buckingham Palace.")

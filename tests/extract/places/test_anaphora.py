"""Places spoken of again."""

from __future__ import annotations

import pytest

from sayso.extract.places.gazetteer import GazetteerFinder
from tests.factories import parsed


@pytest.mark.parametrize(
    ("text", "mention", "name", "literal"),
    [
        ("Shells fell on Omdurman. Two people died in the city.", "the city", "Omdurman", True),
        ("Shells fell on Omdurman. The city's south burned.", "The city", "Omdurman", True),
        ("Shells hit the Tarro camp near El Fasher. Nine died in the camp.", "the camp", "Tarro camp", True),
        ("Khartoum is in Sudan. Port Sudan was calm. Crowds filled the capital.", "the capital", "Khartoum", True),
        ("Shells fell on Omdurman. The city denied the charge.", "The city", "Omdurman", False),
        ("Shells fell on Omdurman. The city of lights slept.", "The city", None, True),  # another city
        ("Two people died in the city.", "the city", None, True),  # nothing before it
        ("Shells hit the Tarro camp. Nine died in the market.", "the market", None, True),  # another site
    ],
)
def test_again(text: str, mention: str, name: str | None, literal: bool) -> None:
    found = {p.text: p for p in GazetteerFinder().find([parsed(text)])[0]}
    if name is None:
        assert mention not in found
        return
    assert (found[mention].name, found[mention].literal) == (name, literal)
    assert found[mention].lat == next(p.lat for p in found.values() if p.name == name)


def test_half_of_a_compound_is_no_place() -> None:
    found = GazetteerFinder().find([parsed("United States-backed fighters left.")])[0]
    assert not any(p.literal for p in found)

from __future__ import annotations

import pytest

from sayso.corroborate.sources.labels import described_medium, description, names_nobody, plain_letters
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives, table

ROWS = [row for row in table("source_labels") if row["kind"] == "nobody"]


@pytest.mark.parametrize("row", ROWS, ids=[row["words"].partition("|")[0] for row in ROWS])
def test_every_label_names_nobody(row: dict[str, str]) -> None:
    for words in alternatives(row["words"]):
        assert names_nobody(words), words
    assert any(fold(words.split()[-1]) in fold(row["example"]) for words in alternatives(row["words"]))


NOBODY = [
    ("several unconfirmed local media reports", True),
    ("Israeli media", True),  # of a country, and still nobody
    ("12 news outlets", True),
    ("social media users in Algeria", True),
    ("new accounts of the call", True),  # what they tell of names nobody either
    ("reports of the Red Crescent", False),
    ("Al-Jarida", False),
    ("The Media Line", False),  # a name made of such words
    ("port officials", False),
    ("Human Rights Watch reports", False),
    ("", True),
]


@pytest.mark.parametrize(("label", "expected"), NOBODY)
def test_names_nobody(label: str, expected: bool) -> None:
    assert names_nobody(label) == expected


MEDIA = [
    ("the Kuwaiti daily", ("daily", "KWT", True)),
    ("a Kuwaiti newspaper", ("newspaper", "KWT", False)),
    ("the newspaper", ("newspaper", None, True)),
    ("the state-run news agency", ("agency", None, True)),
    ("the Al-Jarida newspaper", None),  # it has a name
    ("the Kuwaiti minister", None),
]


@pytest.mark.parametrize(("label", "expected"), MEDIA)
def test_described_medium(label: str, expected: tuple[str, str | None, bool] | None) -> None:
    found = described_medium(label)
    assert (found and (found.noun, found.country, found.definite)) == expected


def test_description_keeps_what_tells_two_sources_apart() -> None:
    assert description("two senior port officials") == description("a port official") == {"port"}
    assert description("a source close to the matter") == frozenset()
    assert description("a security source") != description("a medical source")


def test_signs_of_other_scripts_are_read_as_what_they_look_like() -> None:
    assert plain_letters("R\u0435uters") == "Reuters"  # Cyrillic ie
    assert plain_letters("Reuters") is None

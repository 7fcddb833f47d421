"""Places: resolved, unresolved, ambiguous, and names that stand for governments."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.places.gazetteer import GazetteerFinder
from sayso.lexicon.tables import Row, table
from sayso.model import PlaceMention
from tests.factories import parsed


def places(text: str) -> dict[str, PlaceMention]:
    return {p.text: p for p in GazetteerFinder().find([parsed(text)])[0]}


@pytest.mark.parametrize(
    ("text", "mention", "country", "precision", "literal"),
    [
        ("Shells fell on Tripoli in Libya.", "Tripoli", "LBY", "city", True),  # the document's country decides
        (
            "Police in Tripoli, Lebanon, fired shots.",
            "Tripoli",
            "LBN",
            "city",
            True,
        ),  # the country behind a comma decides
        ("Ankara said it would wait.", "Ankara", "TUR", "city", False),  # a seat of government
        ("Turkish troops left.", "Turkish", "TUR", "country", False),  # a demonym
        ("They met in Jordan.", "Jordan", "JOR", "country", True),
        ("Clashes shook Darfur.", "Darfur", "SDN", "region", True),  # our own list
        ("A tanker entered the Strait of Hormuz.", "Strait of Hormuz", None, "water", True),
        ("Shells hit the Tarro camp at dawn.", "Tarro camp", None, "site", True),  # known by the noun behind it
        ("The junta lost Kunvelna and the town of Velnashi.", "Velnashi", None, "city", True),  # by the noun before it
        ("Rebels dug in near Velnashi.", "Velnashi", None, "city", True),  # by the preposition
    ],
)
def test_one_place(text: str, mention: str, country: str | None, precision: str, literal: bool) -> None:
    found = places(text)
    assert mention in found
    got = found[mention]
    assert (got.country, got.precision, got.literal) == (country, precision, literal)


def test_resolved_places_have_coordinates_and_others_none() -> None:
    found = places("Troops left Khartoum for Velnashi camp in Sudan.")
    khartoum = found["Khartoum"]
    assert khartoum.lat == pytest.approx(15.5, abs=0.3)
    assert khartoum.lon == pytest.approx(32.5, abs=0.3)
    assert khartoum.geonames_id is not None
    assert found["Velnashi camp"].lat is None


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton sang.",  # a first name
        "Michael Jordan retired.",  # a last name
        "The New York Times reported it.",  # a newspaper
    ],
)
def test_names_of_others_are_no_places(text: str) -> None:
    assert not {"Paris", "Jordan", "New York", "New York Times"} & set(places(text))


@pytest.mark.parametrize("row", table("places_cues"), ids=lambda r: r["words"][:20])
def test_cue_rows(row: Row) -> None:
    if row["form"] == "again":
        words = {w.lower() for text in places(row["example"]) for w in text.split()}
        assert "the" in words
        assert not any(text.lower().startswith("the ") for text in places(row["counterexample"]))
        return
    assert any(p.lat is None or row["form"] == "preposition" for p in places(row["example"]).values())
    assert not places(row["counterexample"]) or row["form"] == "preposition"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_true_spans(text: str) -> None:
    document = parsed(text)
    for place in GazetteerFinder().find([document])[0]:
        assert place.span.of(document.text) == place.text

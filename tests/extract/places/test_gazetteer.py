"""Places: resolved, unresolved, ambiguous, and names that stand for governments."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.places.gazetteer import GazetteerFinder, resolve
from sayso.lexicon.tables import Row, table
from sayso.model import PlaceMention, Span
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
    if row["form"] == "several":
        assert sum(p.precision == row["precision"] for p in places(row["example"]).values()) >= 2
        return
    assert any(p.lat is None or row["form"] == "preposition" for p in places(row["example"]).values())
    assert not places(row["counterexample"]) or row["form"] == "preposition"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_true_spans(text: str) -> None:
    document = parsed(text)
    for place in GazetteerFinder().find([document])[0]:
        assert place.span.of(document.text) == place.text


RANKED = [
    ("Police in Paris, Texas, fired shots.", "Paris", "USA", "Texas"),  # the holder behind a comma
    ("A flood hit Paris, Texas. Shops in Paris were shut.", "Paris", "USA", "Texas"),  # one name, one place
    ("The fair in Paris drew visitors from Dallas and Plano in Texas.", "Paris", "USA", "Texas"),  # its neighbours
    ("Talks in Paris drew envoys from Lyon and Berlin.", "Paris", "FRA", "Île-de-France"),
    ("Deputies in Clay County, Kentucky, fired shots.", "Clay County", "USA", "Kentucky"),  # the noun of its kind
    ("Floods hit Laurel and Clay counties in Kentucky.", "Laurel", "USA", "Kentucky"),  # a list with one plural
    ("A fire burned in Athens, Ga., on Monday.", "Athens", "USA", "Georgia"),  # a short form
    ("US officials met in Washington.", "Washington", "USA", "District of Columbia"),  # a capital of a state named
    ("Crews left Yakima and Spokane in Washington.", "Washington", "USA", "Washington"),
]


@pytest.mark.parametrize(("text", "name", "country", "admin1"), RANKED)
def test_ranking_by_context(text: str, name: str, country: str, admin1: str) -> None:
    got = [p for p in GazetteerFinder().find([parsed(text)])[0] if p.text == name]
    assert got
    assert {(p.country, p.admin1) for p in got} == {(country, admin1)}


@pytest.mark.parametrize(("text", "name", "country", "admin1"), RANKED)
def test_given_spans_are_ranked_alike(text: str, name: str, country: str, admin1: str) -> None:
    (got,) = resolve(parsed(text), [Span(text.index(name), text.index(name) + len(name))])
    assert (got.text, got.country, got.admin1) == (name, country, admin1)


def test_a_given_span_that_nobody_knows_lies_beside_its_neighbours() -> None:
    text = "Shells fell on Velnashi Heights in northern Omdurman."
    (got,) = resolve(parsed(text), [Span(15, 31)])
    assert (got.text, got.country, got.geonames_id) == ("Velnashi Heights", "SDN", None)
    assert got.lat == pytest.approx(15.6, abs=0.3)
    assert got.radius_km == 50


def test_given_spans_keep_their_order() -> None:
    text = "Troops left Khartoum for Cairo."
    spans = [Span(25, 30), Span(12, 20)]
    assert [p.span for p in resolve(parsed(text), spans)] == spans


@pytest.mark.parametrize(("outlet", "country"), [(None, "USA"), ("omrat.co.uk", "GBR")])
def test_the_country_of_the_outlet(outlet: str | None, country: str) -> None:
    (got,) = GazetteerFinder().find([parsed("A fire burned in Boston on Monday.", outlet=outlet)])[0]
    assert got.country == country


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("Police met the Omdurman City Council.", False),  # part of the name of a body
        ("Police met in Omdurman.", True),
    ],
)
def test_names_inside_bodies_are_not_literal(text: str, literal: bool) -> None:
    got = next(p for p in GazetteerFinder().find([parsed(text)])[0] if p.text == "Omdurman")
    assert got.literal is literal


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Jackson said he was tired.",  # a form of address
        "Andrew Jackson said he was tired. Jackson left.",  # a last name, and its second use
        "Reading books is fun, and reading is free.",  # a common word at the start
    ],
)
def test_other_capitalised_words_are_no_places(text: str) -> None:
    assert not places(text)


ALONE = [
    ("Guards fired in Washington.", None, "Washington", "District of Columbia"),  # nothing else: the capital
    ("Guards fired in Washington.", "Washington Post", "Washington", "District of Columbia"),
    ("The state of Washington sued a bank.", None, "Washington", "Washington"),  # the noun before it
    ("Shops shut in the Dominican town of Santiago.", None, "Santiago", "Santiago Province"),  # a holder as adjective
    ("A barn burned in Watertown.", "Boston Globe", "Watertown", "Massachusetts"),  # the province of the outlet's town
    ("A barn burned in Watertown.", None, "Watertown", "New York"),
]


@pytest.mark.parametrize(("text", "outlet", "name", "admin1"), ALONE)
def test_a_name_with_little_around_it(text: str, outlet: str | None, name: str, admin1: str) -> None:
    found = GazetteerFinder().find([parsed(text, outlet=outlet)])[0]
    assert [p.admin1 for p in found if p.text == name] == [admin1]


def test_a_known_name_that_begins_a_longer_unknown_one_is_not_the_place() -> None:
    found = places("Gunmen shot two men in Bab al-Velnashi.")
    assert [(p.text, p.lat) for p in found.values()] == [("Bab al-Velnashi", None)]
    assert places("Gunmen shot two men in Al-Bab.")["Al-Bab"].country == "SYR"


def test_the_object_of_an_attack_is_a_town_and_not_a_person() -> None:
    assert places("Drones struck Odesa at night.")["Odesa"].country == "UKR"
    assert not places("Police hit Jackson.")

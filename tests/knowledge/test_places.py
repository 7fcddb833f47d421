"""Places by name: what a name may mean, what belongs to what, and what a name is worth."""

from __future__ import annotations

import pytest

from sayso.knowledge.countries import by_iso3
from sayso.knowledge.places import (
    TOWN,
    Place,
    ancestors,
    country_place,
    distance_km,
    inside,
    longest_place,
    look_up,
    neighbours,
    other_names,
    place_by_id,
    place_country,
    place_key,
    places_named,
    similar,
)


def first(name: str, precision: str | None = None) -> Place:
    return next(p for p in places_named(place_key(name)) if precision in (None, p.precision))


@pytest.mark.parametrize(
    ("name", "country", "precision", "lat", "lon"),
    [
        ("Tripoli", "LBY", "city", 32.9, 13.2),
        ("Raqqa", "SYR", "city", 35.95, 39.0),  # an English form
        ("Al-Raqqah", "SYR", "city", 35.95, 39.0),  # the article before a sun letter
        ("Kiev", "UKR", "city", 50.45, 30.5),  # an older name
        ("Bombay", "IND", "city", 19.07, 72.9),
        ("Zaporozhye", "UKR", "city", 47.8, 35.1),  # through Russian
        ("Khan Yunis", "PSE", "city", 31.3, 34.3),
        ("El-Fashir", "SDN", "city", 13.6, 25.3),
        ("Moscou", "RUS", "city", 55.75, 37.6),  # French
        ("Londres", "GBR", "city", 51.5, -0.1),  # Spanish
        ("Москва", "RUS", "city", 55.75, 37.6),  # Russian script
        ("حلب", "SYR", "city", 36.2, 37.2),  # Arabic script
        ("St. Louis", "USA", "city", 38.6, -90.2),
        ("Deir ez-Zor", "SYR", "city", 35.3, 40.1),
        ("Hodeidah", "YEM", "city", 14.8, 42.95),
        ("Jefferson County", "USA", "admin2", 38.2, -85.7),
        ("Essex", "GBR", "admin2", 51.8, 0.6),
        ("Donetsk Oblast", "UKR", "admin1", 48.0, 37.8),
        ("Cabo Delgado", "MOZ", "admin1", -12.3, 39.5),
        ("Xinjiang", "CHN", "admin1", 41.5, 85.0),
        ("Strait of Hormuz", None, "water", 26.6, 56.25),
        ("Black Sea", None, "water", 43.0, 34.0),
        ("Sahel", None, "region", 15.0, 0.0),
        ("Middle East", None, "region", 29.0, 42.0),
        ("Donbas", "UKR", "region", 48.3, 38.2),
        ("New England", "USA", "region", 44.0, -71.0),
        ("Rafah crossing", "PSE", "boundary", 31.25, 34.26),
        ("Jabaliya refugee camp", "PSE", "site", 31.5, 34.5),
        ("Khmeimim air base", "SYR", "site", 35.4, 35.95),
        ("Abbey Gate", "AFG", "site", 34.57, 69.2),
        ("Allemagne", "DEU", "country", 51.0, 10.0),  # a state in French
        ("Германия", "DEU", "country", 51.0, 10.0),  # and in Russian
    ],
)
def test_a_name_means(name: str, country: str | None, precision: str, lat: float, lon: float) -> None:
    found = [p for p in places_named(place_key(name)) if p.country == country and p.precision == precision]
    assert any(abs(p.lat - lat) < 1.6 and abs(p.lon - lon) < 2.5 for p in found), found[:3]


@pytest.mark.parametrize("name", ["", "Xyzzyville", "the", "SGF", "LAX", "12345", "q"])
def test_no_place_is_an_answer(name: str) -> None:
    """Neither nonsense nor codes of airports, nor numbers."""
    assert places_named(place_key(name), least=TOWN) == ()


def test_the_best_known_come_first_and_rare_names_last() -> None:
    for name in ("springfield", "paris", "victoria", "bari"):
        found = places_named(name)
        rare = [p.match == "obscure" for p in found]
        assert rare == sorted(rare)
        sure = [p.population for p in found if p.match != "obscure"]
        assert sure == sorted(sure, reverse=True)


def test_what_a_name_is_worth() -> None:
    assert first("Kyiv", "city").match == "name"
    assert first("Kiev", "city").match == "alternate"
    assert first("Keju").match == "obscure"
    assert {p.match for p in places_named("henry") if p.precision == "admin2"} == {"short"}
    assert first("Nice").ordinary
    assert not first("Paris").ordinary
    assert first("Jackson").person
    assert not first("Toronto").person


def test_a_name_common_in_english_is_not_that_of_another_place() -> None:
    """Barrie in Ontario is filed as Bari too; whoever writes Bari means the town in Italy."""
    assert {p.match for p in places_named("bari") if p.name == "Barrie"} <= {"obscure"}


def test_a_division_of_a_state_is_not_the_state() -> None:
    assert all(p.precision != "country" for p in places_named("scotland"))


def test_places_know_what_they_belong_to() -> None:
    goma = first("Goma", "city")
    assert (goma.country, goma.admin1, goma.admin2) == ("COD", "North Kivu", "Goma")
    assert [p.precision for p in ancestors(goma)] == ["admin2", "admin1", "country"]
    assert ancestors(first("Black Sea")) == ()
    assert [p.country for p in ancestors(first("Donbas"))] == ["UKR"]


def test_inside() -> None:
    goma, congo, rwanda = first("Goma", "city"), country_place("COD"), country_place("RWA")
    assert congo is not None
    assert rwanda is not None
    assert inside(goma, congo)
    assert inside(congo, congo)
    assert not inside(goma, rwanda)
    assert inside(first("Tripoli", "city"), first("North Africa"))
    assert not inside(first("Springfield"), first("Sahel"))


def test_every_state_has_a_place_and_neighbours_agree() -> None:
    for iso3 in by_iso3():
        state = country_place(iso3)
        assert state is not None, iso3
        assert (state.country, state.precision) == (iso3, "country")
        assert all(iso3 in neighbours(other) for other in neighbours(iso3)), iso3
    assert neighbours("SYR") == {"TUR", "IRQ", "JOR", "ISR", "LBN"}
    assert neighbours("ISL") == frozenset()
    assert country_place("XXX") is None


def test_a_dependency_is_a_division_of_its_state() -> None:
    assert {(p.country, p.precision) for p in places_named("puerto rico")} >= {("USA", "admin1")}
    assert first("Nuuk").country == "DNK"


def test_ids() -> None:
    paris = place_by_id(2988507)
    assert paris is not None
    assert (paris.name, paris.geonames_id) == ("Paris", 2988507)
    assert "Lutetia" in other_names(paris)
    hormuz = first("Strait of Hormuz")
    assert hormuz.id < 0
    assert hormuz.geonames_id is None
    assert place_by_id(hormuz.id) == hormuz
    assert place_by_id(1) is None


def test_distance() -> None:
    assert distance_km(first("London", "city"), first("Paris", "city")) == pytest.approx(344, abs=6)
    assert distance_km(first("Suva", "city"), first("Apia", "city")) < 1300  # over the date line


def test_radii_grow_with_size() -> None:
    state, province, city = country_place("FRA"), first("Normandy", "admin1"), first("Rouen", "city")
    assert state is not None
    assert state.radius_km > province.radius_km > city.radius_km > 0


@pytest.mark.parametrize(
    ("words", "n"),
    [
        ("new york city hall", 3),
        ("deir ez zor province", 3),
        ("khan younis", 2),
        ("the", 0),
        ("wimereux", 0),  # a small town is no name in running text unless asked for
        ("henry", 0),  # nor is the short name of a county
    ],
)
def test_longest_place(words: str, n: int) -> None:
    assert longest_place(words.split(), 0) == n


def test_longest_place_of_any_size() -> None:
    assert longest_place(["wimereux"], 0, least=0) == 1


@pytest.mark.parametrize(("name", "iso3"), [("Kano", "NGA"), ("Henry", None), ("Donbas", "UKR"), ("Sahel", None)])
def test_place_country(name: str, iso3: str | None) -> None:
    assert place_country(name) == iso3


def test_look_up_knows_codes_and_short_names_of_states() -> None:
    assert look_up("UK")[0].country == "GBR"
    assert look_up("syr")[0].name == "Syria"
    assert {p.precision for p in look_up("Tripoli")} >= {"city", "admin1"}
    assert all(p.precision != "country" for p in look_up("Tripoli"))  # a capital is not its state


def test_similar_names() -> None:
    assert "Tripoli" in [p.name for p in similar("Trippoli")]
    assert similar("Xyzzyville") == ()

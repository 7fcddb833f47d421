"""The tables of countries, actors, media and places: every entry can be found and means what its row says."""

from __future__ import annotations

import pytest

from sayso.extract.actors.scan import scan
from sayso.knowledge.actors import known_terms
from sayso.knowledge.countries import by_iso3, countries, country_of, country_terms
from sayso.knowledge.facts import facts
from sayso.knowledge.places import country_place, place_country, places_named
from sayso.lexicon.phrase_index import PhraseIndex, fold, pieces
from sayso.lexicon.tables import alternatives
from tests.factories import parsed


@pytest.mark.parametrize(
    ("phrase", "iso3"),
    [("Algerian", "DZA"), ("Danes", "DNK"), ("Algiers", "DZA"), ("U.S.", "USA"), ("Côte d'Ivoire", "CIV"), ("Kenyans", "KEN"),
     ("Downing Street", "GBR"), ("Kosovar", "KOS"), ("Nowhereland", None)],
)  # fmt: skip
def test_country_of(phrase: str, iso3: str | None) -> None:
    assert country_of(phrase) == iso3


def test_every_state_is_found_by_its_name_and_has_a_place() -> None:
    for country in countries():
        assert country in [t.country for t in country_terms().exact(country.name)], country
    missing = [iso for iso in by_iso3() if country_place(iso) is None]
    assert not missing


def test_case_parts_acronyms_from_words() -> None:
    assert country_terms().exact("US")
    assert not country_terms().exact("us")
    assert known_terms().exact("WHO")
    assert not known_terms().exact("who")


def test_every_organisation_is_found_by_every_name() -> None:
    for row in facts("organisations"):
        for name in (row["name"].lstrip("*"), *alternatives(row["aliases"])):
            if not name.lower().startswith("the "):
                assert row["country"] in [t.known.country or "" for t in known_terms().exact(name)], name


def test_longest_phrase_wins() -> None:
    index: PhraseIndex[str] = PhraseIndex()
    index.add("Sudan", "short")
    index.add("Sudan Tribune", "long")
    words = pieces("Sudan Tribune")
    assert index.at([fold(w) for w in words], words, 0) == (2, ["long"])


def test_the_country_a_text_speaks_of_settles_an_acronym() -> None:
    hits = scan(parsed("In Sudan the RSF advanced.")).entities
    assert "actor:rapid-support-forces" in [getattr(h.value, "id", "") for h in hits]


@pytest.mark.parametrize(("name", "iso3"), [("Shanghai", "CHN"), ("Kano", "NGA"), ("Xyzzyville", None)])
def test_place_country(name: str, iso3: str | None) -> None:
    assert place_country(name) == iso3


def test_places_of_one_name_come_by_size() -> None:
    found = [p.population for p in places_named("tripoli")]
    assert found == sorted(found, reverse=True)
    assert len(found) > 2

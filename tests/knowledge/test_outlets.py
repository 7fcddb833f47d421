"""Outlets: every row can be found, labels resolve to the right medium, and what is unknown stays unknown."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.knowledge.countries import by_iso3
from sayso.knowledge.outlets import (
    media_names,
    outlet_at,
    outlet_of,
    outlet_terms,
    outlets,
    outlets_named,
    publisher_family,
)

DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def test_the_table_is_as_large_as_promised_and_its_cells_are_sound() -> None:
    assert len(outlets()) >= 1500
    assert len({o.country for o in outlets()}) > 150
    states = by_iso3()
    wrong = [o.name for o in outlets() if o.country and o.country not in states and o.country not in ("HKG", "PSE")]
    assert not wrong
    assert not [o.name for o in outlets() if not re.fullmatch(r"[a-z]{2}", o.language)]
    assert not [d for o in outlets() for d in o.domains if not DOMAIN.fullmatch(d) or d.startswith("www.")]


def test_a_domain_belongs_to_one_outlet() -> None:
    twice = [d for d, n in Counter(d for o in outlets() for d in o.domains).items() if n > 1]
    assert not twice


def test_a_name_in_running_text_belongs_to_one_outlet() -> None:
    twice = [n for n in media_names() if len({o.id for o in outlet_terms().exact(n)}) > 1]
    assert not twice


def test_every_outlet_is_among_those_that_its_names_may_mean() -> None:
    missing = [(o.id, n) for o in outlets() for n in (o.name, *o.aliases) if o not in outlets_named(n)]
    assert not missing


def test_every_outlet_is_found_by_its_domains() -> None:
    assert not [d for o in outlets() for d in o.domains if outlet_at(f"https://www.{d}/2019/04/x.html?a=b") is not o]


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("AFP", "Agence France-Presse"),
        ("state news agency WAM", "WAM"),
        ("Al-Araby Al-Jadeed", "Al-Araby Al-Jadeed"),
        ("al-araby al-jadeed", "Al-Araby Al-Jadeed"),  # no capitals
        ("Al- arida", "Al-Jarida"),  # a letter lost in a broken name
        ("Aljarida", "Al-Jarida"),  # article written together
        ("the Kuwaiti newspaper Al-Jarida", "Al-Jarida"),
        ("the Kuwaiti daily Al-Rai", "Al-Rai newspaper"),  # namesakes: the demonym decides
        ("the Jordanian newspaper Al-Rai", "Al-Rai Jordan"),
        ("the Kenyan newspaper The Standard", "The Standard newspaper"),
        ("the Syrian newspaper al-Watan", "Al-Watan newspaper"),
        ("Iran's state-run IRNA news agency", "IRNA"),
        ("Russia's RIA Novosti", "RIA Novosti"),
        ("the pro-Houthi television channel Al-Masirah", "Al-Masirah"),
        ("Al Jazeera television", "Al Jazeera"),
        ("english.alaraby.co.uk", "Al-Araby Al-Jadeed"),  # a domain below its own
        ("https://www.bbc.co.uk/news/world-africa-1", "BBC"),
        ("The Standard", None),  # four of them, and nothing decides
        ("the newspaper Al-Marsa", None),  # one letter from Al-Marsad, but clean: another medium
        ("Nowhere Gazette", None),
        ("radio-savanna.example", None),
        ("", None),
    ],
)  # fmt: skip
def test_label(label: str, wanted: str | None) -> None:
    found = outlet_of(label)
    assert (found.name if found else None) == wanted


def test_namesakes_are_candidates_best_first() -> None:
    assert next(o.country for o in outlets_named("The Standard", "ZWE")) == "ZWE"
    assert len(outlets_named("The Standard")) > 2


def test_outlets_of_one_publisher_are_one_family() -> None:
    families = {name: outlet_of(name).family for name in ("Bild", "Die Welt", "Politico", "Le Monde")}  # type: ignore[union-attr]
    assert families["Bild"] == families["Die Welt"] == families["Politico"] != families["Le Monde"]


def test_an_unknown_outlet_is_a_family_of_its_own() -> None:
    assert publisher_family("outlet:radio-savanna") == "outlet:radio-savanna"
    assert publisher_family("outlet:bild") == "family:axel-springer"


@pytest.mark.parametrize(
    ("name", "organ"),
    [("WAM", "state organ"), ("Granma", "party organ"), ("Reuters", "agency"), ("BBC", "broadcaster"), ("Rybar", "account")],
)  # fmt: skip
def test_organ(name: str, organ: str) -> None:
    found = outlet_of(name)
    assert found is not None
    assert found.organ == organ


@given(st.text(max_size=60))
def test_any_label_gets_an_answer(label: str) -> None:
    found = outlet_of(label)
    assert found is None or found in outlets()

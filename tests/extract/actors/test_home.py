"""The country that a text is about, by whose bodies, towns and names it speaks of."""

from __future__ import annotations

import pytest

from sayso.extract.actors.home import home
from sayso.extract.actors.rules import RulesFinder
from sayso.extract.actors.scan import scan
from tests.factories import parsed


@pytest.mark.parametrize(
    ("text", "country"),
    [
        # a capital that speaks three times weighs less than the owner of a government
        ("Myanmar's military government lost a town. Beijing spoke. Beijing wept. Beijing spoke again.", "MMR"),
        # towns alone
        ("Shells fell on Omdurman. Looters roamed in Port Sudan, and in Khartoum shops closed.", "SDN"),
        # a host is not the owner of the affair
        ("Venezuela's government met its rivals in Mexico City, hosted by the Mexican foreign ministry.", "VEN"),
        # two sides of a war
        ("Kenya's army shelled a village. Uganda's army shelled a town.", None),
        # nothing said
        ("The army closed the airport.", None),
    ],
)
def test_home(text: str, country: str | None) -> None:
    document = parsed(text)
    assert home(document, scan(document)).country == country


@pytest.mark.parametrize(
    ("text", "mention", "country"),
    [
        ("Myanmar's military government lost a town. The junta spoke of 12 dead.", "The junta", "MMR"),
        ("Peru's army closed the road in Peru. Western officials kept silent.", "Western officials", None),
        ("Peru's army closed the road in Peru. An envoy flew in.", "An envoy", None),
        ("Iran-backed fighters crossed the river.", "Iran-backed fighters", None),
        ("Bolivia was calm. Congress of Bolivia met, and then Congress closed.", "Congress", "BOL"),
    ],
)
def test_described_bodies_take_it_or_nothing(text: str, mention: str, country: str | None) -> None:
    found = {m.text: a for a in RulesFinder().find([parsed(text)])[0] for m in a.mentions}
    assert found[mention].country == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        # a country that is only the topic is not home: nobody there acts
        ("Ukraine was on the table. Soldiers may go to Ukraine. Nobody spoke for Ukraine.", None),
        # the label of a headline
        ("Mali: dozens dead near Niger border\nA crowd met in Bamako. A post in Niger was hit.", "MLI"),
    ],
)
def test_topics_and_labels(text: str, country: str | None) -> None:
    document = parsed(text)
    assert home(document, scan(document)).country == country


def test_soldiers_of_a_text_about_two_countries_are_of_the_army_spoken_of_last() -> None:
    text = (
        "Kenya's army shelled a village in Kenya. A crowd met in Mombasa. "
        "Uganda's army shelled a town. The Ugandan army denied it. Soldiers held a driver."
    )
    found = {m.text: a for a in RulesFinder().find([parsed(text)])[0] for m in a.mentions}
    assert found["Soldiers"].country == "UGA"

"""Country and sectors of actors that a text describes by whose they are."""

from __future__ import annotations

import pytest

from sayso.extract.actors.rules import RulesFinder
from sayso.model import Actor, PlaceMention, Span
from tests.factories import parsed


def find(text: str, mention: str, places: tuple[PlaceMention, ...] | None = None) -> Actor:
    near = (places,) if places is not None else None
    actors = RulesFinder().find([parsed(text)], near)[0]
    return next(a for a in actors for m in a.mentions if m.text == mention)


@pytest.mark.parametrize(
    ("text", "mention", "country", "sector"),
    [
        # men of a body named before
        ("Peru's police closed the road. Its officers fired tear gas.", "Its officers", "PER", "COP"),
        # members of a group described before
        (
            "The miners' union of Peru called a strike. The union said ten members of the union were hurt.",
            "ten members",
            "PER",
            "LAB",
        ),
        # those of a body that no table knows
        (
            "In Peru the opposition Harvel Platform met. The Platform's negotiator spoke.",
            "The Platform's negotiator",
            None,
            "OPP",
        ),
        # aides of a minister
        ("The Kenyan finance minister resigned. Two of his aides were cleared.", "his aides", "KEN", "GOV"),
        # officers are of the force spoken of last, not of the army
        ("Peru's police fired tear gas at farmers. One officer was hurt.", "One officer", "PER", "COP"),
        # nobody arrests his own: "its" is not the army's
        (
            "A doctors' network spoke up. The network said Sudan's army had arrested two of its members.",
            "its members",
            "SDN",
            "UNK",
        ),
        # gunmen are of no country that the text knows
        ("Peru's police fled. Gunmen stormed a bank in Lima.", "Gunmen", None, "UAF"),
        # crews come from anywhere
        ("Peru's navy stopped a ship off Callao. Four sailors were held.", "Four sailors", None, "LAB"),
        ("Peru's navy stopped a ship. The captain of the ship was held.", "The captain of the ship", None, "BUS"),
        ("Peru's navy stopped a ship. Two persons of the crew were held.", "Two persons", None, "CVL"),
        # rebels whose body is called an army
        ("Three ethnic armies seized a town in Myanmar.", "Three ethnic armies", None, "REB"),
        ("The Popular Harvel Army crossed the river in Peru.", "The Popular Harvel Army", None, "REB"),
        ("Rebel troops crossed the river.", "Rebel troops", None, "REB"),
        # villagers of a people are no rebels
        ("Ethnic villagers fled.", "Ethnic villagers", None, "CVL"),
        # what only armed forces do
        ("Israeli air strikes hit a depot.", "Israeli", "ISR", "MIL"),
        # what a former official was does not count first
        (
            "Former Kenyan roads minister Daniel Odo was jailed.",
            "Former Kenyan roads minister Daniel Odo",
            "KEN",
            "ELI",
        ),
        # the office before the rank
        (
            "Peru's Defence Minister General Odo Marrek spoke.",
            "Peru's Defence Minister General Odo Marrek",
            "PER",
            "GOV",
        ),
        # leaders of a protest hold no office
        (
            "Peru's police withdrew. The leaders of the protest met the mayor.",
            "The leaders of the protest",
            "PER",
            "SOC",
        ),
        # those for whom a spokesman speaks
        ("“We fired nothing,” a spokesman for Kenya's police said.", "We", "KEN", "COP"),
        # "the men" are the activists
        ("Kenya put three Ugandan activists on a plane. The men had no papers.", "The men", "UGA", "SOC"),
        # "the pair" are the two
        ("Kenya jailed two Ugandan activists. The court said the pair had lied.", "the pair", "UGA", "SOC"),
        # parties to a war are no political parties
        ("Norway called on the parties to stop.", "the parties", None, "UNK"),
    ],
)
def test_codes(text: str, mention: str, country: str | None, sector: str) -> None:
    actor = find(text, mention)
    assert actor.sectors[:1] == (sector,)
    if country is not None or sector in ("UAF", "LAB", "BUS", "UNK"):
        assert actor.country == country


def test_a_deserter_is_of_the_army_that_he_left_under_its_short_name() -> None:
    text = "The Popular Guevarist Army (PGA) seized a town in Peru. PGA deserters crossed the river."
    assert find(text, "PGA deserters").sectors[0] == "REB"


def test_the_sides_are_the_two_of_the_sentence_before() -> None:
    actor = find("The heads of the foreign ministries of Peru and Chile met. The sides agreed.", "The sides")
    assert actor.plural


@pytest.mark.parametrize(
    ("text", "mention", "town", "country"),
    [
        ("The High Court in Harvel freed a man.", "The High Court", "Harvel", "KEN"),  # a body by its seat
        ("Harvel police fired at a crowd.", "Harvel police", "Harvel", "KEN"),  # a town as modifier
        ("A crowd met in Harvel. A crowd met in Harvel again. Soldiers fired.", "Soldiers", "Harvel", "KEN"),  # home
    ],
)
def test_places_that_an_earlier_stage_resolved_tell_the_country(
    text: str, mention: str, town: str, country: str
) -> None:
    at = text.index(town)
    place = PlaceMention(
        span=Span(at, at + len(town)), text=town, name=town, literal=True, country=country, precision="city"
    )
    places = [place]
    if (again := text.find(town, at + 1)) > 0:
        places.append(
            PlaceMention(
                span=Span(again, again + len(town)), text=town, name="Harvel Two", literal=True, country=country,
                precision="city",
            )
        )  # fmt: skip
    assert find(text, mention, tuple(places)).country == country
    assert find(text, mention, ()).country is None


@pytest.mark.parametrize(
    ("post", "name"),
    [
        ("The president of Ravenia", "President of Ravenia"),
        ("The interior ministry of Eastern Lavonia", "Ministry of the Interior of Eastern Lavonia"),
    ],
)
def test_a_post_of_a_land_that_no_table_knows_is_not_of_the_country_that_the_text_is_about(
    post: str, name: str
) -> None:
    text = f"Police arrested a man in Peru. Peru's army fired in Peru. {post} condemned the arrest."
    assert find(text, post.split(" of ")[0]).country is None
    assert find(text, post.split(" of ")[0]).name == name


@pytest.mark.parametrize("post", ["The president", "The transport minister", "The government of Aldo Keller"])
def test_a_post_that_tells_no_land_is_of_the_country_that_the_text_is_about(post: str) -> None:
    text = f"Police arrested a man in Peru. Peru's army fired in Peru. {post} condemned the arrest."
    assert find(text, post.split(" of Aldo")[0]).country == "PER"

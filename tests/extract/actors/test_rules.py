"""Actors: who is named, described, meant by a seat of government, or spoken of again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.actors.rules import RulesFinder
from sayso.extract.actors.scan import scan
from sayso.lexicon.tables import Row, alternatives, table
from sayso.model import Actor
from tests.factories import parsed


def actors(text: str, published: str | None = "2019-04-11") -> tuple[Actor, ...]:
    return RulesFinder().find([parsed(text, published=published)])[0]


def mentions(text: str, published: str | None = "2019-04-11") -> dict[str, Actor]:
    return {m.text: actor for actor in actors(text, published) for m in actor.mentions}


@pytest.mark.parametrize(
    ("text", "mention", "actor", "country", "sector"),
    [
        # demonym and agent noun
        ("Israeli warplanes bombed a depot.", "Israeli warplanes", "actor:isr-israeli-warplanes", "ISR", "MIL"),
        # title and surname; the table knows the rest
        ("Marshal Haftar met envoys.", "Marshal Haftar", "actor:khalifa-haftar", "LBY", "MIL"),
        # forces named after a man are his
        ("The pro-Haftar forces advanced.", "The pro-Haftar forces", "actor:khalifa-haftar", "LBY", "MIL"),
        # members stand for their body
        ("He met Mossad agents in Amman.", "Mossad agents", "actor:mossad", "ISR", "SPY"),
        # a capital as a government, with the id of the country
        ("Muscat condemned the raid.", "Muscat", "actor:omn", "OMN", "GOV"),
        # a palace as a government
        ("The Kremlin rejected the offer.", "The Kremlin", "actor:rus", "RUS", "GOV"),
        # Brussels is the Union
        ("Brussels will table a plan.", "Brussels", "actor:european-union", "EUR", None),
        # a spokesman stands for his ministry
        (
            "A spokesman for the Tunisian foreign ministry spoke.",
            "A spokesman for the Tunisian foreign ministry",
            None,
            "TUN",
            "GOV",
        ),
        # unnamed sources keep their description
        ("Kuwaiti sources reported it.", "Kuwaiti sources", "unnamed:kuwaiti-sources", "KWT", "UNK"),
        # one who has left office
        ("A former Kenyan minister resigned.", "A former Kenyan minister", None, "KEN", "ELI"),
        # a head of government by the date of the article
        ("Angela Merkel spoke.", "Angela Merkel", "actor:angela-merkel", "DEU", "GOV"),
        # displaced people are REF, not CVL
        ("Displaced families slept outside.", "Displaced families", None, None, "REF"),
        # a generic name of another country's body
        ("Chile's Defense Department denied it.", "Chile's Defense Department", None, "CHL", "GOV"),
        # an unknown medium, by the noun before it
        ("The newspaper Al-Fanar reported it.", "The newspaper Al-Fanar", "outlet:al-fanar", None, "JRN"),
        # ... and by its first word
        ("Radio Tulkana reported the raid.", "Radio Tulkana", "outlet:radio-tulkana", None, "JRN"),
        # two meanings of RSF
        ("Sudan says the RSF shelled a school.", "the RSF", "actor:rapid-support-forces", "SDN", "PRM"),
        ("RSF says five journalists are in prison.", "RSF", "actor:reporters-without-borders", "NGO", "JRN"),
    ],
)
def test_one_phrase(text: str, mention: str, actor: str | None, country: str | None, sector: str | None) -> None:
    found = mentions(text)
    if mention not in found:
        mention = next(m for m in found if mention.startswith(m) or m.startswith(mention))
    got = found[mention]
    assert actor is None or got.id == actor
    assert (got.country, next(iter(got.sectors), None)) == (country, sector)


def test_after_office_a_person_is_elite() -> None:
    assert mentions("Angela Merkel spoke.", "2022-01-10")["Angela Merkel"].sectors == ("ELI",)


@pytest.mark.parametrize(
    ("text", "first", "again"),
    [
        # a role and a name in apposition
        ("The head of Malian diplomacy, Ana Velo, spoke.", "Ana Velo", "The head of Malian diplomacy"),
        # courtesy title and surname
        ("Sabri Boukadoum flew to Tunis. Mr. Boukadoum met unionists.", "Sabri Boukadoum", "Mr. Boukadoum"),
        # rank alone
        ("Khalifa Haftar left Cairo. The marshal refused talks.", "Khalifa Haftar", "The marshal"),
        # one letter lost by a machine
        ("Al-Jarida broke the story. Al- arida said more.", "Al-Jarida", "Al- arida"),
        # abbreviation in brackets
        ("The Rapid Support Forces (RSF) left Sudan.", "The Rapid Support Forces", "RSF"),
        # the same noun with an article
        ("A doctors' network counted the dead. The network blamed Sudan.", "A doctors' network", "The network"),
        # a pronoun
        ("Angela Merkel arrived. She left early.", "Angela Merkel", "She"),
        # a relative pronoun
        ("Rebels who held the bridge fled.", "Rebels", "who"),
    ],
)
def test_spoken_of_again(text: str, first: str, again: str) -> None:
    found = mentions(text)
    assert found[again].id == found[first].id


def test_counterparts_hold_the_same_office_elsewhere() -> None:
    text = "Foreign Minister Sabri Boukadoum of Algeria spoke to his Tunisian and Egyptian counterparts."
    found = actors(text)
    names = {a.name: a.country for a in found}
    assert names["Minister of Foreign Affairs of Tunisia"] == "TUN"
    assert names["Minister of Foreign Affairs of Egypt"] == "EGY"
    heads = {m.head for a in found for m in a.mentions if a.name.startswith("Minister of Foreign Affairs of")}
    assert len(heads) == 1  # both are found from the noun


def test_two_countries_are_candidates() -> None:
    found = mentions("Chad and Niger quarrelled for years. The two countries signed a pact.")
    assert set(found["The two countries"].candidates) == {"actor:tcd", "actor:ner"}


def test_wrong_it_keeps_the_person_as_candidate() -> None:
    found = actors("Haftar and Israel coordinate. It held talks with envoys in 2015.")
    pronoun = next(m for a in found for m in a.mentions if m.text == "It")
    assert {pronoun.actor, *pronoun.candidates} >= {"actor:isr", "actor:khalifa-haftar"}


@pytest.mark.parametrize(
    "text",
    [
        "Strikes hit Tripoli overnight.",  # a target is a place
        "They met in Muscat on Monday.",  # so is a venue; a day is nobody
        "Fighting spread to Kordestal near Velna.",  # unknown names after prepositions of place
    ],
)
def test_places_and_days_are_no_actors(text: str) -> None:
    found = mentions(text)
    assert not {"Tripoli", "Muscat", "Monday", "Velna"} & set(found)


@pytest.mark.parametrize("row", table("agents"), ids=lambda r: r["phrases"][:20])
def test_every_agent_row_has_an_example(row: Row) -> None:
    sectors = {s for a in actors(row["example"]) for s in a.sectors}
    role = row["role"].startswith("{")
    assert sectors & set(alternatives(row["sectors"])) or role


@pytest.mark.parametrize("row", table("bound_words"), ids=lambda r: r["words"][:20])
def test_what_a_hyphen_ties_is_no_owner(row: Row) -> None:
    assert not any(h.bound for h in scan(parsed(row["counterexample"])).entities)
    assert any(h.bound for h in scan(parsed(row["example"])).entities)


@pytest.mark.parametrize("row", table("abroad_words"), ids=lambda r: r["form"])
def test_words_of_elsewhere(row: Row) -> None:
    found = actors(f"Peru's army left Lima in Peru. {row['example']}")
    assert found[-1].mentions
    assert found[-1].country is None


@pytest.mark.parametrize("row", table("site_words"), ids=lambda r: r["form"])
def test_buildings_act_only_where_they_act(row: Row) -> None:
    words = set(alternatives(row["words"]))
    assert not [m for a in actors(row["example"]) for m in a.mentions if words & set(m.text.split())]
    assert [m for a in actors(row["counterexample"]) for m in a.mentions if words & set(m.text.split())]


@pytest.mark.parametrize(
    ("text", "mention", "sectors"),
    [
        ("Turkish hunting bombed a village.", "Turkish hunting", ("MIL",)),  # a machine's word for an arm of service
        ("He confirmed the involvement of Turkish hunting in the raids.", "Turkish hunting", ("MIL",)),
        ("The Turkish lira fell.", "The Turkish lira", None),
        ("The Turkish offensive failed.", "The Turkish offensive", None),
        ("The French position hardened.", "The French position", None),
    ],
)
def test_demonym_and_unknown_noun(text: str, mention: str, sectors: tuple[str, ...] | None) -> None:
    found = mentions(text)
    assert (found[mention].sectors if mention in found else None) == sectors


@pytest.mark.parametrize(
    ("text", "human"),
    [("Artillery killed nine.", False), ("Russian artillery killed nine.", True), ("A missile hit the road.", False)],
)
def test_weapons_act_only_for_somebody(text: str, human: bool) -> None:
    assert [a.human for a in actors(text) if "MIL" in a.sectors] == [human]


@pytest.mark.parametrize("word", ["Gunfire broke out.", "Talks failed.", "More is known."])
def test_ordinary_words_at_the_head_of_a_sentence(word: str) -> None:
    assert not actors(word)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_true_spans(text: str) -> None:
    document = parsed(text)
    for actor in RulesFinder().find([document])[0]:
        for mention in actor.mentions:
            assert mention.span.of(document.text) == mention.text
            assert mention.actor == actor.id
            assert document.tokens[mention.head].index == mention.head

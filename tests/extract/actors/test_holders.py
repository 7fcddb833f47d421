"""A role and the person who holds it are one actor, where the text or the tables say so; names in other spellings are known."""

from __future__ import annotations

import pytest

from sayso.extract.actors.rules import RulesFinder
from sayso.model import Actor
from tests.factories import parsed


def read(text: str, published: str = "2019-04-11") -> dict[str, Actor]:
    return {a.id: a for a in RulesFinder().find([parsed(text, published=published)])[0]}


def texts(actor: Actor) -> list[str]:
    return [m.text for m in actor.mentions]


def test_a_role_alone_keeps_its_name_and_tells_who_holds_it() -> None:
    actor = read("The Tunisian foreign minister met Libyan officials.")["actor:minister-of-foreign-affairs-of-tunisia"]
    assert actor.name == "Minister of Foreign Affairs of Tunisia"
    assert [h.id for h in actor.holders] == ["actor:khemaies-jhinaoui"]
    assert actor.candidates == ()


def test_nobody_is_told_where_the_table_does_not_know() -> None:
    actor = read("The Tunisian foreign minister met Libyan officials.", "1931-04-11")
    assert actor["actor:minister-of-foreign-affairs-of-tunisia"].holders == ()


@pytest.mark.parametrize(
    "text",
    [
        "The Algerian foreign minister spoke on Monday. Sabri Boukadoum said that Algeria backs talks.",  # the role first
        "Sabri Boukadoum spoke on Monday. The Algerian foreign minister said that Algeria backs talks.",  # the name first
        "The Algerian foreign minister spoke on Monday. Sabri Bukadoum said that Algeria backs talks.",  # spelt otherwise
    ],
)
def test_the_tables_join_role_and_name(text: str) -> None:
    found = read(text)
    assert "actor:minister-of-foreign-affairs-of-algeria" not in found
    assert len(texts(found["actor:sabri-boukadoum"])) == 2
    assert all(m.actor == "actor:sabri-boukadoum" for m in found["actor:sabri-boukadoum"].mentions)


def test_the_text_joins_role_and_name_of_people_no_table_knows() -> None:
    found = read("The Kenyan president met farmers. President Oru Tamek of Kenya praised them.")
    assert "actor:president-of-kenya" not in found
    assert "The Kenyan president" in texts(found["actor:oru-tamek"])


@pytest.mark.parametrize(
    ("text", "actor", "holder"),
    [
        ("The UN special envoy for Libya met officers on Monday.", "unnamed:un-special-envoy", "actor:ghassan-salame"),
        ("The UN envoy to Yemen resigned.", "unnamed:un-envoy", "actor:martin-griffiths"),
    ],
)
def test_envoys_by_body_mission_and_day(text: str, actor: str, holder: str) -> None:
    assert [h.id for h in read(text)[actor].holders] == [holder]
    assert read(text, "1950-01-01")[actor].holders == ()


def test_a_former_holder_is_not_the_holder() -> None:
    found = read("The American president spoke on Monday. Barack Obama left for Kenya.")
    assert texts(found["actor:barack-obama"]) == ["Barack Obama"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Libya's Khalifa Hiftar said his men had taken the airport.", "actor:khalifa-haftar"),
        ("The Russian leader Wladimir Putin flew to Minsk.", "actor:vladimir-putin"),
        ("Syria thanked Bachar Assad for the aid.", "actor:bashar-al-assad"),
    ],
)
def test_other_spellings_are_known(text: str, actor: str) -> None:
    assert actor in read(text)


def test_the_last_name_in_the_same_spelling_is_the_same_actor() -> None:
    found = read("Khalifa Hiftar spoke in Libya on Monday. Hiftar later flew to Cairo.")
    assert texts(found["actor:khalifa-haftar"]) == ["Khalifa Hiftar", "Hiftar"]


@pytest.mark.parametrize(
    "text",
    [
        "Hussein Haftar opened a shop in Peru.",  # another first name
        "The Peruvian farmer Wladimir Putin sold two cows.",  # the text does not speak of Russia
        "In Russia Hassan Putin opened a shop.",
    ],
)
def test_namesakes_stay_themselves(text: str) -> None:
    assert not {"actor:khalifa-haftar", "actor:vladimir-putin"} & set(read(text))

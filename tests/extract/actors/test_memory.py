"""Who is meant by pronouns, by "the army" after "three armies", by "both sides"."""

from __future__ import annotations

import pytest

from sayso.extract.actors.rules import RulesFinder
from sayso.model import Actor
from tests.factories import parsed


def mentions(text: str) -> dict[str, Actor]:
    return {m.text: actor for actor in RulesFinder().find([parsed(text)])[0] for m in actor.mentions}


@pytest.mark.parametrize(
    ("text", "first", "again"),
    [
        ("Two officers fled to Tulsk. The same officers gave evidence.", "Two officers", "The same officers"),
        (
            "The Rapid Support Forces left Sudan. The paramilitaries fled.",
            "The Rapid Support Forces",
            "The paramilitaries",
        ),
        ("A group of Uzbek villagers fled. The group went home.", "Uzbek villagers", "The group"),
        ("NATO sent troops. The European Union waited. The alliance held a drill.", "NATO", "The alliance"),
        (
            "The opposition Unity Platform met. The Platform made demands.",
            "The opposition Unity Platform",
            "The Platform",
        ),
        # the subject of the sentence before goes before a nearer object
        ("The army shelled the camp of a militia. It denied the charge.", "The army", "It"),
        ("A Vietnamese official spoke. Vietnam waited, and his country asked for help.", "Vietnam", "his country"),
    ],
)
def test_spoken_of_again(text: str, first: str, again: str) -> None:
    found = mentions(text)
    assert found[again].id == found[first].id


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        # a singular is no plural
        ("Three ethnic armies attacked Laukkai in Myanmar. The army lost.", "Three ethnic armies", "The army"),
        # one newspaper is not the state agency
        (
            "The newspaper Al-Fanar wrote. The state news agency kept silent.",
            "The newspaper Al-Fanar",
            "The state news agency",
        ),
        # "no soldier" is nobody
        ("General Odo spoke. No soldier fled, he said.", "No soldier", "he"),
    ],
)
def test_not_the_same(text: str, one: str, other: str) -> None:
    found = mentions(text)
    assert found[one].id != found[other].id


@pytest.mark.parametrize(
    ("text", "mention", "members"),
    [
        ("Chad and Niger quarrelled. Both governments stayed away.", "Both governments", {"actor:tcd", "actor:ner"}),
        (
            "The American and British aviation hit Yemen. The two countries kept silent.",
            "The two countries",
            {"actor:usa", "actor:gbr"},
        ),
        (
            "The army and the Rapid Support Forces met in Sudan. Both sides left.",
            "Both sides",
            {"actor:sudanese-armed-forces", "actor:rapid-support-forces"},
        ),
        (
            "Armenia and Georgia talked. The foreign ministers of the two countries met.",
            "The foreign ministers of the two countries",
            {"actor:minister-of-foreign-affairs-of-armenia", "actor:minister-of-foreign-affairs-of-georgia"},
        ),
    ],
)
def test_couples_keep_their_members(text: str, mention: str, members: set[str]) -> None:
    found = RulesFinder().find([parsed(text)])[0]
    couple = next(a for a in found for m in a.mentions if mention.startswith(m.text))
    assert set(couple.candidates) == members
    assert members <= {a.id for a in found}  # each is an actor of the reading, also where no mention names it


@pytest.mark.parametrize(
    "text", ["The army spoke. It is possible to leave.", "The army spoke. It was said that they left."]
)
def test_empty_it_is_nobody(text: str) -> None:
    assert "It" not in mentions(text)

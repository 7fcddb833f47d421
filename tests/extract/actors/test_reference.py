"""Who is meant, and who is not: other offices, other bodies, pronouns inside and outside quotation marks."""

from __future__ import annotations

import pytest

from sayso.extract.actors.rules import RulesFinder
from sayso.lexicon.tables import Row, table
from sayso.model import Actor
from tests.factories import parsed


def found(text: str) -> tuple[Actor, ...]:
    return RulesFinder().find([parsed(text)])[0]


def who(text: str, mention: str) -> str:
    """The id of the actor of the last mention with these words."""
    at = [(m.span.start, m.actor) for a in found(text) for m in a.mentions if m.text == mention]
    assert at, f"no mention {mention!r}"
    return max(at)[1]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        # another office with the same last word
        (
            "Peru's fishing minister resigned. The prime minister left Lima.",
            "Peru's fishing minister",
            "The prime minister",
        ),
        # another court
        ("A Tulsk court freed him. The High Court overruled that.", "A Tulsk court", "The High Court"),
        # a proper name with the noun in it
        (
            "The army of Chile met the Free Army (FRA). The Coastal Front, a gang, fled.",
            "The army",
            "The Coastal Front",
        ),
        # whose negotiator
        (
            "An opposition negotiator spoke. The Platform's chief negotiator left.",
            "An opposition negotiator",
            "The Platform's chief negotiator",
        ),
        # indefinite and counted: others
        ("Two men robbed a bank in Tulsk. On Friday two men fled to Velna.", "Two men", "two men"),
        # "he threatened him" are two
        ("Mayor Odo Marrek met Lars Velo. He threatened him.", "He", "him"),
    ],
)
def test_two_actors(text: str, one: str, other: str) -> None:
    assert who(text, one) != who(text, other)


@pytest.mark.parametrize(
    ("text", "first", "again"),
    [
        # a bare noun may take up the longer one
        ("The prime minister of Peru resigned. The minister left Lima.", "The prime minister", "The minister"),
        # "they" in a quotation is the other side
        (
            'Police fired on strikers. The police chief praised his officers. "We waited. They pelted us," he said.',
            "strikers",
            "They",
        ),
        # ... also when another group came up in between, if we were attacked
        (
            'Chile accused Peru of arming the attackers. Peruvian fishermen left. "They shot at our cars," the mayor said.',
            "the attackers",
            "They",
        ),
        # ... and those spoken of without enmity are the last named
        (
            'The rebels freed six hostages. "They are thin, but they are well," a doctor said.',
            "six hostages",
            "They",
        ),
        # who is only quoted is not the one who goes on speaking
        (
            'A doctor denied it. "One nurse of the ward was held," the doctor said. He blamed the mayor.',
            "A doctor",
            "He",
        ),
        # a spokesman stands for his body, and is "he"
        (
            "A spokesman for the Peruvian army denied the raid. He accused the Velna Front.",
            "A spokesman",
            "He",
        ),
        # a source that says "he" means another
        ("The Cuban envoy met Lars Velo. A source added that he made demands.", "The Cuban envoy", "he"),
        # a people that attacks is its state
        ("Armenia protested. The Azerbaijanis shelled a village.", "The Azerbaijanis", "The Azerbaijanis"),
        # no command is "the group"
        (
            "The Rapid Support Forces struck. Sudan reopened a joint command. The group fled.",
            "The Rapid Support Forces",
            "The group",
        ),
        # "the two countries", and then "the two sides"
        (
            "Chad and Niger fell out. The two countries sent envoys. They saw a rusting warship. The two sides met.",
            "The two countries",
            "The two sides",
        ),
    ],
)
def test_one_actor(text: str, first: str, again: str) -> None:
    assert who(text, first) == who(text, again)


def test_a_people_that_attacks_is_its_state_and_one_that_mourns_is_not() -> None:
    assert who("The Azerbaijanis shelled a village.", "The Azerbaijanis") == "actor:aze"
    assert who("The Azerbaijanis mourned.", "The Azerbaijanis") != "actor:aze"


def test_presidents_of_other_countries_are_not_those_of_the_last_two() -> None:
    text = "Chad and Niger quarrelled. The presidents of the neighbouring countries met."
    actor = next(a for a in found(text) if any(m.text.startswith("The presidents") for m in a.mentions))
    assert (actor.country, actor.candidates) == (None, ())


@pytest.mark.parametrize("row", table("same_words"), ids=lambda r: r["words"][:20])
def test_words_that_leave_an_actor_the_same(row: Row) -> None:
    def ids(text: str) -> set[str]:
        return {a.id for a in found(text) for m in a.mentions if m.text.lower().endswith("militia")}

    assert len(ids(row["example"])) == 1
    assert len(ids(row["counterexample"])) == 2


@pytest.mark.parametrize("text", ['"', "“ “ ” ”", '"They left', "“They shot at us, he said. They fled.”", '"' * 400])
def test_odd_quotation_marks(text: str) -> None:
    assert isinstance(found(text), tuple)

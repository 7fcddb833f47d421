from __future__ import annotations

import pytest

from sayso.corroborate.joining.words import family, generic, likeness, senses, signs, told, triggered
from sayso.lexicon.tables import alternatives, table

PACKAGE = "sayso.corroborate.joining"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bombed", "bombings"),  # inflection
        ("killing", "killed"),
        ("shot", "shootings"),  # strong verb
        ("acquisition", "acquired"),  # noun made from a verb, by the table
        ("resigned", "resignation"),  # by its ending
        ("withdrew", "withdrawal"),
        ("criticised", "criticizing"),  # both spellings
        ("Earthquake", "quakes"),
        ("negotiations", "negotiated"),
    ],
)
def test_words_of_one_family(one: str, other: str) -> None:
    assert family(one) == family(other)


@pytest.mark.parametrize(("one", "other"), [("bombed", "bought"), ("mission", "commission"), ("rained", "raided")])
def test_words_of_two_families(one: str, other: str) -> None:
    assert family(one) != family(other)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("seized", "captured", True),
        ("ceasefire", "truce", True),
        ("arrested", "detained", True),
        ("met", "bombed", False),
    ],
)
def test_synonyms(one: str, other: str, alike: bool) -> None:
    assert (likeness(family(one), family(other)) > 0) is alike
    assert likeness(family(one), family(one)) == 1.0


def test_a_general_word_says_little() -> None:
    assert generic(family("attack"))
    assert not generic(family("beheaded"))


def test_light_words_of_a_trigger_are_left_out_unless_there_is_no_other() -> None:
    assert told("held talks with") == (family("talks"),)
    assert told("held") == ()
    assert triggered("held") == (family("held"),)


def test_signs_keep_names_and_figures_as_they_stand() -> None:
    found = signs("The envoy met Angela Merkel's aides on 12 May near 300 troops.")
    assert {"^angela", "^merkel", "#12", "#300", family("troops")} <= found
    assert "the" not in found


def test_every_row_of_the_tables_is_found() -> None:
    for row in table("event_families", package=PACKAGE):
        assert {family(word) for word in alternatives(row["words"])} == {row["family"]}
    for row in table("event_synonyms", package=PACKAGE):
        assert 0 < float(row["worth"]) <= 1
        assert all(row["sense"] in senses(family(word)) for word in alternatives(row["words"]))


def test_no_word_stands_in_two_families() -> None:
    words = [word for row in table("event_families", package=PACKAGE) for word in alternatives(row["words"])]
    assert len(words) == len(set(words))


def test_no_sense_stands_twice() -> None:
    names = [row["sense"] for row in table("event_synonyms", package=PACKAGE)]
    assert len(names) == len(set(names))

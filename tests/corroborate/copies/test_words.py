"""Texts as folded words: sentences, direct speech, epithets, names and figures."""

from __future__ import annotations

import pytest

from sayso.corroborate.copies.details import details_of
from sayso.corroborate.copies.words import words_of


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("The Minister’s aide didn't pay $1,200.50.", "the ministers aide didnt pay 1,200.50"),  # apostrophes, figures
        ("Erdoğan met al-Sisi in São Paulo", "erdogan met al sisi in sao paulo"),  # accents, hyphens
        ("end.Next", "end next"),  # a lost space
        ("我们在", "我 们 在"),  # no spaces between words
    ],
)
def test_words_are_folded(text: str, keys: str) -> None:
    assert " ".join(words_of(text).keys) == keys


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("“We go,” he said. “They stay.”", ["We go", "They stay"]),  # curly
        ('He said: "We go now" and left.', ["We go now"]),  # straight
        ("‘We don’t go,’ he said of the workers’ hall.", ["We don’t go"]),  # single, with apostrophes
        ("«Nous partons», dit-il.", ["Nous partons"]),
        ("„Wir gehen“, sagte er.", ["Wir gehen"]),
        ("“We go.\nThey stay,” he said.", []),  # a mark was lost
        ('A 5" pipe and a dog.', []),
    ],
)
def test_direct_speech(text: str, speech: list[str]) -> None:
    words = words_of(text)
    assert [words.span(q.first, q.last).of(text) for q in words.quotations] == speech


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        ("Gen. Haftar left. He met Mr. Roe. They ate!", ["Gen", "He", "They"]),  # titles end no sentence
        ("A headline\n\nThe text.", ["A", "The"]),
        ("“Go!” he said. No.", ["Go", "he", "No"]),
        ("It cost 3.5 million. J. Roe paid.", ["It", "J"]),
    ],
)
def test_sentences(text: str, firsts: list[str]) -> None:
    words = words_of(text)
    assert [text[words.starts[s] : words.ends[s]] for s in words.sentences] == firsts


@pytest.mark.parametrize(
    ("text", "epithet"),
    [
        (
            "The Tulskan Front (TF), which has fought the state for decades, left.",
            "which has fought the state for decades",
        ),
        ("Ana Roe, a crane driver and delegate, left.", "a crane driver and delegate"),
        ("The crane fell, the driver of the lorry was hurt.", ""),  # no name
    ],
)
def test_what_is_said_in_passing_of_a_name(text: str, epithet: str) -> None:
    words = words_of(text)
    assert " ".join(k for k, e in zip(words.keys, words.epithet, strict=True) if e) == epithet


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("On Monday the Minister met Mira Kolvent in Tulska.", {"mira", "kolvent", "tulska"}),  # no days, no offices
        ("Workers left. The workers sang.", set()),  # a capital at the start says nothing
        ("Kolvent left. Then Kolvent sang.", {"kolvent"}),
        ("They lost 2,400 crowns, 38 boats and twenty-five men.", {"2400", "38", "25"}),
        ("The two men had 7 dogs.", set()),  # small numbers
    ],
)
def test_names_and_figures(text: str, details: set[str]) -> None:
    assert set(details_of(text)) == details


def test_the_word_at_a_place() -> None:
    words = words_of("One two three")
    assert [words.at(k) for k in (0, 2, 3, 4, 12)] == [0, 0, 1, 1, 2]

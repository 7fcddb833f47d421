"""On whose word a deed is laid to its doer: every row of the tables, then phenomena by hand."""

from __future__ import annotations

import pytest

from sayso.extract.veridicality.standing import STANDINGS, Standing, standing, standing_of
from sayso.ingest import article_from_text
from sayso.lexicon.tables import Row, table
from sayso.model import Reading, Span
from sayso.reader import Reader

FRONT = "Red Dawn Front"
OF_KIND = {
    "owned": "claimed",
    "laid": "accused",
    "tried": "accused",
    "alleged": "accused",
    "suspect": "accused",
    "possible": "possible",
}


def reading(text: str) -> Reading:
    return next(Reader("default").read_articles([article_from_text(text, date="2026-03-12", language="en")]))


def of_front(text: str) -> Standing:
    """The standing of the Red Dawn Front, however the actors stage groups its names."""
    read = reading(text)
    assert read.document is not None
    at = read.document.text.find(FRONT)
    names = [Span(at, at + len(FRONT))] if at >= 0 else []
    doers = {a.id for a in read.actors if any(m.span.overlaps(n) for m in a.mentions for n in names)}
    return standing(read, doers, names=names)


@pytest.mark.parametrize("row", table("standing_cues"), ids=lambda row: row["phrase"])
def test_every_cue_decides_its_example(row: Row) -> None:
    assert of_front(row["example"]).word.removesuffix("-by-authorities") == OF_KIND[row["kind"]]


@pytest.mark.parametrize("row", table("standing_verbs"), ids=lambda row: row["phrase"])
def test_every_verb_of_saying_decides_its_example(row: Row) -> None:
    assert of_front(row["example"]).word == OF_KIND[row["kind"].split("|")[0]]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Red Dawn Front killed the mayor on Monday.", "fact"),  # the outlet's own voice
        ("A farmer said the Red Dawn Front killed the mayor.", "fact"),  # a report is no accusation
        ("The Red Dawn Front said it killed the mayor on Monday.", "claimed"),  # its own word
        ("The minister accused the Red Dawn Front of the murder.", "accused-by-authorities"),
        ("The police hold the Red Dawn Front responsible for the murder.", "accused-by-authorities"),  # small clause
        ("According to the bishop, the Red Dawn Front is responsible for the murder.", "accused"),  # the subject is no accuser
        ("Police suspect that the Red Dawn Front killed the mayor.", "accused-by-authorities"),  # hedged by a known source
        ("The Red Dawn Front reportedly killed the mayor.", "accused"),  # hedged, nobody named
        ("No group has claimed responsibility. The Red Dawn Front is small.", "fact"),  # negated
        ("The bishop condemned the Red Dawn Front for the murder.", "fact"),  # who condemns takes the deed as known
        ("The Red Dawn Front charged that the mayor stole.", "fact"),  # it lays something to another
        ("A farmer claimed that the mayor was shot by the Red Dawn Front.", "accused"),  # another's claim
        ("Prosecutors indicted Red Dawn Front men for the murder.", "accused-by-authorities"),  # only they can
        ("Three Red Dawn Front men were convicted of the murder.", "accused-by-authorities"),  # nobody named
        ("The Red Dawn Front said it was responsible for the murder.", "claimed"),  # no accusation against itself
        ("The Red Dawn Front killed the mayor in 2019. On Monday it claimed responsibility for a blast. "
         "The Red Dawn Front claimed responsibility for a second blast too.", "claimed"),  # its word outweighs the outlet's
        ("The Red Dawn Front is small. The mayor could leave.", "fact"),  # doubt beside it, of something else
        ("The Red Dawn Front met in May.", "fact"),  # a month is no modal
        ("Roads that link Red Dawn Front camps were closed.", "fact"),  # no accusation
        ("The mayor opened a school.", "fact"),  # nothing is said of the body
    ],
)  # fmt: skip
def test_standings(text: str, word: str) -> None:
    assert of_front(text).word == word


def test_cues_are_the_words_that_it_rests_on() -> None:
    text = "The bishop blamed the Red Dawn Front for the murder."
    assert [cue.of(text) for cue in of_front(text).cues] == ["blamed"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Red Dawn Front killed the mayor on Monday.", ["fact"]),  # the claim itself is told
        ("Police said the Red Dawn Front killed the mayor. The minister blamed the Red Dawn Front for the murder.",
         ["accused-by-authorities"]),  # the claim is reported, and the article lays it to the doer
        ("Suspected Red Dawn Front rebels killed the mayor on Monday.", ["accused"]),  # the outlet itself only suspects
        ("Villagers complained. The bishop charged on Monday that the Red Dawn Front killed the mayor.", ["accused"]),
        ("The Red Dawn Front will attack the town on Friday.", []),  # no deed yet
        ("The ministers met in Lima.", []),  # no deed of violence
    ],
)  # fmt: skip
def test_standing_of_claims(text: str, words: list[str]) -> None:
    read = reading(text)
    found = [s.word for claim in read.claims if claim.event.type == "ASSAULT" and (s := standing_of(read, claim))]
    assert found[:1] == words
    assert set(found) <= set(STANDINGS)


def test_a_reading_without_text_has_no_evidence() -> None:
    assert standing(Reading(article=article_from_text("", language="en")), {"actor:x"}).word == "fact"

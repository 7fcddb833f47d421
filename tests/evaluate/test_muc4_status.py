"""From standings to the confidence words of MUC-4 keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.evaluate.muc4_status import (
    ACCUSED,
    BY_AUTHORITIES,
    CLAIMED,
    FACT,
    POSSIBLE,
    Key,
    _bodies,
    _spans,
    read_corpus,
    score,
    scores_of,
    status_of,
)
from sayso.evaluate.truecase import Truecaser
from sayso.ingest import article_from_text
from sayso.model import Reading
from sayso.reader import Reader

BODY = ("RED DAWN FRONT", "RDF")
KEY = """
0.  MESSAGE: ID                     DEV-MUC3-0001 (NCCOSC)
3.  INCIDENT: LOCATION              PERU: ALTO VERDE (TOWN)
10. PERP: ORGANIZATION ID           "RED DAWN FRONT" / "RDF"
                                    "BLUE ARMY"
11. PERP: ORGANIZATION CONFIDENCE   REPORTED AS FACT: "RED DAWN FRONT" / "RDF"
                                    POSSIBLE / CLAIMED OR ADMITTED: "BLUE ARMY"
18. HUM TGT: NAME                   "ELENA RIOS"

0.  MESSAGE: ID                     DEV-MUC3-0001 (NCCOSC)
10. PERP: ORGANIZATION ID           -
11. PERP: ORGANIZATION CONFIDENCE   -
"""
TEXT = """DEV-MUC3-0001 (NOSC)

   LIMA, 3 JAN 90 (WIRE) -- [REPORT] [TEXT] THE RED DAWN FRONT [RDF]
KILLED MAYOR ELENA RIOS IN ALTO VERDE ON MONDAY.
"""


def reading(text: str) -> Reading:
    return next(Reader("default").read_articles([article_from_text(text, date="1990-01-03", language="en")]))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Red Dawn Front killed the mayor on Monday.", FACT),
        ("The Red Dawn Front claimed responsibility for the murder.", CLAIMED),
        ("The bishop accused the Red Dawn Front of the murder.", ACCUSED),
        ("The minister accused the Red Dawn Front of the murder.", BY_AUTHORITIES),
        ("The Red Dawn Front may have killed the mayor.", POSSIBLE),
        ("The mayor opened a school.", FACT),  # nothing is said of the body: the commonest word
    ],
)
def test_standings_as_words_of_the_keys(text: str, word: str) -> None:
    assert status_of(reading(text), BODY) == word


def test_a_leader_of_the_body_is_not_the_body() -> None:
    text = "The Red Dawn Front's leader, Juan Rios, fled to Peru. The Red Dawn Front killed the mayor."
    read = reading(text)
    named = {m.text: a.id for a in read.actors for m in a.mentions}
    assert _bodies(read, _spans(text, BODY)) == {named["The Red Dawn Front"]}
    assert named["Juan Rios"] != named["The Red Dawn Front"]


def test_keys_and_messages(tmp_path: Path) -> None:
    (tmp_path / "key-dev-0001.muc4").write_text(KEY)
    (tmp_path / "dev-muc3-0001-0100").write_text(TEXT)
    keys, (article,) = read_corpus(tmp_path, "all")
    assert [(k.names, k.words, k.plain) for k in keys] == [
        (("RED DAWN FRONT", "RDF"), (FACT,), False),  # its slot holds two words
        (("BLUE ARMY",), ("POSSIBLE", CLAIMED), False),
    ]
    assert article.text == "The Red Dawn Front (RDF) killed Mayor Elena Rios in Alto Verde on Monday."
    assert article.published_at == "1990-01-03"


def test_plain_figures_count_one_body_of_a_template_with_one_word() -> None:
    keys = [
        Key("1", ("A",), (FACT,), plain=True),
        Key("1", ("B",), (FACT,)),
        Key("2", ("A",), (CLAIMED,), plain=True),
        Key("3", ("A",), (POSSIBLE,)),
    ]
    found = scores_of(keys, [FACT, CLAIMED, FACT, POSSIBLE])
    assert (found.plain_accuracy, found.plain_majority, found.plain_n) == (0.5, 0.5, 2)
    assert (found.accuracy, found.majority, found.n) == (0.5, 0.5, 4)


def test_scores_count_any_allowed_word_as_right(tmp_path: Path) -> None:
    (tmp_path / "key-dev-0001.muc4").write_text(KEY)
    (tmp_path / "dev-muc3-0001-0100").write_text(TEXT)
    found = score(tmp_path)
    assert (found.n, found.accuracy, found.majority) == (2, 0.5, 0.5)
    assert found.macro_f1 == round(2 / 3 / 5, 4)  # one word of five is given, half the time rightly


@pytest.mark.parametrize(
    ("capitals", "text"),
    [
        ("TROOPS LEFT. THE U.S. ENVOY STAYED.", "Troops left. The U.S. envoy stayed."),  # sentences, dotted letters
        ("THE RED DAWN\nFRONT'S MEN FLED", "The Red Dawn Front's men fled"),  # a name across lines, with possessive
        ("THE BOLIVIAN ARMY [RDF] FLED", "The Bolivian army (RDF) fled"),  # demonym of our tables, acronym, common noun
        ("ON 4 MAY I MAY GO", "On 4 May I may go"),  # the month and the verb
        ("A RED DOOR. \"YES\"", "A red door. \"Yes\""),  # part of a name is no name; quoted sentence
        ("ON MONDAY COLONEL ABARKUZ LEFT", "On Monday Colonel Abarkuz left"),  # a word that English lacks, its title
        ("AN AIDE OF EMILIO PONCE'S LEFT", "An aide of Emilio Ponce's left"),  # a noun after a given name is a surname
        ("THEN EMILIO TOLD THEM", "Then Emilio told them"),  # a verb is none
        ("A GUNSHIP OF ANTIGOVERNMENT TROOPS LEFT", "A gunship of antigovernment troops left"),  # written together
        ("HE ISN'T A MID-XYLOF MAN", "He isn't a mid-xylof man"),  # parts of words
        ("THE COLONEL LEFT", "The colonel left"),  # no name follows
        ("", ""),
    ],
)  # fmt: skip
def test_truecase(capitals: str, text: str) -> None:
    assert Truecaser(["ELENA RIOS"], bodies=["RED DAWN FRONT", "RDF", "ARMY"]).apply(capitals) == text


def test_truecase_is_linear_on_noise() -> None:
    noise = "RED " * 20_000 + "XYLOF " * 20_000 + ". " * 20_000 + "[" * 20_000 + "A." * 20_000 + "X" * 20_000
    assert len(Truecaser(["RED DAWN"]).apply(noise)) > 100_000


def test_says_where_the_corpus_should_be(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="SAYSO_DATA"):
        score(tmp_path)
    with pytest.raises(InputError, match="heldout"):
        score(tmp_path, half="quarter")

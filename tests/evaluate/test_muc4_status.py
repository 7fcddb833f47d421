"""From claims and attributions to the confidence words of MUC-4 keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.evaluate.muc4_status import ACCUSED, BY_AUTHORITIES, CLAIMED, FACT, read_corpus, score, status_of
from sayso.evaluate.truecase import Truecaser
from sayso.ingest import article_from_text
from sayso.lexicon.tables import table
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
        ("The Red Dawn Front killed the mayor on Monday.", FACT),  # the outlet's own voice
        ("A farmer said the Red Dawn Front killed the mayor.", FACT),  # a report is no accusation
        ("The Red Dawn Front said it killed the mayor on Monday.", CLAIMED),  # its own word
        ("The minister accused the Red Dawn Front of the murder.", BY_AUTHORITIES),  # accused by a government
        ("The bishop accused the Red Dawn Front of the murder.", ACCUSED),  # by somebody else
        ("The Red Dawn Front reportedly killed the mayor.", ACCUSED),  # hedged, nobody named
        ("Police suspect that the Red Dawn Front killed the mayor.", BY_AUTHORITIES),  # hedged by a known source
        ("The mayor opened a school.", FACT),  # nothing is said of the body: the commonest word
    ],
)
def test_status_words(text: str, word: str) -> None:
    assert status_of(reading(text), BODY) == word


@pytest.mark.parametrize(
    "row", table("muc4_status", language=None, package="sayso.evaluate"), ids=lambda row: row["cue"]
)
def test_every_cue_decides_its_example(row: dict[str, str]) -> None:
    assert status_of(reading(row["example"]), BODY) == {"claimed": CLAIMED, "accused": ACCUSED}[row["status"]]


def test_keys_and_messages(tmp_path: Path) -> None:
    (tmp_path / "key-dev-0001.muc4").write_text(KEY)
    (tmp_path / "dev-muc3-0001-0100").write_text(TEXT)
    keys, (article,) = read_corpus(tmp_path, "all")
    assert [(k.names, k.words) for k in keys] == [
        (("RED DAWN FRONT", "RDF"), (FACT,)),
        (("BLUE ARMY",), ("POSSIBLE", CLAIMED)),
    ]
    assert article.text == "The Red Dawn Front (RDF) killed mayor Elena Rios in Alto Verde on Monday."
    assert article.published_at == "1990-01-03"


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
        ("", ""),
    ],
)  # fmt: skip
def test_truecase(capitals: str, text: str) -> None:
    assert Truecaser(["ELENA RIOS"], bodies=["RED DAWN FRONT", "RDF", "ARMY"]).apply(capitals) == text


def test_truecase_is_linear_on_noise() -> None:
    noise = "RED " * 20_000 + ". " * 20_000 + "[" * 20_000 + "A." * 20_000
    assert len(Truecaser(["RED DAWN"]).apply(noise)) > 100_000


def test_says_where_the_corpus_should_be(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="SAYSO_DATA"):
        score(tmp_path)
    with pytest.raises(InputError, match="heldout"):
        score(tmp_path, half="quarter")

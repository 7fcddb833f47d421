"""What is taken back: whose word it was, and that it is not told as true. All sentences are our own words."""

from __future__ import annotations

from functools import cache

import pytest

from sayso.lexicon.tables import table
from sayso.model import Claim
from tests.extract.claims.told import claims_of, told

CALM = "The mayor said the town was calm. "
CASES = [
    # the one who takes it back had said it, not the speaker of the sentence before
    (CALM + "The Libyan Red Crescent withdrew its report that militiamen had attacked the camp.",
     ["ASSAULT hedged kept Libyan Red Crescent"]),
    (CALM + "The Libyan Red Crescent retracted an earlier statement that militiamen had killed four nurses.",
     ["ASSAULT hedged kept Libyan Red Crescent"]),
    (CALM + "The Libyan Red Crescent corrected its earlier report that militiamen had killed four nurses.",
     ["ASSAULT hedged kept Libyan Red Crescent"]),
    (CALM + "The army took back its claim that rebels had shelled the port.", ["ASSAULT hedged kept army"]),
    (CALM + "The army said it had withdrawn its earlier statement that rebels shelled the port.",
     ["ASSAULT hedged kept army"]),
    # in the passive the agent
    ("The report that rebels had shelled the port was withdrawn by the army.", ["ASSAULT hedged kept army"]),
    # one may also say it again
    (CALM + "The army repeated its claim that rebels had shelled the port.", ["ASSAULT reported exported army"]),
    (CALM + "The army stood by its report that rebels had killed nine farmers.", ["ASSAULT reported exported army"]),
    # our own word
    ("We have withdrawn our report that police killed two protesters.", ["ASSAULT hedged kept Harbour Post"]),
    # a note on an error of ours: the outlet denies what it had said
    ("Correction: An earlier version of this article said that police killed two protesters.",
     ["ASSAULT denied kept Harbour Post"]),
    ("An earlier version of this story incorrectly stated that police killed two protesters.",
     ["ASSAULT denied kept Harbour Post"]),
    ("In a previous version of this story, we said that police killed two protesters.",
     ["ASSAULT denied kept Harbour Post"]),
    ("An earlier headline on this story said that police killed two protesters.", ["ASSAULT denied kept Harbour Post"]),
    ("Editor's note: This article originally stated that police killed two protesters.",
     ["ASSAULT denied kept Harbour Post"]),
    ("We wrongly reported that police killed two protesters.", ["ASSAULT denied kept Harbour Post"]),
    # an earlier version of something else is a document like any other
    ("An earlier version of the bill said that police killed two protesters.",
     ["ASSAULT reported exported earlier version of the bill"]),
    # what it was corrected to is a note that is not read, or news under a label
    ("This story has been corrected to show that police arrested two protesters, not five.", []),
    ("CORRECTION: Police arrested two protesters in Sfax on Monday, a lawyer said.",
     ["COERCE reported exported lawyer"]),
]  # fmt: skip


@cache
def read() -> dict[str, tuple[Claim, ...]]:
    return claims_of(tuple(text for text, _ in CASES))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_is_taken_back(text: str, expected: list[str]) -> None:
    assert [told(claim) for claim in read()[text]] == expected


def test_each_verb_of_the_table_names_the_subject_as_the_author() -> None:
    rows = [r for r in table("withdrawal_words") if r["role"] in ("takes-back", "renews")]
    texts = [r["example"].replace("[", "").replace("]", "") for r in rows]
    found = claims_of((*texts, *(r["counterexample"] for r in rows)))
    for row, text in zip(rows, texts, strict=True):
        status = "hedged kept" if row["role"] == "takes-back" else "reported exported"
        assert f"ASSAULT {status} agency" in [told(claim) for claim in found[text]], text
        assert not any("agency" in told(claim) for claim in found[row["counterexample"]])


def test_each_word_of_a_note_on_an_error_denies_what_was_said() -> None:
    rows = [r for r in table("withdrawal_words") if r["role"] not in ("takes-back", "renews")]
    texts = [r["example"].replace("[", "").replace("]", "") for r in rows]
    found = claims_of((*texts, *(r["counterexample"] for r in rows if r["counterexample"])))
    for row, text in zip(rows, texts, strict=True):
        assert [told(claim) for claim in found[text]] == ["ASSAULT denied kept Harbour Post"], text
        assert not any("denied" in told(claim) for claim in found.get(row["counterexample"], ()))

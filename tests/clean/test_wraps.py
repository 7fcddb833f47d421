"""Which line breaks are the page's and which the writer's."""

from __future__ import annotations

import textwrap

import pytest

from sayso.clean.wraps import unwrap
from sayso.lexicon.tables import table

LONG = (
    "The two governments agreed on Monday to reopen the crossing that was shut after the raid in March, a spokesman for "
    "the interior ministry said. Lorries with grain will pass first, and the families who fled north may go home before "
    "the end of the month, he added. The opposition in both capitals called the deal a surrender."
)


def joined(text: str) -> str:
    out, at = "", 0
    for start, end, new, _ in unwrap(text):
        out += text[at:start] + new
        at = end
    return out + text[at:]


@pytest.mark.parametrize("width", [60, 66, 72, 79, 90])
def test_wrapped_paragraphs_are_joined(width: int) -> None:
    second = "In a second statement the ministry named the four men who had been held since the raid and said they were free."
    text = "\n\n".join(textwrap.fill(p, width, break_on_hyphens=False) for p in (LONG, second))
    assert joined(text) == f"{LONG}\n\n{second}"


@pytest.mark.parametrize(
    "text",
    [
        # one paragraph a line
        "The minister resigned on Monday.\nThe army took the port on Tuesday.\nTalks go on in Oslo.",
        # long lines are paragraphs
        f"{LONG}\n{LONG}",
        # a list
        "The deal has three parts that both sides must sign before the end of May:\n- grain\n- prisoners\n- the border",
        # a headline over the text
        "Talks fail in Oslo as both sides walk out of the room early\nThe envoys left on Monday.",
        # a blank line ends a paragraph, whatever follows
        "The envoys of the two governments left the capital on\n\nmonday they came back to the same hotel at the lake.",
    ],
)
def test_breaks_that_stay(text: str) -> None:
    assert joined(text) == text


def test_a_small_letter_goes_on() -> None:
    text = "The envoys of the two governments left the capital on\nMonday. The president of the assembly said he would not\naccept it."
    assert joined(text).endswith("said he would not accept it.")


@pytest.mark.parametrize("row", table("hyphens"), ids=lambda r: r["example"][:30])
def test_hyphens_that_belong_to_the_word(row: dict[str, str]) -> None:
    text, _, whole = row["example"].partition(" => ")
    lead = "The ministry in the capital said late on Monday: "
    assert whole in joined(lead + text.replace("\\n", "\n"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The council spoke of an inter-\nnational force for the port.", "international force"),
        ("Whether govern-\nment or not, the rule of government holds.", "Whether government or"),
        ("The Moscow-\nbacked council said nothing at all about it.", "Moscow-backed council"),
        ("The tit-\nfor-tat raids went on; another tit-for round is near.", "tit-for-tat raids"),
    ],
)
def test_split_words(text: str, wanted: str) -> None:
    assert wanted in joined("After a meeting that went on all night in the capital " + text)

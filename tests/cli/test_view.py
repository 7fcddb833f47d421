"""The view: every claim with status by word and mark, its sentence, its tree; at any width, without colour, in ASCII."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

import sayso
from sayso.cli.explain import print_explanation
from sayso.cli.view import View
from sayso.errors import InputError
from sayso.model import Reading
from tests.readings import TEXT, example, failed


def shown(
    reading: Reading, *, width: int = 100, encoding: str = "utf-8", terminal: bool = False, explain: int = 0
) -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding)
    console = Console(file=file, width=width, force_terminal=terminal, color_system="standard" if terminal else None)
    view = View(console)
    if explain:
        print_explanation(view, reading, explain)
    else:
        view.print(reading)
    file.flush()
    return raw.getvalue().decode(encoding)


def test_chain_is_a_tree_with_cues_and_root() -> None:
    lines = [line.strip() for line in shown(example()).splitlines()]
    at = lines.index("└─ Red Sea Monitor — “quoting”  ←\u00a0root")
    assert lines[at - 2 : at] == [
        "└─ Nile Ledger (here “the newspaper”) — “the newspaper said”  (in quotation",
        "marks)",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "◐ reported Sudanese military aircraft bombed rebels from the air",
        "✕ denied Sudanese Armed Forces did not bomb targets from the air",
        "○ hedged Someone may have attacked an aid convoy with drones",
        "◇ future Kenya will give aid",
        "had *bombed* a rebel camp",  # the trigger is marked where there are no styles
        "Tue 10 March 2026 “on Tuesday”",
        "threatens “close the border” (COERCE)",
        "or is it Red Sea Monitor?",
        "● 2 asserted ◐ 4 reported ○ 1 hedged ✕ 1 denied ◇ 1 future",
        "1 only threatened, 1 told elsewhere in the text, 1 asked in a question",
    ],
)
def test_the_view_says(words: str) -> None:
    assert words in " ".join(shown(example(), width=120).split())


@pytest.mark.parametrize("width", [80, 100, 120, 300])
def test_no_line_is_wider_than_the_terminal_or_people_read(width: int) -> None:
    lines = shown(example(), width=width).splitlines()
    assert max(len(line) for line in lines) <= min(width, 120)
    assert not any(line.endswith(" ") for line in lines)


def test_ascii_where_the_encoding_is_not_utf8() -> None:
    text = shown(example(), encoding="ascii")
    assert '`- Red Sea Monitor - "quoting"  <- root' in text
    assert "x denied" in text


def test_latin_terminals_get_no_question_marks_for_our_own_signs() -> None:
    assert "?" not in shown(replace(example(), claims=example().claims[:1]), encoding="latin-1").replace("? hedged", "")


def test_colour_only_on_terminals() -> None:
    assert "\x1b[" not in shown(example())
    assert "\x1b[" in shown(example(), terminal=True)


def test_an_article_cannot_steer_the_terminal() -> None:
    reading = example()
    assert reading.document
    nasty = reading.document.text.replace("a rebel camp", "a \x1b]0;x\x07 camp")
    bad = replace(reading, document=replace(reading.document, text=nasty, title="t\x1b[2J\nx"))
    assert "\x1b" not in shown(bad)


def test_a_failed_input_says_why_and_an_eventless_one_says_so() -> None:
    assert "! ingest: the file is empty" in shown(failed())
    quiet = replace(example(), claims=(), events=())
    assert "No event of politics or conflict" in shown(quiet)


def test_explain_names_words_rules_and_what_was_left_out() -> None:
    text = shown(example(), explain=1)
    assert TEXT.index("bombed") == 116
    for words in (
        "“bombed” at 116 is ASSAULT/aerial, by event_verbs: bomb",
        "“rebel” at 125 is rebels [SDN-REB]",
        "“said” lays the sentence to “Two government officials”",
        "spacy 3.8, events.rules 1",
        "“a mistake” at",
        "asked in a question",
    ):
        assert words in text
    assert "no: hedged" in shown(example(), explain=5)


@pytest.mark.parametrize("reading", [example(), failed()])
def test_explain_of_a_claim_that_is_not_there(reading: Reading) -> None:
    with pytest.raises(InputError, match="no claim 77"):
        shown(reading, explain=77)


def test_an_office_without_a_name_shows_who_held_it_that_day() -> None:
    text = "The Tunisian foreign minister met the Egyptian president in Cairo on Wednesday."
    told = " ".join(shown(sayso.read(text, date="2019-04-11")).split())
    assert "Khemaies Jhinaoui (Minister of Foreign Affairs of Tunisia)" in told
    assert "in office" not in " ".join(shown(sayso.read(text)).split())  # without a day nobody can know

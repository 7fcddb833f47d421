"""Maps and edits of repaired text, by hand and on random changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.clean.tape import Change, Tape


def test_two_passes_map_back_to_the_input() -> None:
    tape = Tape("ab--cd\u00a0ef")
    tape.edit([(2, 4, "-", "dash")])
    tape.edit([(5, 6, " ", "space")])
    assert tape.text == "ab-cd ef"
    assert tape.runs == ((0, 0, 2), (3, 4, 2), (6, 7, 2))
    assert [(e.at, e.before, e.after, e.rule) for e in tape.edits()] == [
        (2, "--", "-", "dash"),
        (6, "\u00a0", " ", "space"),
    ]


def test_a_repair_of_a_repair_is_one_edit() -> None:
    tape = Tape("a&nbsp;b")
    tape.edit([(1, 7, "\u00a0", "entity")])
    tape.edit([(1, 2, " ", "space")])
    assert [(e.at, e.before, e.after, e.rule) for e in tape.edits()] == [(1, "&nbsp;", " ", "entity+space")]


def test_an_insertion_takes_nothing_away() -> None:
    tape = Tape("ab")
    tape.edit([(1, 1, "-", "hyphen")])
    assert tape.runs == ((0, 0, 1), (2, 1, 1))
    assert tape.edits()[0].before == ""


def test_overlapping_changes_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Tape("abcdef").edit([(0, 3, "x", "a"), (2, 4, "y", "b")])


@st.composite
def texts_and_passes(draw: st.DrawFn) -> tuple[str, list[list[tuple[int, int, str]]]]:
    text = draw(st.text("abc \n", max_size=30))
    passes = draw(
        st.lists(
            st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.text("xyz", max_size=3)), max_size=5),
            max_size=4,
        )
    )
    return text, passes


@given(texts_and_passes())
def test_text_is_kept_runs_and_edits_and_nothing_else(case: tuple[str, list[list[tuple[int, int, str]]]]) -> None:
    text, passes = case
    tape = Tape(text)
    for changes in passes:
        done: list[Change] = []
        end = 0
        for start, length, new in sorted(changes):
            if end <= start <= len(tape.text):
                end = min(start + length, len(tape.text))
                done.append((start, end, new, "rule"))
        tape.edit(done)
    for out, at, length in tape.runs:
        assert tape.text[out : out + length] == text[at : at + length]
    rebuilt, at = "", 0
    for edit in tape.edits():
        assert text[edit.at : edit.at + len(edit.before)] == edit.before
        assert edit.rule == "rule"
        rebuilt += text[at : edit.at] + edit.after
        at = edit.at + len(edit.before)
    assert rebuilt + text[at:] == tape.text

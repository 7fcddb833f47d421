"""Repairs, one phenomenon a row: the cleaned text of a small article."""

from __future__ import annotations

import pytest

from sayso.clean.rules import RulesCleaner
from sayso.model import Article


def cleaned(text: str, *, media_type: str = "text/plain") -> str:
    return RulesCleaner().clean([Article(id="article:t", text=text, media_type=media_type, language="en")])[0].text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # line ends of other systems
        ("One.\r\nTwo.\rThree.\u2028Four.", "One.\nTwo.\nThree.\nFour."),
        # UTF-8 read as Windows-1252
        ("He said â€œnoâ€\x9d in the cafÃ©.", "He said “no” in the café."),
        ("The army\u0092s chief", "The army’s chief"),
        # real letters that look like the signs of it
        ("Âncora do Norte and Ãgua", "Âncora do Norte and Ãgua"),
        # escaped twice
        ("AT&amp;T said &quot;no&quot; &#8211; twice&#x21;", 'AT&T said "no" – twice!'),
        ("A &#150; B", "A – B"),
        # no reference
        ("R&D; and &notanentity; stay", "R&D; and &notanentity; stay"),
        # invisible characters
        ("Hod\u00adei\u200bdah \ufeffport\u200e", "Hodeidah port"),
        ("null\x00 and \x07bell", "null and bell"),
        # half a character
        ("bad \ud800 half", "bad \ufffd half"),
        # spaces
        ("10\u00a0000  men\t\tleft  \n  at dawn.", "10 000 men left\nat dawn."),
        # marks of TeX and typewriters
        ("He said ``it's over'' at noon.", "He said “it's over” at noon."),
        ("They said ''we are ready'' again.", "They said “we are ready” again."),
        ("It`s the army´s turn, they don´t know.", "It's the army's turn, they don't know."),
        ('She said \\"stop\\" twice.', 'She said "stop" twice.'),
        ("He said ““stop”” twice.", "He said “stop” twice."),
        # stray spaces inside marks
        ("He said “ stop now ” and left.", "He said “stop now” and left."),
        ('He said " stop now " and left.', 'He said "stop now" and left.'),
        # uncertain: an odd number of straight marks, or only one side strays
        ('He said " stop now and left.', 'He said " stop now and left.'),
        ('He said "stop now " and " left."', 'He said "stop now " and " left."'),
        # a lost opening mark is not guessed
        ("We will stand firm,” said the minister.", "We will stand firm,” said the minister."),
        # initials and abbreviations with a space are left alone
        ("Al- arida reported it.", "Al- arida reported it."),
    ],
)
def test_repair(text: str, wanted: str) -> None:
    assert cleaned(text) == wanted


def test_every_edit_names_its_rule() -> None:
    document = RulesCleaner().clean([Article(id="article:t", text="A\u00a0B &amp; C\u200bD ``so''", language="en")])[0]
    assert [e.rule for e in document.edits] == ["space", "entity", "invisible", "quote", "quote"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# Talks fail\n\nThe **two** sides met in *Oslo*.", "Talks fail\n\nThe two sides met in Oslo."),
        ("See [the report](https://a.example/x_(y)) and ![a map](m.png) now.", "See the report and now."),
        ("> A quoted line\n> goes on.", "A quoted line\ngoes on."),
        ("- First point.\n- Second point.", "First point.\nSecond point."),
        ("Head\n====\n\nThe text goes\non here.", "Head\n\nThe text goes on here."),
        ("---\ntitle: x\n---\nThe text.", "The text."),
        ("snake_case_name and 3 * 4 * 5 stay", "snake_case_name and 3 * 4 * 5 stay"),
        ("`code` and \\*stars\\*", "code and *stars*"),
    ],
)
def test_markdown(text: str, wanted: str) -> None:
    lines = cleaned(text, media_type="text/markdown").split("\n")
    assert [x for x in lines if x] == [x for x in wanted.split("\n") if x]

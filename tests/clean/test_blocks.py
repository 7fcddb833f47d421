"""Paragraphs and their kinds."""

from __future__ import annotations

import pytest

from sayso.clean.blocks import layout

A = "The two sides met in Oslo on Monday."
B = "The talks broke down at noon, a delegate said."


def kinds(text: str, *, title: str | None = None, byline: str | None = None) -> list[str]:
    return [b.kind for b in layout(text, title=title, byline=byline).blocks]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        # a first line without a stop over text
        (["Talks fail", A, B], ["headline", "text", "text"]),
        # and a deck under it
        (["Talks fail", "Envoys leave Oslo after a day of shouting", A, B], ["headline", "headline", "text", "text"]),
        # a wire flash alone is no headline
        (["Army takes port"], ["text"]),
        # a first sentence is text
        ([A, B], ["text", "text"]),
        # a subheading between paragraphs
        (["Talks fail", A, "A long night", B], ["headline", "text", "headline", "text"]),
        # a quotation that ends with its mark is no subheading
        ([A, "“We are done”", B], ["text", "text", "text"]),
        # bullets are text
        ([A, "- Grain for the north", B], ["text", "text", "text"]),
        # the comment form at the end takes what follows with it
        ([A, B, A, "Leave a Reply", "Nice article about the war."], ["text"] * 3 + ["boilerplate"] * 2),
        # a link to the comments on top takes nothing
        (["Comments", A, B, A], ["boilerplate", "text", "text", "text"]),
        # a list of links, then text again
        ([A, "Related Articles", "Army takes port", "Two held in Lima", B], ["text", "boilerplate", "boilerplate", "boilerplate", "text"]),
        # a related link that reads like news
        ([A, "Follow us on Telegram | Read more: Israeli raids kill ten in Gaza", B], ["text", "boilerplate", "text"]),
        # and glued to a paragraph
        ([f"{A} Read more: Two ministers resign", B], ["text", "boilerplate", "text"]),
        # byline, caption, credits
        (["Talks fail", "By Jane Doe", "Photo: Jane Doe/Example", A, "Editing by Omar Haddad"], ["headline", "byline", "caption", "text", "byline"]),
        # a dateline splits its paragraph
        (["Talks fail", f"OSLO, March 3 (AFP) - {A}"], ["headline", "dateline", "text"]),
    ],
)  # fmt: skip
def test_kinds(lines: list[str], wanted: list[str]) -> None:
    assert kinds("\n\n".join(lines)) == wanted


def test_the_title_is_a_headline_whatever_its_end() -> None:
    assert kinds(f"Will the talks fail?\n\n{A}\n\n{B}", title="Will the talks fail?") == ["headline", "text", "text"]


def test_a_title_that_sounds_like_a_link_stays_a_headline() -> None:
    assert kinds(f"Opinion: let them talk\n\n{A}\n\n{B}", title="Opinion: let them talk") == [
        "headline",
        "text",
        "text",
    ]


def test_the_known_byline_is_found_in_any_form() -> None:
    found = layout(f"Talks fail\n\njane doe\n\n{A}", byline="Jane Doe")
    assert [b.kind for b in found.blocks] == ["headline", "byline", "text"]
    assert found.byline == "jane doe"


def test_boilerplate_says_why() -> None:
    block = layout(f"{A}\n\nYour email address will not be published.").blocks[1]
    assert (block.kind, block.why) == ("boilerplate", "comment-form")

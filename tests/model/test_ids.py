"""Ids: the same content gives the same id, in every process and version."""

from __future__ import annotations

import re

import pytest

from sayso.model import content_id, slug


def test_an_id_is_pinned() -> None:
    """A second run adds nothing new only as long as this never changes."""
    assert content_id("claim", "article:x", "ASSAULT") == "claim:337e8fe94f464416"


def test_parts_do_not_run_together() -> None:
    assert (
        len({content_id("c", "ab", "c"), content_id("c", "a", "bc"), content_id("c", "abc"), content_id("d", "abc")})
        == 4
    )


def test_half_characters_have_an_id() -> None:
    assert re.fullmatch(r"claim:[0-9a-f]{16}", content_id("claim", "\ud800"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Al-Jarida", "al-jarida"),
        ("  The  New York Times ", "the-new-york-times"),
        ("Erdoğan", "erdogan"),  # accents go
        ("القدس العربي", "القدس-العربي"),  # other scripts stay
        ("新华社", "新华社"),
        ("—!?", "x"),  # never empty
        ("", "x"),
    ],
)
def test_slugs(text: str, wanted: str) -> None:
    assert slug(text) == wanted

"""When two inputs, two articles or two outlets are the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.coding.identity import (
    UNREACHED,
    article_id,
    content_hash,
    credited,
    given_id,
    page_address,
    publisher,
    text_hash,
)
from sayso.ingest import article_from_text
from sayso.ingest.articles import Given, failed

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1), st.data())
def test_white_space_makes_no_other_text(words: list[str], data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.sampled_from([" ", "  ", "\n", "\n\n", "\t", "\u00a0"]), min_size=len(words)))
    spread = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    assert text_hash(spread) == text_hash(" ".join(words))


def test_other_words_are_another_text() -> None:
    assert text_hash("Ten died.") != text_hash("Two died.")
    assert text_hash("Ten died.") != text_hash("Tendied.")


@pytest.mark.parametrize(
    ("outlet", "url", "id", "key", "family"),
    [
        # known by its name, in any spelling
        ("Reuters", None, "outlet:reuters", "outlet:reuters", "family:thomson-reuters"),
        ("REUTERS", None, "outlet:reuters", "outlet:reuters", "family:thomson-reuters"),
        # known by its domain
        (None, "https://www.reuters.com/world/talks", "outlet:reuters", "outlet:reuters", "family:thomson-reuters"),
        # in no table: its name, folded
        ("The Nile  Ledger", None, "outlet:the-nile-ledger", "nile-ledger", "outlet:the-nile-ledger"),
        (None, "https://ledger.example/1", "outlet:ledger-example", "ledger-example", "outlet:ledger-example"),
        # nobody says
        (None, None, None, "", None),
    ],
)
def test_publishers(outlet: str | None, url: str | None, id: str | None, key: str, family: str | None) -> None:
    found = publisher(article_from_text("Text.", outlet=outlet, url=url))
    assert (found.id, found.key, found.family) == (id, key, family)


def test_the_same_text_of_two_outlets_is_two_articles() -> None:
    hashed = text_hash("Ten died.")
    assert article_id(hashed, "a") != article_id(hashed, "b")
    assert article_id(hashed, "a") == article_id(text_hash("Ten\ndied. "), "a")


def test_the_id_that_the_user_gave() -> None:
    assert given_id(article_from_text("Text.", id="a-17")) == "a-17"
    assert given_id(article_from_text("Text.")) is None


def test_content_is_all_that_came_with_an_article() -> None:
    article = article_from_text("Text.", outlet="Example News", date="2026-03-12")
    assert content_hash(article) == content_hash(replace(article))
    for other in (
        replace(article, text="Text!"),
        replace(article, outlet="Other News"),
        replace(article, title="Talks"),
        replace(article, published_at="2026-03-13"),
        replace(article, raw=True),
    ):
        assert content_hash(other) != content_hash(article)


def test_what_nobody_could_reach_has_no_content() -> None:
    for code in ("network", "timeout", "not_found"):
        assert content_hash(failed(code, "away", Given(), url="https://news.example/1")) == UNREACHED
    broken = [failed("bad_json", "broken", Given(), seen=line) for line in ("{a", "{b")]
    assert UNREACHED not in map(content_hash, broken)
    assert content_hash(broken[0]) != content_hash(broken[1])


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://news.example/a/1", True),
        ("https://news.example/?id=7", True),
        ("https://news.example/", False),  # of a whole site
        ("https://news.example", False),
        ("news.example/a", False),  # no address
        ("https://[broken", False),
        (None, False),
    ],
)
def test_which_addresses_stand_for_one_page(url: str | None, found: bool) -> None:
    assert page_address(url) == (url if found else None)


@pytest.mark.parametrize(
    ("source", "byline", "ids"),
    [
        ("AFP", None, ("outlet:agence-france-presse",)),
        (None, "By Hana Bekele and Reuters", ("outlet:reuters",)),
        ("AP", "Associated Press", ("outlet:associated-press",)),  # once
        ("Nile Wire", None, ("outlet:nile-wire",)),  # an agency in no table
        (None, "By Hana Bekele", ()),
        (None, "Example News staff, with agencies", ()),
        ("Reuters", None, ()),  # the outlet itself, see below
    ],
)
def test_whom_dateline_and_byline_credit(source: str | None, byline: str | None, ids: tuple[str, ...]) -> None:
    own = "outlet:reuters" if source == "Reuters" else "outlet:example-news"
    assert credited(source, byline, own) == ids

"""Spans, sentences and tokens."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.model import Article, ParsedDocument, Span
from tests.factories import document, parsed

TEXT = "The army bombed a depot. Who said so? A man who saw it."


@pytest.fixture(scope="module")
def sample() -> ParsedDocument:
    return parsed(TEXT)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3)], ids=["before the text", "turned round"])
def test_an_impossible_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"needs 0 <= start <= end"):
        Span(start, end)


def test_spans_are_half_open() -> None:
    span = Span(4, 8)
    assert (span.of(TEXT), len(span)) == ("army", 4)
    assert span.contains(Span(4, 8))
    assert not span.contains(Span(4, 9))
    assert span.overlaps(Span(7, 20))
    assert not span.overlaps(Span(8, 20))  # they only touch
    assert sorted([Span(4, 8), Span(0, 3), Span(4, 5)]) == [Span(0, 3), Span(4, 5), Span(4, 8)]


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2019-04-11", date(2019, 4, 11)),
        ("2019-04-11T23:30:00+02:00", date(2019, 4, 11)),  # the day where it was published
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_day_of_publication(given: str | None, day: date | None) -> None:
    assert Article(id="article:x", text="", published_at=given).published == day


def test_tokens_in_a_span_count_when_partly_inside(sample: ParsedDocument) -> None:
    assert [t.text for t in sample.tokens_in(Span(5, 12))] == ["army", "bombed"]
    assert [t.text for t in sample.tokens_in(Span(4, 8))] == ["army"]
    assert sample.tokens_in(Span(8, 9)) == ()  # the blank between two


def test_the_sentence_at_a_character(sample: ParsedDocument) -> None:
    assert [s.span.of(TEXT) for s in sample.sentences] == [
        "The army bombed a depot.",
        "Who said so?",
        "A man who saw it.",
    ]
    found = [sample.sentence_at(k) for k in (0, 23, 24, 25, len(TEXT))]
    assert [s and s.index for s in found] == [0, 0, 0, 1, 2]  # the gap belongs to the one before


def test_the_tree(sample: ParsedDocument) -> None:
    bombed = next(t for t in sample.tokens if t.text == "bombed")
    assert bombed.head == bombed.index
    assert [sample.tokens[i].text for i in sample.subtree(bombed.index)] == ["The", "army", "bombed", "a", "depot", "."]
    saw = next(t for t in sample.tokens if t.text == "saw")
    assert [sample.tokens[i].text for i in sample.ancestors(saw.index)] == ["man"]
    for token in sample.tokens:
        assert all(sample.tokens[c].head == token.index for c in sample.children[token.index])


def test_factory_takes_a_first_line_without_a_stop_for_a_headline() -> None:
    assert [b.kind for b in document("Army bombs depot\nThe army bombed a depot.").blocks] == ["headline", "text"]
    assert [b.kind for b in document("Army bombs depot").blocks] == ["text"]

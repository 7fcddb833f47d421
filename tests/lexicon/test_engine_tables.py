"""Small tables of the event engine: the example of every row holds its word, and does what the row says."""

from __future__ import annotations

from functools import cache

import pytest

from sayso.lexicon.tables import numbered, table
from sayso.model import EventMention
from sayso.reader import Reader
from tests.factories import parsed

WORDS = {
    "container_nouns": "noun",
    "participation_nouns": "noun",
    "harm_words": "word",
    "go_between_verbs": "verb",
    "speaking_documents": "noun",
    "content_modes": "word",
    "anonymity_words": "word",
    "event_instruments": "word",
    "phase_words": "word",
    "lemmas": "lemma",
    "hedge_adverbs": "word",
    "modals": "word",
}


@pytest.mark.parametrize(
    ("name", "line", "word", "example"),
    [(name, line, row[column], row["example"]) for name, column in WORDS.items() for line, row in numbered(name)],
)
def test_example_holds_its_word(name: str, line: int, word: str, example: str) -> None:
    text = example.replace("[", "").replace("]", "")
    tokens = parsed(text).tokens
    found = {t.lemma.lower() for t in tokens} | {t.text.lower() for t in tokens}
    assert word in found or word in text.lower(), f"{name}:{line}"


@cache
def events() -> dict[str, tuple[EventMention, ...]]:
    """The events of all examples that a row makes a claim about, read in one batch."""
    from sayso.ingest import article_from_text

    rows = [row["example"] for name in ("content_modes", "phase_words") for row in table(name)]
    articles = [article_from_text(text, outlet="Example News", date="2019-04-11", language="en") for text in rows]
    return {text: reading.events for text, reading in zip(rows, Reader().read_articles(articles), strict=True)}


@pytest.mark.parametrize(
    ("line", "row"), list(numbered("content_modes")), ids=lambda x: x if isinstance(x, int) else x["word"]
)
def test_content_gives_the_mode(line: int, row: dict[str, str]) -> None:
    found = {(e.type, e.mode) for e in events()[row["example"]]}
    assert (row["type"], row["mode"]) in found, found


@pytest.mark.parametrize(
    ("line", "row"), list(numbered("phase_words")), ids=lambda x: x if isinstance(x, int) else x["word"]
)
def test_phase_gives_the_completion(line: int, row: dict[str, str]) -> None:
    assert row["completion"] in {e.completion for e in events()[row["example"]]}

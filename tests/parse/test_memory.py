"""What the parser remembers has a bound: names never stop coming, and a watcher runs for weeks."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from sayso.parse import spacy
from sayso.parse.forms import Forms
from sayso.parse.spacy import Memory, SpacyParser, _pipeline
from tests.factories import document


def _texts(start: int, count: int) -> list[str]:
    return [f"Zorv{n}ak attacked Quel{n}ia on Monday, said Mibb{n}or." for n in range(start, start + count)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    """A memory that forgets after twenty paragraphs."""
    memory = Memory(_pipeline(), most=20)
    spacy._memory().close()
    monkeypatch.setattr(spacy, "_memory", lambda: memory)
    yield memory
    memory.close()


def test_word_forms_are_forgotten(small: Memory) -> None:
    parser, strings = SpacyParser(), _pipeline().vocab.strings
    parser.parse([document(text) for text in _texts(0, 40)])
    before = len(strings)
    for start in range(100, 700, 50):
        parser.parse([document(text) for text in _texts(start, 50)])
    assert len(strings) == before


def test_a_text_is_parsed_alike_before_and_after_forgetting(small: Memory) -> None:
    parser = SpacyParser()
    (first,) = parser.parse([document("Zorvak threatened to shell Quelia unless its envoys withdrew.")])
    for start in range(0, 100, 25):
        parser.parse([document(text) for text in _texts(start, 25)])
    (again,) = parser.parse([document("Zorvak threatened to shell Quelia unless its envoys withdrew.")])
    assert again.tokens == first.tokens


def test_threads_may_parse_at_once(small: Memory) -> None:
    parser = SpacyParser()
    texts = _texts(0, 60)
    alone = [parser.parse([document(text)])[0].tokens for text in texts]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda text: parser.parse([document(text)])[0].tokens, texts))
    assert together == alone


def test_the_lemmatizer_lets_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own cache has no bound."""
    monkeypatch.setattr("sayso.parse.forms.MOST", 50)
    found = Forms(_pipeline())
    for doc in _pipeline().pipe(_texts(0, 120), disable=["attribute_ruler", "lemmatizer"]):
        for token in doc:
            found.of(token)
    kept = _pipeline().get_pipe("lemmatizer").cache
    assert len(kept) > 50
    found.rest()
    assert not kept
    assert len(found._known) + len(found._before) <= 100

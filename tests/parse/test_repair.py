"""The parser's regular errors, mended."""

from __future__ import annotations

import pytest

from tests.factories import parsed


@pytest.mark.parametrize(
    ("text", "word", "head", "dep"),
    [
        (
            "She denied that the raids had targeted civilians.",
            "targeted",
            "denied",
            "ccomp",
        ),  # perfect read as adjective
        ("She denied that the raids had targeted civilians.", "civilians", "targeted", "dobj"),
        ("She denied that the raids had targeted civilians.", "raids", "targeted", "nsubj"),
        ("Police denied beating students.", "beating", "denied", "xcomp"),  # gerund after a verb
        ("The mayor accused police of beating students.", "beating", "of", "pcomp"),  # gerund after a preposition
        (
            "Israeli air strikes killed at least 34 people in the town, the health ministry said.",
            "killed",
            "said",
            "ccomp",
        ),
        (
            "Israeli air strikes killed at least 34 people in the town, the health ministry said.",
            "strikes",
            "killed",
            "nsubj",
        ),
        (
            "Berlin will hand over six systems, she told reporters.",
            "over",
            "hand",
            "prt",
        ),  # particle read as "over six"
        # a past tense read as adjective of its object
        (
            "A court in Tunis sentenced opposition leader Rached Ghannouchi to 22 years in prison.",
            "court",
            "sentenced",
            "nsubj",
        ),
        (
            "A court in Tunis sentenced opposition leader Rached Ghannouchi to 22 years in prison.",
            "leader",
            "sentenced",
            "dobj",
        ),
        (
            "A court in Tunis sentenced opposition leader Rached Ghannouchi to 22 years in prison.",
            "to",
            "sentenced",
            "prep",
        ),
        ("The Turkish backed Free Syrian Army rebels said so.", "rebels", "said", "nsubj"),  # a true one
        ("The mayor visited the wounded soldiers.", "wounded", "soldiers", "amod"),  # a true adjective stays
        ("They have wounded soldiers in the ward.", "soldiers", "wounded", "dobj"),  # ambiguous: read as the perfect
    ],
)
def test_mended(text: str, word: str, head: str, dep: str) -> None:
    document = parsed(text)
    token = next(t for t in document.tokens if t.text == word)
    assert (document.tokens[token.head].text, token.dep) == (head, dep)


def test_every_head_is_in_the_sentence_and_no_loops() -> None:
    document = parsed(
        "She denied that the raids had targeted civilians. Police denied beating students. They had killed soldiers."
    )
    for token in document.tokens:
        seen, i = set(), token.index
        while document.tokens[i].head != i:
            assert i not in seen
            seen.add(i)
            assert document.tokens[document.tokens[i].head].sentence == token.sentence
            i = document.tokens[i].head


def test_spans_are_slices() -> None:
    text = "First line\n\nRebels attacked.\nWhy now?\n\tOther block\u00a0here."
    document = parsed(text)
    assert all(t.span.of(text) == t.text for t in document.tokens)
    assert all(s.span.of(text).strip() == s.span.of(text) for s in document.sentences)
    assert [s.kind for s in document.sentences][:3] == ["headline", "text", "question"]

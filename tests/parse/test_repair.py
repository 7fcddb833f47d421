"""The parser's regular errors, mended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.model import Token
from sayso.parse.repair import mend
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
        ("3 killed, 14 injured in Texas shooting", "14", "shooting", "nsubj"),  # a noun with a subject is no object
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


def sentence(*words: tuple[str, str, str, int, str]) -> list[Token]:
    """Tokens of one sentence from text, part of speech, tag, head and relation."""
    return [
        Token(index=k, start=9 * k, end=9 * k + len(text), text=text, lemma=text.lower().rstrip("s"), pos=pos, tag=tag,
              dep=dep, head=head, sentence=0)
        for k, (text, pos, tag, head, dep) in enumerate(words)
    ]  # fmt: skip


def test_a_noun_of_time_behind_the_object_is_no_object() -> None:
    gave = sentence(
        ("She", "PRON", "PRP", 1, "nsubj"), ("gave", "VERB", "VBD", 1, "ROOT"), ("birth", "NOUN", "NN", 3, "compound"),
        ("days", "NOUN", "NNS", 1, "dobj"), ("after", "ADP", "IN", 1, "prep"), ("telling", "VERB", "VBG", 4, "pcomp"),
    )  # fmt: skip
    assert [(t.text, t.head, t.dep) for t in mend(gave, 0)[2:4]] == [("birth", 1, "dobj"), ("days", 1, "npadvmod")]
    lost = [gave[0], gave[1], replace(gave[2], text="two", pos="NUM", tag="CD", dep="nummod"), *gave[3:]]
    assert mend(lost, 0)[3].dep == "dobj"  # "lost two days after"


@pytest.mark.parametrize("behind", ["include", "say"])
def test_a_finite_verb_without_subject_governs_the_noun_of_a_participle(behind: str) -> None:
    given = sentence(
        ("Britons", "PROPN", "NNPS", 1, "nsubj"), ("killed", "VERB", "VBD", 1, "ROOT"), ("there", "ADV", "RB", 1, "advmod"),
        (behind, "VERB", "VBP", 1, "ccomp"), ("three", "NUM", "CD", 3, "dobj"), (".", "PUNCT", ".", 1, "punct"),
    )  # fmt: skip
    found = mend(given, 0)
    assert [(t.text, t.head, t.dep) for t in found] == [
        ("Britons", 3, "nsubj"), ("killed", 0, "acl"), ("there", 1, "advmod"), (behind, 3, "ROOT"), ("three", 3, "dobj"),
        (".", 3, "punct"),
    ]  # fmt: skip
    assert found[1].tag == "VBN"


def test_a_clause_with_a_subject_of_its_own_stays_where_it_is() -> None:
    given = sentence(
        ("Britons", "PROPN", "NNPS", 1, "nsubj"), ("thought", "VERB", "VBD", 1, "ROOT"), ("three", "NUM", "CD", 3, "nsubj"),
        ("left", "VERB", "VBD", 1, "ccomp"),
    )  # fmt: skip
    assert mend(given, 0) == given

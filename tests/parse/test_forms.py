"""Forms looked up once per word say what the whole pipeline says of every word."""

from __future__ import annotations

import pytest

from sayso.parse import forms
from sayso.parse.forms import LATER, Forms
from sayso.parse.spacy import _pipeline

TEXTS = (
    "There were clashes in the old port, and there's no word of the crews.",
    "They're gonna leave, said the mayor; they've gotta go. Let's wait. He ain't here.",
    "C'mon, y'all, he said, that's what I'd have done.",
    "The minister said that the army had left the towns that it had taken on Friday.",
    "But for the rain, more would have come, but the leaves fell and the driver leaves early.",
    "Nothing was found; somebody's car, which had been parked there, was burnt.",
    "RIYADH (Reuters) - Two better-armed units withdrew faster than expected.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_equal_to_the_whole_pipeline(text: str) -> None:
    found = Forms(_pipeline())
    whole = _pipeline()(text)
    (part,) = _pipeline().pipe([text], disable=LATER)
    assert [(t.text, found.of(t)) for t in part] == [(t.text, (t.pos_, t.lemma_)) for t in whole]


def test_the_answer_does_not_depend_on_what_was_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the order of texts nor a full memory changes anything."""
    docs = list(_pipeline().pipe(TEXTS, disable=LATER))
    fresh = [[Forms(_pipeline()).of(t) for t in doc] for doc in docs]
    one = Forms(_pipeline())
    assert [[one.of(t) for t in doc] for doc in reversed(docs)] == fresh[::-1]
    monkeypatch.setattr(forms, "MOST", 3)
    small = Forms(_pipeline())
    assert [[small.of(t) for t in doc] for doc in docs] == fresh
    assert len(small._known) <= 3

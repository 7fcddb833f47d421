"""Every row of the attribution tables does on its example what it promises, and nothing on its counterexample."""

from __future__ import annotations

from functools import cache

import pytest

from sayso.extract.attribution.rules import RulesFinder
from sayso.lexicon.attribution import say_verbs, source_nouns
from sayso.lexicon.tables import Row, table
from sayso.model import Attribution
from sayso.parse.spacy import SpacyParser
from tests.factories import document

Found = tuple[Attribution, ...]


@cache
def readings(name: str, column: str) -> dict[str, Found]:
    """All examples of a table, read in one batch."""
    texts = list(dict.fromkeys(row[column] for row in table(name) if row[column]))
    parsed = SpacyParser().parse([document(text) for text in texts])
    return dict(zip(texts, RulesFinder().find(parsed, [()] * len(texts)), strict=True))


def rows(name: str, column: str = "example") -> list[Row]:
    return [row for row in table(name) if row[column]]


def ids(row: Row) -> str:
    return "-".join(list(row.values())[:2])


@pytest.mark.parametrize("row", rows("say_verbs"), ids=ids)
def test_verb(row: Row) -> None:
    found = readings("say_verbs", "example")[row["example"]]
    assert any(a.cue_lemma == row["cue"] and a.content and (a.source or row["kind"] == "seem") for a in found)


@pytest.mark.parametrize("row", rows("say_verbs", "counterexample"), ids=ids)
def test_verb_in_another_sense(row: Row) -> None:
    found = readings("say_verbs", "counterexample")[row["counterexample"]]
    assert not any(a.cue_lemma == row["cue"] for a in found)


@pytest.mark.parametrize("row", rows("say_nouns"), ids=ids)
def test_noun(row: Row) -> None:
    assert any(a.cue_lemma == row["noun"] and a.content for a in readings("say_nouns", "example")[row["example"]])


@pytest.mark.parametrize("row", rows("source_nouns"), ids=ids)
def test_source_noun(row: Row) -> None:
    found = readings("source_nouns", "example")[row["example"]]
    kind = {"media": "agency", "body": "official"}.get(row["kind"], row["kind"])
    assert [a.source.kind for a in found if a.source] == [kind]


@pytest.mark.parametrize("row", rows("attribution_phrases"), ids=ids)
def test_phrase(row: Row) -> None:
    found = readings("attribution_phrases", "example")[row["example"]]
    assert any(a.cue_lemma == row["phrase"] and (a.source is None) == (row["kind"] == "adverb") for a in found)


@pytest.mark.parametrize("row", rows("attribution_phrases", "counterexample"), ids=ids)
def test_phrase_that_lays_nothing_to_anybody(row: Row) -> None:
    assert readings("attribution_phrases", "counterexample")[row["counterexample"]] == ()


@pytest.mark.parametrize("row", rows("attribution_media"), ids=ids)
def test_media(row: Row) -> None:
    found = readings("attribution_media", "example")[row["example"]]
    assert [a.source.kind for a in found if a.source and a.how == "relay:through"] == ["agency"]


@pytest.mark.parametrize("row", rows("attribution_words"), ids=ids)
def test_word(row: Row) -> None:
    text = row["example"]
    assert _does(row["role"], row["word"], text, readings("attribution_words", "example")[text])


def _does(role: str, word: str, text: str, found: Found) -> bool:
    hows = [a.how for a in found]
    last = found[-1]
    if role == "resumes":  # the main speaker, beside the first content and not inside it
        return bool(last.source) and last.source is not None and "mayor" in last.source.text and last.parent is None
    if role == "phase":
        return len(found) == 1 and last.cue is not None and last.cue.start < text.index("say")
    if role == "publish":
        return [bool(a.source and a.source.document) for a in found] == [True]
    if role == "medium":
        return last.cue is not None and word in last.cue.of(text).lower()
    if role == "generic":
        return last.source is not None and last.source.antecedents == (0,)
    if role == "also":
        return last.scope == "inherited"
    if role in ("woman", "man"):
        return last.source is not None and last.source.antecedents == (0,)
    if role in ("aside", "time-unit"):
        return not any("rebels" in span.of(text) for a in found for span in a.content)
    if role == "addresses":
        return found[0].source is not None and found[0].source.text.startswith("a clerk")
    if role == "platform":
        return len(found) == 1
    if role == "alleges":
        return any("two miners" in span.of(text) for span in found[0].content)
    wanted = {
        "passes-on": "relay:through",
        "talk": "relay:through",
        "heard-from": "relay:from",
        "suffix": "relay:citing",
    }
    return wanted[role] in hows if role in wanted else "relay:citing" not in hows


def test_longest_cues_stand_first() -> None:
    assert all(
        list(map(len, [c.rest for c in cues])) == sorted((len(c.rest) for c in cues), reverse=True)
        for cues in say_verbs().values()
    )


def test_our_own_nouns_win_over_the_actors_table() -> None:
    assert source_nouns()["ministry"] == "body"

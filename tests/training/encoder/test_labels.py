"""Tags, lemma rules and label lists."""

from collections import Counter

import pytest
from training.encoder.labels import ATTRIBUTION, lemma_rule, tags_of, vocabulary, well_formed

from sayso.encoder.words import lemma as apply_rule


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("walked", "walk"),
        ("Ministers", "minister"),  # a plural that begins a sentence
        ("was", "be"),  # nothing in common
        ("Norlanders", "Norlander"),  # a name keeps its capital
        ("NATO", "NATO"),
        ("USA", "USA"),
        ("children", "child"),
        ("n't", "not"),
        ("'s", "be"),
        ("better", "good"),
        ("EU", "eu"),
        ("iPhones", "iPhone"),
        ("|", "|"),
    ],
)
def test_a_rule_gives_back_the_lemma_it_was_made_from(word: str, lemma: str) -> None:
    assert apply_rule(word, lemma_rule(word, lemma)) == lemma


def test_a_rule_carries_over_to_other_words() -> None:
    assert apply_rule("talked", lemma_rule("walked", "walk")) == "talk"
    assert apply_rule("Sudlanders", lemma_rule("Norlanders", "Norlander")) == "Sudlander"


def test_a_rule_that_cuts_more_than_there_is_leaves_the_word() -> None:
    assert apply_rule("a", "l|3|be") == "a"


def test_the_first_of_overlapping_spans_wins_whole() -> None:
    tags = tags_of([(1, 2, "cue"), (0, 3, "content"), (3, 5, "content")], 5, ATTRIBUTION)
    assert [ATTRIBUTION[t] for t in tags] == ["O", "B-cue", "O", "B-content", "I-content"]


def test_an_inside_that_continues_nothing_begins_a_span() -> None:
    assert well_formed(["I-S", "I-S", "O", "I-T", "B-S", "I-T"]) == ["B-S", "I-S", "O", "B-T", "B-S", "B-T"]


def test_open_lists_hold_what_is_seen_often_enough_most_frequent_first() -> None:
    lists = vocabulary({"lemma": Counter({"k|0|": 9, "l|1|": 12, "l|3|be": 1})}).lists
    assert lists["lemma"] == ("l|1|", "k|0|")
    assert lists["attribution"] == ATTRIBUTION
    assert lists["xpos"] == ("_",)

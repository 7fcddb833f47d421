"""Lemmas by tables and endings."""

from __future__ import annotations

import pytest

from sayso.lexicon.tables import alternatives, table
from sayso.parse.lemmas import lemma


@pytest.mark.parametrize(
    ("word", "pos", "tag", "wanted"),
    [
        ("bombed", "VERB", "VBD", "bomb"),
        ("raided", "VERB", "VBD", "raid"),
        ("invaded", "VERB", "VBD", "invade"),  # a silent e comes back
        ("seized", "VERB", "VBN", "seize"),
        ("accusing", "VERB", "VBG", "accuse"),
        ("stopped", "VERB", "VBD", "stop"),  # a doubled letter goes
        ("killed", "VERB", "VBD", "kill"),  # but not one that is the verb's own
        ("controlled", "VERB", "VBD", "control"),
        ("denied", "VERB", "VBD", "deny"),
        ("agreed", "VERB", "VBN", "agree"),
        ("fled", "VERB", "VBD", "flee"),  # irregular
        ("overthrew", "VERB", "VBD", "overthrow"),  # irregular behind a prefix
        ("Retaken", "VERB", "VBN", "retake"),
        ("shed", "VERB", "VBD", "shed"),  # ends like a past form
        ("bring", "VERB", "VB", "bring"),
        ("clashes", "VERB", "VBZ", "clash"),
        ("was", "AUX", "VBD", "be"),
        ("’re", "AUX", "VBP", "be"),  # a curly apostrophe
        ("wo", "AUX", "MD", "will"),
        ("n't", "PART", "RB", "not"),
        ("rebels", "NOUN", "NNS", "rebel"),
        ("countries", "NOUN", "NNS", "country"),
        ("gunmen", "NOUN", "NNS", "gunman"),
        ("lives", "NOUN", "NNS", "life"),
        ("people", "NOUN", "NNS", "people"),
        ("Police", "NOUN", "NN", "police"),
        ("bus", "NOUN", "NN", "bus"),
        ("better", "ADJ", "JJR", "good"),
        ("larger", "ADJ", "JJR", "large"),
        ("heaviest", "ADJ", "JJS", "heavy"),
        ("Palestinians", "PROPN", "NNPS", "Palestinians"),  # names keep their form
        ("them", "PRON", "PRP", "they"),
        ("her", "PRON", "PRP", "she"),
        ("her", "PRON", "PRP$", "her"),
        ("“", "PUNCT", "``", '"'),
        ("staged", "VERB", "VBD", "stage"),  # a row of the lexicon
    ],
)
def test_lemma(word: str, pos: str, tag: str, wanted: str) -> None:
    assert lemma(word, pos, tag) == wanted


@pytest.mark.parametrize("row", table("irregular_verbs", package="sayso.parse"), ids=lambda row: row["verb"])
def test_irregular_verbs(row: dict[str, str]) -> None:
    past = alternatives(row["past"])
    assert {lemma(word, "VERB", "VBN") for word in past} == {row["verb"]}
    assert set(past) & set(row["example"].lower().rstrip(".").split())


def test_small_words_and_forms_have_one_lemma_each() -> None:
    """A form that stood twice would hide one of its rows."""
    for name in ("small_words", "lemma_forms"):
        rows = table(name, package="sayso.parse")
        keys = [(word, row["class"]) for row in rows for word in alternatives(row["words"])]
        assert len(keys) == len(set(keys))
        assert {row["class"] for row in rows} <= set("vnaro")


def test_every_event_verb_is_found_from_its_past_form() -> None:
    """The rules look verbs up by lemma: a regular past form of any verb of the table has to lead back to it."""
    from training.lemma_forms import regular

    verbs = {word for row in table("event_verbs") for word in alternatives(row["verb"]) if word.isalpha()}
    past = {row["verb"] for row in table("irregular_verbs", package="sayso.parse")}
    wrong = {
        (verb, form)
        for verb in verbs - past
        for form, tag in list(regular(verb))[:2]
        if lemma(form, "VERB", tag) != verb and lemma(form, "VERB", tag) not in verbs
    }
    assert wrong == {("rout", "routing")}  # which is of "route" more often

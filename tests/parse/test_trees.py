"""From scores to trees: hand-made scores, no weights."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.encoder.tree import circle_of
from sayso.lexicon.tables import alternatives, table
from sayso.parse.relations import Usual
from sayso.parse.trees import Labels, single_root

HEADS = {
    "xpos_spacy": ("NN", "VBD", "VBN", "IN", "DT", "MD"),
    "upos_spacy": ("NOUN", "VERB", "AUX", "ADP", "DET", "SCONJ"),
    "labels_spacy": ("ROOT", "nsubj", "dobj", "pobj", "prep", "det", "ccomp", "compound", "predet"),
}
LABELS = Labels(HEADS)


def scores(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Scores of words given as tag, part, heads and relations with what each scores; 0 for all else."""
    n = len(rows)
    out = {
        "xpos_spacy": np.zeros((n, len(HEADS["xpos_spacy"]))),
        "upos_spacy": np.zeros((n, len(HEADS["upos_spacy"]))),
        "arcs_spacy": np.zeros((n, n + 1)),
        "labels_spacy": np.zeros((n, len(HEADS["labels_spacy"]))),
    }
    for k, row in enumerate(rows):
        for name, key in (("xpos_spacy", "tag"), ("upos_spacy", "part"), ("labels_spacy", "relation")):
            for label, score in row[key].items():
                out[name][k, HEADS[name].index(label)] = score
        for head, score in row["head"].items():
            out["arcs_spacy"][k, head] = score
    return out


def word(tag: str, part: str, head: dict[int, float], relation: dict[str, float]) -> dict[str, Any]:
    return {"tag": {tag: 9.0}, "part": {part: 9.0}, "head": head, "relation": relation}


def tree(rows: list[dict[str, Any]]) -> list[tuple[int, str]]:
    given = scores(rows)
    heads, relations = LABELS.tree(given, LABELS.tagged(given), 0, len(rows))
    return list(zip(heads, relations, strict=True))


def test_tag_and_part_go_together() -> None:
    """A past tense that is taken for a noun by the other head: the pair that fits and scores best is taken."""
    given = scores([{"tag": {"VBD": 5.0, "NN": 1.0}, "part": {"NOUN": 3.0, "VERB": 2.0}, "head": {}, "relation": {}}])
    assert LABELS.tagged(given) == [("VBD", "VERB")]
    given["upos_spacy"][0, HEADS["upos_spacy"].index("NOUN")] = 9.0
    assert LABELS.tagged(given) == [("NN", "NOUN")]


def test_a_tag_that_the_table_does_not_know_goes_with_any_part() -> None:
    labels = Labels({**HEADS, "xpos_spacy": ("NEW", "VBD")})
    given = {"xpos_spacy": np.array([[5.0, 0.0]]), "upos_spacy": np.eye(6)[:1] * 4}
    assert labels.tagged(given) == [("NEW", "NOUN")]


def test_one_root_and_its_label() -> None:
    """Two words that both claim the root: the one that gains most by it keeps it, and only it is labelled ROOT."""
    rows = [
        word("NN", "NOUN", {0: 5.0, 2: 4.0}, {"ROOT": 9.0, "nsubj": 5.0}),
        word("VBD", "VERB", {0: 9.0}, {"dobj": 9.0}),
    ]
    assert tree(rows) == [(2, "nsubj"), (0, "ROOT")]


def test_a_relation_meant_for_another_head_is_weighed_by_what_is_usual() -> None:
    """A noun whose best head is the root gets there a label that makes no sense below the verb that it ends up with."""
    rows = [
        word("NN", "NOUN", {0: 9.0, 2: 7.0}, {"predet": 6.0, "compound": 5.0, "nsubj": 3.0}),
        word("VBD", "VERB", {0: 20.0}, {"ROOT": 9.0}),
    ]
    assert tree(rows)[0] == (2, "nsubj")


def test_a_preposition_has_one_object() -> None:
    """ "of some factories downed tools": the second noun goes where it costs least, below the verb."""
    rows = [
        word("IN", "ADP", {3: 9.0}, {"prep": 9.0}),
        word("NN", "NOUN", {1: 9.0}, {"pobj": 9.0}),
        word("VBD", "VERB", {0: 9.0}, {"ROOT": 9.0}),
        word("NN", "NOUN", {1: 5.0, 3: 4.0}, {"pobj": 5.0, "dobj": 4.0}),
    ]
    assert tree(rows) == [(3, "prep"), (1, "pobj"), (0, "ROOT"), (3, "dobj")]


def test_two_of_a_kind_stand_where_every_change_is_dear() -> None:
    rows = [
        word("NN", "NOUN", {2: 30.0}, {"nsubj": 30.0}),
        word("VBD", "VERB", {0: 30.0}, {"ROOT": 9.0}),
        word("NN", "NOUN", {2: 30.0}, {"nsubj": 30.0}),
    ]
    assert [relation for _, relation in tree(rows)] == ["nsubj", "ROOT", "nsubj"]


@settings(max_examples=60)
@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_any_scores_give_a_tree_with_one_root(length: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    given = {
        "xpos_spacy": chance.normal(size=(length, 6)),
        "upos_spacy": chance.normal(size=(length, 6)),
        "arcs_spacy": chance.normal(size=(length, length + 1)) * 5,
        "labels_spacy": chance.normal(size=(length, 9)) * 3,
    }
    heads, relations = LABELS.tree(given, LABELS.tagged(given), 0, length)
    assert heads.count(0) == relations.count("ROOT") == 1
    assert relations[heads.index(0)] == "ROOT"
    assert not circle_of(heads)
    assert all(0 <= head <= length and head != k + 1 for k, head in enumerate(heads))


def test_a_sentence_within_a_window_keeps_to_itself() -> None:
    """Scores that point out of the sentence do not count."""
    rows = [word("NN", "NOUN", {3: 50.0}, {"nsubj": 9.0}), word("NN", "NOUN", {4: 50.0, 0: 2.0}, {"dobj": 9.0})]
    rows += [word("VBD", "VERB", {0: 9.0}, {"ROOT": 9.0}), word("VBD", "VERB", {0: 9.0}, {"ROOT": 9.0})]
    given = scores(rows)
    heads, _ = LABELS.tree(given, LABELS.tagged(given), 0, 2)
    assert sorted(heads) in ([0, 1], [0, 2])


def test_the_root_that_gains_most() -> None:
    arcs = np.array([[-1.0, -9.0, -2.0], [-1.0, -8.0, -9.0]])
    assert single_root(arcs) == [2, 0]


def test_usual_relations_of_words_unknown_together_say_nothing() -> None:
    usual = Usual(("nsubj", "dobj"))
    assert not usual.chances[usual.row("X", "none", "left")].any()
    assert not usual.losses[usual.row("X", "none", "left")].any()
    assert usual.chances[usual.row("NOUN", "VERB", "right")].argmax() == 0  # a noun before its verb is a subject
    assert usual.chances[usual.row("NOUN", "VERB", "left")].argmax() == 1  # behind it an object


@pytest.mark.parametrize(
    "row", table("relations", package="sayso.parse"), ids=lambda r: f"{r['child']}-{r['head']}-{r['side']}"
)
def test_rows_of_relations(row: dict[str, str]) -> None:
    counts = [int(entry.rpartition("=")[2]) for entry in alternatives(row["relations"])]
    assert row["side"] in ("left", "right")
    assert 0 < sum(counts) <= 1010  # rounded
    assert counts == sorted(counts, reverse=True)

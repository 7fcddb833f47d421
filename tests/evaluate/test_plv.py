"""The scorer of marked pairs, on sentences of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.evaluate.plv import guess, read, score

CASES = [
    ("<s>Rebels</s> shelled <t>the town</t>.", "ASSAULT", 4),
    ("<s>The king</s> met <t>the envoy</t>.", "CONSULT", 1),
    ("<s>The king</s> will meet <t>the envoy</t>.", "AGREE", 1),  # announced kindness
    ("<s>The king</s> will not meet <t>the envoy</t>.", "REJECT", 3),  # refused kindness
    ("<s>The navy</s> will blockade <t>the port</t>.", "THREATEN", 3),  # announced harm
    ("<s>The state</s> is ready to release <t>the hostages</t>.", "AGREE", 1),
    ("<s>The state</s> pardoned <t>the editor</t>.", "YIELD", 2),
    ("<s>The premier</s> accused <t>the rebels</t> of shelling a town.", "ACCUSE", 3),  # the outer verb counts
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    file = tmp_path / "plv.jsonl"
    file.write_text(
        "".join(json.dumps({"marked": m, "root": t, "quad": q}) + "\n" for m, t, q in CASES), encoding="utf-8"
    )
    return file


def test_types(corpus: Path) -> None:
    pairs = read(corpus)
    assert [(p.sentence, g.type) for p, g in zip(pairs, guess(pairs), strict=True)] == [
        (p.sentence, p.type) for p in pairs
    ]


def test_spans_are_of_the_unmarked_sentence(corpus: Path) -> None:
    first = read(corpus)[0]
    assert [first.sentence[s.start : s.end] for s in (*first.source, *first.target)] == ["Rebels", "the town"]


def test_halves_part_the_whole(corpus: Path) -> None:
    dev, heldout = ({p.sentence for p in read(corpus, half)} for half in ("dev", "heldout"))
    assert not dev & heldout
    assert dev | heldout == {p.sentence for p in read(corpus)}


def test_figures(corpus: Path) -> None:
    figures = score(corpus, "all")
    assert figures["pairs"] == len(CASES)
    assert figures["type_macro_f1"] == figures["quad_macro_f1"] == 1.0


@pytest.mark.parametrize("half", ["test", ""])
def test_unknown_half(corpus: Path, half: str) -> None:
    with pytest.raises(InputError, match="dev, heldout, all"):
        read(corpus, half)


def test_absent_corpus(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="SAYSO_DATA"):
        read(tmp_path / "none.jsonl")

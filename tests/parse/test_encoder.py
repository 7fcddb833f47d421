"""The parser on top of the document encoder: with an encoder that makes up scores, and with real weights where there are any."""

from __future__ import annotations

import subprocess
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from sayso.encoder.folders import VARIABLE
from sayso.errors import MissingModel
from sayso.model import Block, Document, ParsedDocument, Span
from sayso.parse import encoder
from sayso.parse.encoder import EncoderParser
from sayso.parse.trees import Labels
from tests.factories import document

LISTS = {
    "starts": ("no", "yes"),
    "xpos_spacy": ("NN", "VBD", "IN", "DT"),
    "upos_spacy": ("NOUN", "VERB", "ADP", "DET"),
    "labels_spacy": ("ROOT", "nsubj", "dobj", "prep", "det"),
}
TEXTS = [
    "Norland's army left.\nThe mayor said: “They didn't stay.” Then it rained; 40 fled.",
    "",
    "One line without an end",
    "A very long line " + "of words that never end " * 30 + "is cut. And goes on.\nAnd on.",
]


class Window:
    """Scores that hang on the words of the window alone."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        chance = np.random.default_rng(zlib.crc32(" ".join(words).encode()))
        n = len(words)
        self.scores = {name: chance.normal(size=(n, len(labels))) * 3 for name, labels in LISTS.items()}
        self.scores["arcs_spacy"] = chance.normal(size=(n, n + 1)) * 3

    def forget(self, *heads: str) -> None:
        self.scores = {name: found for name, found in self.scores.items() if name not in heads}

    def chances(self, head: str, label: str) -> tuple[float, ...]:
        x = np.exp(self.scores[head])
        return tuple((x / x.sum(-1, keepdims=True))[:, LISTS[head].index(label)].tolist())


class Made:
    version = "made up"
    most_words = 40

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def read(self, windows: Iterable[Sequence[str]]) -> Iterator[Window]:
        for words in windows:
            self.lengths.append(len(words))
            yield Window(words)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Made:
    found = Made()
    (tmp_path / "document").mkdir()
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    monkeypatch.setattr(encoder, "_encoder", lambda path: (found, Labels(LISTS)))
    return found


def parse(*texts: str) -> list[ParsedDocument]:
    return EncoderParser().parse([document(text) for text in texts])


def test_the_same_alone_and_in_any_company(made: Made) -> None:
    assert parse(*TEXTS) == [parse(text)[0] for text in TEXTS]
    assert parse(*reversed(TEXTS)) == parse(*TEXTS)[::-1]


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_sentences_and_blocks_fit(made: Made, text: str) -> None:
    parsed = parse(text)[0]
    assert all(token.text == text[token.start : token.end] for token in parsed.tokens)
    assert [token.index for token in parsed.tokens] == list(range(len(parsed.tokens)))
    assert "".join(token.text for token in parsed.tokens) == "".join(text.split())
    assert [s.first for s in parsed.sentences] == [0, *(s.last for s in parsed.sentences)][: len(parsed.sentences)]
    for sentence in parsed.sentences:
        inside = parsed.tokens_of(sentence)
        assert parsed.document.blocks[sentence.block].span.contains(sentence.span)
        assert {token.sentence for token in inside} == {sentence.index}
        assert {sentence.first <= token.head < sentence.last for token in inside} == {True}
        assert sum(token.head == token.index for token in inside) == 1
    below = [(token.head, token.index) for token in parsed.tokens if token.head != token.index]
    assert sorted(below) == sorted((k, c) for k, cs in enumerate(parsed.children) for c in cs)


def test_windows_have_a_bound_and_the_result_names_its_weights(made: Made) -> None:
    parsed = parse(TEXTS[3])[0]
    assert max(made.lengths) <= made.most_words < len(parsed.tokens)
    assert parsed.origin == ("encoder", "made up")


def test_a_question_is_told_from_what_is_said(made: Made) -> None:
    parsed = EncoderParser().parse([document("Why?")])[0]
    assert [s.kind for s in parsed.sentences][-1] == "question"


def test_kinds_of_blocks_are_kept(made: Made) -> None:
    text = "A caption?"
    given = document(text)
    caption = Document(
        article=given.article, text=text, text_map=given.text_map, blocks=(Block(span=Span(0, 10), kind="caption"),)
    )
    assert {s.kind for s in EncoderParser().parse([caption])[0].sentences} == {"caption"}


def test_missing_weights_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(MissingModel, match="no weights of the document encoder"):
        parse("They left.")


def test_weights_without_a_head_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The tiny models of the runner's tests read other heads only."""
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    monkeypatch.setenv(VARIABLE, str(Path(__file__).parents[1] / "encoder" / "models"))
    encoder._encoder.cache_clear()
    with pytest.raises(MissingModel, match="have no head 'starts'"):
        parse("They left.")


def test_the_import_loads_neither_spacy_nor_onnxruntime() -> None:
    code = "import sys, sayso.parse.encoder; print(sorted({'spacy', 'onnxruntime', 'tokenizers'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def real() -> EncoderParser:
    from sayso.encoder.folders import folder

    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    try:
        folder("document")
    except MissingModel:
        pytest.skip("no weights of the document encoder")
    return EncoderParser()


def relations(parsed: ParsedDocument) -> set[tuple[str, str, str]]:
    return {(t.text, t.dep, parsed.tokens[t.head].text) for t in parsed.tokens}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The army shelled the town.", {("army", "nsubj", "shelled"), ("town", "dobj", "shelled")}),
        ("Ten rebels were killed by the army.", {("rebels", "nsubjpass", "killed"), ("by", "agent", "killed")}),
        ("The mayor said the rebels had left.", {("left", "ccomp", "said"), ("mayor", "nsubj", "said")}),
        ("The talks, which Norland hosts, failed.", {("hosts", "relcl", "talks"), ("talks", "nsubj", "failed")}),
    ],
)
def test_simple_sentences(real: EncoderParser, text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert wanted <= relations(real.parse([document(text)])[0])


def test_sentences_of_a_paragraph(real: EncoderParser) -> None:
    text = "The army left on Nov. 4. “We won,” Gen. Roe said. “It was hard.” Nobody knows why."
    starts = [s.span.of(text).split()[0] for s in real.parse([document(text)])[0].sentences]
    assert starts == ["The", "“We", "“It", "Nobody"]


def test_real_weights_do_not_look_beside(real: EncoderParser) -> None:
    texts = ["The army left. The mayor stayed.", "Nobody knows why the talks failed.", "Ten men fled."]
    assert real.parse([document(t) for t in texts]) == [real.parse([document(t)])[0] for t in texts]

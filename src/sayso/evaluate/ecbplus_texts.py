"""Reads the documents of ECB+ with their marked event mentions and the chains that link them."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from sayso.model import Article, Block, Document, Span

SENTENCES = "ECBplus_coreference_sentences.csv"
_EVENT = ("ACTION", "NEG_ACTION")
_CLOSING = frozenset(".,;:?!')]}%…’”") | {"'s", "n't", "'re", "'ve", "'ll", "'m", "'d", "’s", "n’t"}
_OPENING = frozenset("([{$#“‘")


@dataclass(frozen=True, slots=True)
class Mention:
    """One marked event mention; `chain` None where it has no link."""

    id: str
    doc: str
    span: Span
    chain: str | None
    sentence: int


@dataclass(frozen=True, slots=True)
class Text:
    """One document with its marked mentions."""

    name: str
    document: Document
    mentions: tuple[Mention, ...]
    listed: bool = False  # are these the mentions of the corpus's list of checked sentences?

    def within(self, sentences: int) -> Text:
        """The text with the mentions of its first sentences that hold a link; as it is where its sentences are listed."""
        if self.listed:
            return self
        kept = sorted({m.sentence for m in self.mentions if m.chain})[:sentences]
        return replace(self, mentions=tuple(m for m in self.mentions if m.sentence in kept))

    @property
    def topic(self) -> str:
        return self.name.split("_")[0]

    @property
    def subtopic(self) -> str:
        """The corpus's own group: each topic holds two seminal events, one in the old corpus and one in the added part."""
        return f"{self.topic}+" if self.name.endswith("plus") else self.topic


def read_texts(folder: Path) -> list[Text]:
    """The documents of a folder, with the mentions that count."""
    checked = _checked(folder)
    return [_text(path, checked) for path in sorted(folder.rglob("*.xml"))]


@lru_cache(maxsize=4)
def _checked(folder: Path) -> Mapping[str, frozenset[int]] | None:
    """The checked sentences of each document, where the corpus's list of them is at hand."""
    path = next((p / SENTENCES for p in (folder, folder.parent) if (p / SENTENCES).is_file()), None)
    if path is None:
        return None
    found: dict[str, set[int]] = defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for topic, name, sentence in list(csv.reader(stream))[1:]:
            found[f"{topic}_{name}"].add(int(sentence))
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _text(path: Path, checked: Mapping[str, frozenset[int]] | None) -> Text:
    root = ElementTree.parse(path).getroot()
    document, spans, sentences = _document(path.stem, root)
    chains = dict(_linked(path.stem, root))
    mentions = []
    for mark in root.find("Markables") or ():
        ids = [a.get("t_id", "") for a in mark.findall("token_anchor")]
        if mark.tag.startswith(_EVENT) and ids:
            number = mark.get("m_id", "")
            span = Span(spans[ids[0]].start, spans[ids[-1]].end)
            mentions.append(Mention(f"{path.stem}-{number}", path.stem, span, chains.get(number), sentences[ids[0]]))
    live = checked.get(path.stem, frozenset()) if checked is not None else {m.sentence for m in mentions if m.chain}
    return Text(path.stem, document, tuple(m for m in mentions if m.sentence in live), checked is not None)


def _document(name: str, root: ElementTree.Element) -> tuple[Document, dict[str, Span], dict[str, int]]:
    """The text with a paragraph a sentence, the span of each token, and its sentence's number."""
    text, before = "", ""
    spans: dict[str, Span] = {}
    sentences: dict[str, int] = {}
    blocks: list[Block] = []
    start, current = 0, ""
    for token in root.findall("token"):
        word, sentence, number = (token.text or "").strip() or "_", token.get("sentence", ""), token.get("t_id", "")
        if sentence != current and text:
            blocks.append(Block(span=Span(start, len(text))))
            text += "\n\n"
            start = len(text)
        elif text and word not in _CLOSING and before not in _OPENING:
            text += " "
        current = sentence
        spans[number], sentences[number] = Span(len(text), len(text) + len(word)), int(sentence)
        text, before = text + word, word
    blocks.append(Block(span=Span(start, len(text))))
    article = Article(id=name, text=text, language="en")
    whole = ((0, 0, len(text)),)
    return Document(article=article, text=text, text_map=whole, blocks=tuple(blocks), language="en"), spans, sentences


def _linked(name: str, root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """The chain of each mark that has one; chains across documents have one name in all."""
    for link in root.find("Relations") or ():
        across = link.tag == "CROSS_DOC_COREF" and link.get("note")
        chain = link.get("note", "") if across else f"{name}-{link.get('r_id')}"
        for source in link.findall("source"):
            yield source.get("m_id", ""), chain

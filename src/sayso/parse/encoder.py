"""Parse with our own document encoder: no spaCy, and the pass over the text is the one that its other heads use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.encoder.folders import folder
from sayso.encoder.loaded import document as loaded
from sayso.encoder.words import windows
from sayso.model import Document, ParsedDocument, Sentence, Span, Stretch, Token
from sayso.parse.blocks import children, kind_of, pieces
from sayso.parse.lemmas import lemma
from sayso.parse.repair import mend
from sayso.parse.sentences import starts, units
from sayso.parse.trees import Labels
from sayso.parse.words import words

if TYPE_CHECKING:
    from sayso.encoder.document import DocumentEncoder, Window

FINAL = frozenset((".", "?", "!", '"', "”", "'", "’"))  # what ends a whole sentence
SENTENCE = 4  # words and marks that it has at least
HEADS = ("starts", "upos_spacy", "xpos_spacy", "labels_spacy", "arcs_spacy")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a document with their places, and which of them begin a piece of a block."""

    texts: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    blocks: tuple[int, ...]
    hard: tuple[bool, ...]


class EncoderParser:
    """Sentences, tokens and dependencies by one small model; no sentence runs over a block."""

    name = "encoder"
    version = "1"

    def parse(self, documents: Sequence[Document]) -> list[ParsedDocument]:
        """Every document by itself, so that the result does not depend on the batch."""
        return [self._parsed(document) for document in documents]

    def _parsed(self, document: Document) -> ParsedDocument:
        given = _words(document)
        sentences: list[Sentence] = []
        tokens: list[Token] = []
        encoder, labels = _encoder(folder("document"))
        lengths = units(given.texts, given.hard, encoder.most_words)
        stretches = list(windows(lengths, encoder.most_words))
        read = list(encoder.read(given.texts[begin:end] for begin, end in stretches))
        for (begin, end), window in zip(stretches, read, strict=True):
            tagged = labels.tagged(window.scores)
            for first, last in _sentences(given, begin, end, window):
                whole = last - first >= SENTENCE and given.texts[last - 1] in FINAL
                heads, relations = labels.tree(window.scores, tagged, first - begin, last - begin, whole=whole)
                index = len(sentences)
                own = [
                    _token(
                        given,
                        first + k,
                        index,
                        first + head - 1 if head else first + k,
                        dep,
                        *tagged[first + k - begin],
                    )
                    for k, (head, dep) in enumerate(zip(heads, relations, strict=True))
                ]
                tokens += mend(own, first)
                span = Span(given.spans[first][0], given.spans[last - 1][1])
                block = given.blocks[first]
                kind = kind_of(document, block, span)
                sentences.append(Sentence(index=index, span=span, kind=kind, block=block, first=first, last=last))
            window.forget(*HEADS)  # most of what it holds, and done with
        return ParsedDocument(
            document=document,
            sentences=tuple(sentences),
            tokens=tuple(tokens),
            children=children(tokens),
            origin=(self.name, encoder.version),
            stretches=tuple(
                Stretch(first=begin, last=end, read=window)
                for (begin, end), window in zip(stretches, read, strict=True)
            ),
        )


def _words(document: Document) -> _Words:
    texts, spans, blocks, hard = [], [], [], []
    for block, offset, text in pieces(document):
        for k, (start, end) in enumerate(words(text)):
            texts.append(text[start:end])
            spans.append((offset + start, offset + end))
            blocks.append(block)
            hard.append(k == 0)
    return _Words(tuple(texts), tuple(spans), tuple(blocks), tuple(hard))


def _sentences(given: _Words, begin: int, end: int, window: Window) -> Iterator[tuple[int, int]]:
    """First and last word, of the document, of every sentence in a window."""
    hard = [True, *given.hard[begin + 1 : end]]
    found = [begin + k for k in starts(window.words, hard, window.chances("starts", "yes"))]
    yield from zip(found, [*found[1:], end], strict=True)


def _token(given: _Words, index: int, sentence: int, head: int, dep: str, tag: str, pos: str) -> Token:
    text, (start, end) = given.texts[index], given.spans[index]
    return Token(
        index=index,
        start=start,
        end=end,
        text=text,
        lemma=lemma(text, pos, tag),
        pos=pos,
        tag=tag,
        dep=dep,
        head=head,
        sentence=sentence,
    )


@lru_cache(maxsize=1)
def _encoder(path: Path) -> tuple[DocumentEncoder, Labels]:
    encoder = loaded(path)
    return encoder, Labels({head: encoder.labels(head) for head in HEADS})

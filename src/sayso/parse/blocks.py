"""What every parser does alike: blocks cut into pieces, the kind of a sentence, and who hangs below whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.model import Document, Span, Token

MAX_BLOCK = 4000  # characters; longer paragraphs are cut between sentences, so that time and memory stay linear
CLOSING = "\"”’')»"


def pieces(document: Document) -> Iterator[tuple[int, int, str]]:
    """Block, offset and text of every piece of a document; a piece is a block, or a part of one that is very long."""
    for block, given in enumerate(document.blocks):
        for at, text in slices(document.text, given.span):
            yield block, at, text


def slices(text: str, span: Span) -> Iterator[tuple[int, str]]:
    """A block as one piece, or cut at spaces where it is longer than `MAX_BLOCK`."""
    start = span.start
    while span.end - start > MAX_BLOCK:
        cut = text.rfind(". ", start, start + MAX_BLOCK) + 1 or text.rfind(" ", start, start + MAX_BLOCK)
        cut = cut if cut > start else start + MAX_BLOCK
        yield start, text[start:cut]
        start = cut
    yield start, text[start : span.end]


def kind_of(document: Document, block: int, span: Span) -> str:
    """The kind of a sentence: that of its block, or `question` for one of running text that ends in a question mark."""
    kind = document.blocks[block].kind
    asks = kind == "text" and span.of(document.text).rstrip(CLOSING).endswith("?")
    return "question" if asks else kind


def children(tokens: Sequence[Token]) -> tuple[tuple[int, ...], ...]:
    """The dependents of every token, in text order."""
    below: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.index:
            below[token.head].append(token.index)
    return tuple(tuple(c) for c in below)

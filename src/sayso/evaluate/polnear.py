"""Scores attribution on PolNeAR (political news with sources, cues and contents marked by hand).

Tokens are runs of word characters, so punctuation and quotation marks at the edges do not count. PolNeAR marks no nesting,
no addressee that passes on, and no sentence without a source or cue of its own: such attributions are left out here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sayso.errors import InputError
from sayso.evaluate.parsing import parser as default_parser
from sayso.extract.attribution.rules import RulesFinder
from sayso.model import Article, Attribution, Block, Document, ParsedDocument, Span
from sayso.protocols import AttributionFinder

PARTS = ("source", "cue", "content")
_SPAN = re.compile(r"^(T\d+)\t(Source|Cue|Content) (\d+ \d+(?:;\d+ \d+)*)\t", re.M)
_EVENT = re.compile(r"^E\d+\t(.*)$", re.M)
_WORD = re.compile(r"\w+")
_BATCH = 64
_UNMARKED = frozenset({"inherited", "document"})


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation of one document: per part, the character ranges of each attribution."""

    doc: str
    text: str
    gold: dict[str, tuple[tuple[Span, ...], ...]]


@dataclass(slots=True)
class _Count:
    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, gold: set[object], found: set[object]) -> None:
        self.right += len(gold & found)
        self.found += len(found)
        self.wanted += len(gold)

    def figures(self) -> tuple[float, float, float]:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if self.right else 0.0


@dataclass(slots=True)
class _Counts:
    token: dict[str, _Count] = field(default_factory=lambda: {p: _Count() for p in PARTS})
    exact: dict[str, _Count] = field(default_factory=lambda: {p: _Count() for p in PARTS})

    def each(self) -> Iterator[tuple[str, str, _Count]]:
        """Every count with its part and measure."""
        for part in PARTS:
            yield part, "token", self.token[part]
            yield part, "exact", self.exact[part]


def score(path: str | Path, limit: int | None = None) -> dict[str, float]:
    """Precision, recall and F1 of source, cue and content, by token and by exact span, over the first `limit` rows."""
    rows = list(read(path, limit))
    texts = list(dict.fromkeys(row.text for row in rows))
    found: dict[str, tuple[Attribution, ...]] = {}
    for at in range(0, len(texts), _BATCH):
        parsed = default_parser().parse([document(text) for text in texts[at : at + _BATCH]])
        found.update(zip(texts[at : at + _BATCH], find(parsed), strict=True))
    return figures(rows, [found[row.text] for row in rows])


def find(parsed: Sequence[ParsedDocument], finder: AttributionFinder | None = None) -> list[tuple[Attribution, ...]]:
    """Attributions of each document, by the rules if no other finder is given."""
    return (finder or RulesFinder()).find(parsed, [()] * len(parsed))


def documents(
    path: str | Path, finder: AttributionFinder | None = None, limit: int | None = None
) -> dict[str, dict[str, float]]:
    """What is right, found and wanted by document, part and measure; counts of several documents add up."""
    out: dict[str, dict[str, float]] = {}
    rows = list(read(path, limit))
    for at in range(0, len(rows), _BATCH):
        batch = rows[at : at + _BATCH]
        parsed = default_parser().parse([document(row.text) for row in batch])
        for row, attributions in zip(batch, find(parsed, finder), strict=True):
            counts = _Counts()
            _count(counts, row, marked(attributions))
            kept = out.setdefault(row.doc, {})
            for part, how, count in counts.each():
                for name in ("right", "found", "wanted"):
                    key = f"{part}_{how}.{name}"
                    kept[key] = kept.get(key, 0.0) + getattr(count, name)
    return out


def f1(counts: Mapping[str, float]) -> dict[str, float]:
    """F1 of each part and measure from such counts."""
    out = {}
    for part in PARTS:
        for how in ("token", "exact"):
            right, found, wanted = (int(counts[f"{part}_{how}.{name}"]) for name in ("right", "found", "wanted"))
            out[f"{part}_{how}_f1"] = _Count(right, found, wanted).figures()[2]
    return out


def figures(rows: Sequence[Row], found: Sequence[Sequence[Attribution]]) -> dict[str, float]:
    """The figures for rows and what was found in each."""
    counts = _Counts()
    for row, attributions in zip(rows, found, strict=True):
        _count(counts, row, marked(attributions))
    out: dict[str, float] = {"documents": float(len(rows))}
    for part in PARTS:
        for how, count in (("token", counts.token[part]), ("exact", counts.exact[part])):
            values = zip(("precision", "recall", "f1"), count.figures(), strict=True)
            out.update({f"{part}_{how}_{name}": round(value, 4) for name, value in values})
    return out


def marked(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Those of a kind that PolNeAR marks: outermost, with a source or cue of their own."""
    plain = [a for a in attributions if a.scope not in _UNMARKED and a.how != "relay:through"]
    return [a for a in plain if not any(_holds(o, a) for o in plain if o is not a)]


def _holds(outer: Attribution, inner: Attribution) -> bool:
    at = inner.cue or (inner.source.span if inner.source is not None else None)
    return at is not None and any(s.start <= at.start < s.end for s in outer.content)


def _count(counts: _Counts, row: Row, found: Iterable[Attribution]) -> None:
    starts = [(m.start(), m.end()) for m in _WORD.finditer(row.text)]
    guess: dict[str, list[tuple[Span, ...]]] = {p: [] for p in PARTS}
    for a in found:
        if a.source is not None and a.source.span is not None:
            guess["source"].append((a.source.span,))
        if a.cue is not None:
            guess["cue"].append((a.cue,))
        if a.content:
            guess["content"].append(a.content)
    for part in PARTS:
        gold = {frozenset(_words(starts, spans)) for spans in row.gold[part]} - {frozenset()}
        mine = {frozenset(_words(starts, spans)) for spans in guess[part]} - {frozenset()}
        counts.exact[part].add(set(gold), set(mine))
        counts.token[part].add({i for s in gold for i in s}, {i for s in mine for i in s})


def _words(starts: Sequence[tuple[int, int]], spans: Iterable[Span]) -> Iterator[int]:
    from bisect import bisect_left

    for span in spans:
        k = bisect_left(starts, (span.start, 0))
        k -= 1 if k and starts[k - 1][1] > span.start + 1 else 0
        while k < len(starts) and starts[k][0] < span.end:
            yield k
            k += 1


def read(path: str | Path, limit: int | None = None) -> Iterator[Row]:
    """Rows of a PolNeAR file; raises `InputError` where it is absent."""
    file = Path(path)
    if not file.is_file():
        raise InputError(
            f"no PolNeAR file at {file}; set SAYSO_DATA to the folder of corpora", code="no_corpus", value=str(file)
        )
    with file.open(encoding="utf-8") as lines:
        for k, line in enumerate(lines):
            if limit is not None and k >= limit:
                return
            raw = json.loads(line)
            yield Row(raw["doc"], raw["text"], _gold(raw["brat"]))


def _gold(brat: str) -> dict[str, tuple[tuple[Span, ...], ...]]:
    spans = {m[1]: tuple(Span(*map(int, piece.split())) for piece in m[3].split(";")) for m in _SPAN.finditer(brat)}
    gold: dict[str, list[tuple[Span, ...]]] = {p: [] for p in PARTS}
    for event in _EVENT.finditer(brat):
        parts: dict[str, list[Span]] = {}
        for argument in event[1].split():
            role, _, name = argument.partition(":")
            part = role.rstrip("0123456789").lower()
            if part in gold and name in spans:
                parts.setdefault(part, []).extend(spans[name])
        for part, ranges in parts.items():
            gold[part].append(tuple(sorted(ranges)))
    return {p: tuple(v) for p, v in gold.items()}


def document(text: str) -> Document:
    """A document whose blocks are the lines of a text, the first a headline."""
    blocks = [
        Block(span=Span(m.start(), m.end()), kind="text" if k else "headline")
        for k, m in enumerate(re.finditer(r"[^\n]+", text))
    ]
    article = Article(id="article:polnear", text=text, language="en")
    return Document(article=article, text=text, text_map=((0, 0, len(text)),), blocks=tuple(blocks), language="en")

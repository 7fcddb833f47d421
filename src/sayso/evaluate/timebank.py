"""Scores our time tagger on TimeML news (TimeBank, AQUAINT): expressions found and values right."""

from __future__ import annotations

import hashlib
import html
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError
from sayso.evaluate.parsing import parser as default_parser
from sayso.extract.times.rules import RulesTagger
from sayso.model import Article, Block, Document, Span, TimeMention

FOLDERS = ("timebank", "aquaint")
TIMEX = re.compile(r"<TIMEX3\b([^>]*)>")
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeScores:
    """Expressions with any overlap (`relaxed`), with the same characters (`strict`), and with the right value or type too.

    The accuracies are shares of the expressions found: how often the type or value is right where something is found.
    """

    documents: int
    expressions: int
    precision: float
    recall: float
    relaxed_f1: float
    strict_f1: float
    type_f1: float
    value_f1: float
    type_accuracy: float
    value_accuracy: float


@dataclass(frozen=True, slots=True)
class GoldTime:
    start: int
    end: int
    timex: str
    value: str


def half_of(name: str) -> str:
    """`dev` or `heldout`, by a hash of the file name: we tune on the first and report both."""
    return "dev" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0 else "heldout"


def score(folder: str | Path | None = None, *, half: str = "all") -> TimeScores:
    """Figures for one half (or `all`) of the TimeML files under `folder/timebank` and `folder/aquaint`."""
    root = Path(folder) if folder else Path(os.environ.get("SAYSO_DATA", "../shared/data")) / "time"
    read = [read_timeml(path) for path in files_of(root, half)]
    parsed = default_parser().parse([document for document, _ in read])
    return compare([gold for _, gold in read], RulesTagger(plain=True).tag(parsed))


def files_of(root: Path, half: str) -> list[Path]:
    """The TimeML files of a half, in order of their names."""
    if half not in ("dev", "heldout", "all"):
        raise InputError(f"no half is called {half!r}; use dev, heldout or all", code="half", value=half)
    files = sorted(path for name in FOLDERS for path in (root / name).glob("*.tml"))
    if not files:
        raise InputError(
            f"no TimeML files under {root}; set SAYSO_DATA to the folder of corpora", code="missing", value=str(root)
        )
    return [path for path in files if half in ("all", half_of(path.name))]


def read_timeml(path: Path) -> tuple[Document, list[GoldTime]]:
    """The text of a file with its creation day as day of publication, and the marked expressions."""
    source = path.read_text(encoding="utf-8", errors="replace")
    created = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", source, re.DOTALL)
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.DOTALL)
    text, gold = _plain(body[1] if body else "")
    blocks = tuple(
        Block(span=Span(m.start(), m.end())) for m in re.finditer(r"\S(?:(?!\n[ \t]*\n).)*", text, re.DOTALL)
    )
    text = _unwrapped(text)
    article = Article(id=path.name, text=text, published_at=created[1] if created else None, language="en")
    return Document(article=article, text=text, text_map=((0, 0, len(text)),), blocks=blocks, language="en"), gold


def _unwrapped(text: str) -> str:
    """Single line breaks as spaces: files are wrapped, paragraphs part at empty lines."""
    return re.sub(r"(?<!\n)\n(?![ \t]*\n)", " ", text)


def _plain(marked: str) -> tuple[str, list[GoldTime]]:
    """Text without tags, and the expressions by their place in it."""
    out: list[str] = []
    length, at = 0, 0
    gold: list[GoldTime] = []
    open_: list[tuple[int, dict[str, str]]] = []
    for m in TAG.finditer(marked):
        piece = html.unescape(marked[at : m.start()])
        out.append(piece)
        length += len(piece)
        at = m.end()
        if timex := TIMEX.match(m[0]):
            open_.append((length, dict(re.findall(r"(\w+)=\"([^\"]*)\"", timex[1]))))
        elif m[0].startswith("</TIMEX3") and open_:
            start, attributes = open_.pop()
            if length > start:
                gold.append(GoldTime(start, length, attributes.get("type", ""), attributes.get("value", "")))
    out.append(html.unescape(marked[at:]))
    return "".join(out), gold


def compare(gold: Sequence[list[GoldTime]], tagged: Sequence[Sequence[TimeMention]]) -> TimeScores:
    """Pairs gold and tagged expressions one to one, in text order, and counts."""
    marked = sum(len(g) for g in gold)
    found = sum(len(t) for t in tagged)
    pairs = [pair for g, t in zip(gold, tagged, strict=True) for pair in pairs_of(g, t)]
    types = sum(g.timex == t.timex for g, t in pairs)
    values = sum(g.value == t.value for g, t in pairs)
    strict = sum((g.start, g.end) == (t.span.start, t.span.end) for g, t in pairs)
    return TimeScores(
        documents=len(gold),
        expressions=marked,
        precision=round(len(pairs) / found, 4) if found else 0.0,
        recall=round(len(pairs) / marked, 4) if marked else 0.0,
        relaxed_f1=_f1(len(pairs), found, marked),
        strict_f1=_f1(strict, found, marked),
        type_f1=_f1(types, found, marked),
        value_f1=_f1(values, found, marked),
        type_accuracy=round(types / len(pairs), 4) if pairs else 0.0,
        value_accuracy=round(values / len(pairs), 4) if pairs else 0.0,
    )


def pairs_of(gold: Sequence[GoldTime], tagged: Sequence[TimeMention]) -> list[tuple[GoldTime, TimeMention]]:
    """Each gold expression with the first unused tagged one that overlaps it."""
    out = []
    free = list(tagged)
    for g in sorted(gold, key=lambda g: (g.start, g.end)):
        for t in free:
            if t.span.start < g.end and g.start < t.span.end:
                out.append((g, t))
                free.remove(t)
                break
    return out


def _f1(right: int, found: int, marked: int) -> float:
    return round(2 * right / (found + marked), 4) if found + marked else 0.0

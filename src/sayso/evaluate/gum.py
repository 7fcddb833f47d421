"""Reads the GUM treebank: its texts as documents, and its mentions of entities with their chains."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sayso.errors import InputError
from sayso.model import Article, Block, Document, Span

GENRES = ("news", "interview", "speech")
KINDS = frozenset({"person", "organization"})
_OPENS = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([a-z]+)[^()]*|(\d+)(?:\[\d+/\d+\])?\)|\)")

_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "ShimonPeres" in the file


@dataclass(frozen=True, slots=True)
class GoldMention:
    """One mention; `heads` are the spans of the words that may stand for it: its head, and the rest of a name."""

    span: Span
    heads: frozenset[Span]
    chain: int


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its mentions of people, bodies and acting places; `ignored` are those of other places and labels of speakers."""

    name: str
    document: Document
    mentions: tuple[GoldMention, ...]
    ignored: tuple[GoldMention, ...]
    others: tuple[GoldMention, ...] = ()  # of things, times, events


@dataclass(slots=True)
class _Word:
    span: Span
    pos: str
    head: int  # index in the text; its own for a root
    relation: str
    entity: str


@dataclass(slots=True)
class _Text:
    """What the lines of a file have told so far."""

    name: str
    text: str = ""
    words: list[_Word] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    speaker: str = ""


def read_texts(folder: Path, genres: Sequence[str] = GENRES) -> Iterator[GoldText]:
    """The texts of these genres in a folder, in the order of their names."""
    if not folder.is_dir():
        raise InputError(
            f"no such folder: {folder}; set SAYSO_DATA to the folder of corpora", code="missing", value=str(folder)
        )
    for path in sorted(folder.glob("*.conllu")):
        if path.stem.split("_")[1] in genres:
            yield read_text(path.stem, path.read_text(encoding="utf-8"))


def read_text(name: str, content: str) -> GoldText:
    """The text of one file, its tokens joined as the file says, and its mentions."""
    built = _Text(name)
    for paragraph in _paragraphs(content):
        _add(built, paragraph)
    article = Article(id=name, text=built.text, language="en")
    document = Document(
        article=article,
        text=built.text,
        text_map=((0, 0, len(built.text)),),
        blocks=tuple(built.blocks),
        language="en",
    )
    chains: dict[int, list[tuple[str, GoldMention, int]]] = defaultdict(list)
    for kind, mention, head in _mentions(built.words):
        chains[mention.chain].append((kind, mention, head))
    kept: list[GoldMention] = []
    ignored = [GoldMention(span, frozenset({span}), -1 - k) for k, span in enumerate(built.labels)]
    others: list[GoldMention] = []
    for chain in chains.values():
        kinds = {kind for kind, _, _ in chain}
        acting = any(_acts(built.words, head) for _, _, head in chain)
        if kinds & KINDS or ("place" in kinds and acting):
            kept += (m for _, m, _ in chain)
        elif "place" in kinds:
            ignored += (m for _, m, _ in chain)
        else:
            others += (m for _, m, _ in chain)
    return GoldText(name, document, *(tuple(sorted(part, key=_order)) for part in (kept, ignored, others)))


def _order(mention: GoldMention) -> tuple[int, int]:
    return mention.span.start, -mention.span.end


def _acts(words: Sequence[_Word], head: int) -> bool:
    """Is a named place the subject of a verb, or the agent of a passive?"""
    word = words[head]
    if word.pos != "PROPN":
        return False
    return (word.relation == "nsubj" and words[word.head].pos == "VERB") or word.relation == "obl:agent"


def _paragraphs(content: str) -> Iterator[list[str]]:
    """Lines of each paragraph, its comments among them."""
    out: list[str] = []
    for line in content.splitlines():
        if line.startswith("# newpar") and "newpar_block" not in line and any(x[:1].isdigit() for x in out):
            yield out
            out = []
        out.append(line)
    yield out


def _add(built: _Text, lines: Sequence[str]) -> None:
    """Append a paragraph; where a new speaker begins, the name and a colon stand before it, as interviews are printed."""
    head = "newpar_block = head" in "\n".join(lines)
    built.text += "\n" if built.text else ""
    start = len(built.text)
    base, rows = len(built.words), 0
    joined: tuple[int, str] | None = None  # last number and notes of words written as one: "don't"
    for line in lines:
        if line.startswith("# speaker = "):
            who = line.removeprefix("# speaker = ").strip()
            if who != built.speaker and built.words and len(built.text) == start:
                label = _CASE.sub(" ", who)
                built.labels.append(Span(start, start + len(label)))
                built.text += f"{label}: "
            built.speaker = who
        if not line[:1].isdigit():
            if not line:
                base, rows, joined = len(built.words), 0, None
            continue
        cells = line.split("\t")
        if not cells[0].isdigit():
            joined = (int(cells[0].partition("-")[2]), cells[9]) if "-" in cells[0] else joined
            continue
        rows += 1
        at = len(built.text)
        built.text += cells[1] + _gap(rows, cells[9], joined)
        above = int(cells[6]) - 1 if cells[6] != "0" else rows - 1
        entity = next((note[7:] for note in cells[9].split("|") if note.startswith("Entity=")), "")
        built.words.append(_Word(Span(at, at + len(cells[1])), cells[3], base + above, cells[7], entity))
    built.text = built.text.rstrip(" ")
    if len(built.text) > start:
        built.blocks.append(Block(span=Span(start, len(built.text)), kind="headline" if head else "text"))


def _gap(row: int, notes: str, joined: tuple[int, str] | None) -> str:
    """The space after a word, unless the file says that there is none."""
    if joined is not None and row < joined[0]:
        return ""
    told = joined[1] if joined is not None and row == joined[0] else notes
    return "" if "SpaceAfter=No" in told.split("|") else " "


def _name(words: Sequence[_Word], below: dict[int, list[int]], head: int) -> list[int]:
    """A head word with the words that go on with a name: "Lee" of "Lee Cheuk-yan" with the rest."""
    out = [head]
    for i in out:
        out += (c for c in below[i] if words[c].relation == "flat" or (i != head and words[c].relation != "punct"))
    return out


def _mentions(words: Sequence[_Word]) -> Iterator[tuple[str, GoldMention, int]]:
    """Kind, mention and head word of every mention whose opening and closing bracket are found."""
    below: dict[int, list[int]] = defaultdict(list)
    for k, word in enumerate(words):
        if word.head != k:
            below[word.head].append(k)
    opened: list[tuple[int, str, int]] = []
    for k, word in enumerate(words):
        for m in _OPENS.finditer(word.entity):
            if m[1]:
                opened.append((int(m[1]), m[2], k))
                continue
            at = next((i for i in range(len(opened) - 1, -1, -1) if not m[3] or opened[i][0] == int(m[3])), None)
            if at is None:
                continue
            chain, kind, start = opened.pop(at)
            head = next((i for i in range(start, k + 1) if not start <= words[i].head <= k or words[i].head == i), k)
            span = Span(words[start].span.start, word.span.end)
            heads = frozenset(words[i].span for i in _name(words, below, head) if start <= i <= k)
            yield kind, GoldMention(span, heads, chain), head

"""Scores our counts of people on MUC-4 messages that tell of one incident: a floor, since the texts are all capitals."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sayso.errors import InputError
from sayso.evaluate.parsing import parser as default_parser
from sayso.evaluate.quantities import Incident as Counted
from sayso.evaluate.quantities import QuantityScores, compare, counts_in, half_of
from sayso.evaluate.truecase import Truecaser
from sayso.extract.quantities.rules import RulesFinder
from sayso.model import Article, Block, Document, Span

SLOT = re.compile(r"^(\d+)\.\s+[A-Z :]+?\s{2,}(.*)$")
MESSAGE = re.compile(r"^(DEV-MUC3-\d{4}) \([^)]*\)\s*$", re.MULTILINE)
ENTRY = re.compile(r'([A-Z0-9~ ,-]+?):\s*((?:"[^"]*"(?:\s*/\s*)?)+)')
HEADER = re.compile(r"^[^\[\]]{0,200}?--(?:\s*\[[^\]]*\])*\s*")  # CITY, 3 JAN 90 (AGENCY) -- [REPORT] [TEXT]
EFFECTS = (("DEATH", "killed"), ("INJURY", "injured"))


@dataclass(frozen=True, slots=True)
class Key:
    message: str
    killed: int
    injured: int


def score(folder: str | Path | None = None, *, half: str = "all") -> QuantityScores:
    """Figures for the messages of a half whose only incident has all its victims counted in the key."""
    root = Path(folder) if folder else Path(os.environ.get("SAYSO_DATA", "../shared/data")) / "status" / "muc4_dev"
    if not any(root.glob("key-dev-*.muc4")):
        raise InputError(
            f"no MUC-4 keys under {root}; set SAYSO_DATA to the folder of corpora", code="missing", value=str(root)
        )
    texts = dict(_texts(root))
    keys = [k for k in keys_of(root) if k.message in texts and half in ("all", half_of(k.message))]
    documents = [_document(key.message, texts[key.message]) for key in keys]
    parsed = default_parser().parse(documents)
    counts = [counts_in(p, q) for p, q in zip(parsed, RulesFinder().find(parsed), strict=True)]
    return compare(
        [Counted(k.message, k.killed, k.injured, (d,)) for k, d in zip(keys, documents, strict=True)], counts
    )


def keys_of(root: Path) -> list[Key]:
    """One key for each message with exactly one incident that names people hurt or killed, and a figure for each."""
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted(root.glob("key-dev-*.muc4")):
        for slots in _templates(path.read_text(encoding="latin-1")):
            found.setdefault(slots.get("0", "").split(" ")[0], []).append(slots)
    keys = (_key(message, templates[0]) for message, templates in found.items() if len(templates) == 1)
    return [key for key in keys if key is not None]


def _templates(text: str) -> Iterator[dict[str, str]]:
    for block in re.split(r"\n\s*\n", text):
        slots: dict[str, str] = {}
        last = ""
        for line in block.splitlines():
            if m := SLOT.match(line):
                last = m[1]
                slots[last] = m[2].strip()
            elif last:
                slots[last] += " / " + line.strip()
        if slots:
            yield slots


def _key(message: str, slots: dict[str, str]) -> Key | None:
    numbers = {name: number for number, names in ENTRY.findall(slots.get("21", "")) for name in _names(names)}
    totals = dict.fromkeys((kind for _, kind in EFFECTS), 0)
    named = False
    for effect, names in ENTRY.findall(slots.get("23", "")):
        kind = next((kind for word, kind in EFFECTS if effect.strip() == word), None)
        for name in _names(names)[:1] if kind else ():  # after a stroke stand other names of the same
            figure = numbers.get(name, "").strip()
            if not figure.isdigit():
                return None
            totals[kind or ""] += int(figure)
            named = True
    return Key(message, totals["killed"], totals["injured"]) if named else None


def _names(quoted: str) -> list[str]:
    return re.findall(r'"([^"]*)"', quoted)


@cache
def _caser() -> Truecaser:
    return Truecaser([])


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(root.glob("dev-muc3-*")):
        parts = MESSAGE.split(path.read_text(encoding="latin-1"))
        yield from zip(parts[1::2], parts[2::2], strict=True)


def _document(name: str, capitals: str) -> Document:
    """The message without its header, with the case that our own tables allow, one block a paragraph."""
    text = _caser().apply(HEADER.sub("", capitals, count=1))
    blocks = tuple(Block(span=Span(m.start(), m.end())) for m in re.finditer(r"[^\n]*\S[^\n]*", text))
    article = Article(id=name, text=text, language="en")
    return Document(article=article, text=text, text_map=((0, 0, len(text)),), blocks=blocks, language="en")

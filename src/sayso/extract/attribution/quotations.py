"""Stretches of text in quotation marks: all kinds of marks, over sentences and paragraphs, with lost ones repaired."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.model import Block, ParsedDocument, Span

_MARK = re.compile(r"''|``|[“”„‟\"«»‹›‘’']")
_OPENERS = frozenset("“«„‟‹") | {"``"}
_CLOSERS = frozenset("”»›")
_LONG = 1200  # characters
_STOPS = frozenset(".!?…")
_SINGLE = frozenset("‘’'")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch, marks included. `opened`/`closed` tell whether its marks stand; `follows` whether it continues the last."""

    span: Span
    block: int
    opened: bool = True
    closed: bool = True
    follows: bool = False


def quotations(parsed: ParsedDocument) -> list[Quotation]:
    """All quotations of a document in text order; they never overlap and never leave their paragraph."""
    found: list[Quotation] = []
    for k, block in enumerate(parsed.document.blocks):
        if block.kind in ("boilerplate", "byline"):
            continue
        here = _block(parsed, block, k)
        if here and found and not found[-1].closed and found[-1].block == k - 1:
            first = here[0]
            if first.opened and first.span.start == _start(parsed.text, block):
                here[0] = Quotation(first.span, k, first.opened, first.closed, follows=True)
        found += here
    return found


def _start(text: str, block: Block) -> int:
    start = block.span.start
    while start < block.span.end and text[start].isspace():
        start += 1
    return start


def _block(parsed: ParsedDocument, block: Block, k: int) -> list[Quotation]:
    text = parsed.text
    found: list[Quotation] = []
    open_at, open_mark, follows = -1, "", False
    free_from = _start(text, block)
    for m in _MARK.finditer(text, block.span.start, block.span.end):
        mark, role = m[0], _role(text, m, block, open_mark)
        if role == "open":
            if open_at >= 0 and mark == open_mark and text[open_at : m.start()].rstrip()[-1:] in _STOPS:
                found.append(
                    Quotation(Span(open_at, _stripped(text, open_at, m.start())), k, closed=False, follows=follows)
                )
                open_at, follows = m.start(), True  # a paragraph of a longer quotation, its break lost
            elif open_at < 0:
                open_at, open_mark, follows = m.start(), mark, False
        elif role == "close":
            if open_at >= 0:
                if _same(open_mark, mark):
                    found.append(Quotation(Span(open_at, m.end()), k, follows=follows))
                    open_at, open_mark, free_from = -1, "", m.end()
            elif mark not in _SINGLE and m.start() > free_from:
                start = _lost(parsed, free_from, m.start(), first=free_from == _start(text, block))
                found.append(Quotation(Span(start, m.end()), k, opened=False))
                free_from = m.end()
    if open_at >= 0 and open_mark not in _SINGLE:
        end = _stripped(text, open_at, _broken(parsed, open_at, block.span.end))
        found.append(Quotation(Span(open_at, end), k, closed=False, follows=follows))
    return found


def _broken(parsed: ParsedDocument, start: int, end: int) -> int:
    """Where a quotation that is never closed ends: with its paragraph, unless that is the whole of a text without breaks."""
    sentence = parsed.sentence_at(start + _LONG) if end - start > _LONG else None
    return end if sentence is None else min(end, sentence.span.end)


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _role(text: str, m: re.Match[str], block: Block, open_mark: str) -> str:
    mark = m[0]
    before = text[m.start() - 1] if m.start() > block.span.start else " "
    after = text[m.end()] if m.end() < block.span.end else " "
    if mark in _SINGLE:
        return _single(mark, before, after, open_mark)
    if mark == "“" and open_mark == "„":
        return "close"
    if mark in _OPENERS:
        return "open"
    if mark in _CLOSERS:
        if not open_mark and (before.isspace() or before in "([") and after.isalnum():
            return "open"  # a closing mark typed where one opens
        return "close"
    free = before.isspace() or before in "([—–-:"
    if open_mark:
        return "close" if open_mark == mark else ""
    return (
        "open" if free and not after.isspace() else "close" if not after.isalnum() and not before.isspace() else "open"
    )


def _single(mark: str, before: str, after: str, open_mark: str) -> str:
    """Single marks are apostrophes unless they stand at the edge of a word; inside double ones they do not count."""
    if open_mark and open_mark not in _SINGLE:
        return ""
    if not open_mark:
        opens = (before.isspace() or before in "([—–") and (after.isalpha() or after in '“"[')
        return "open" if opens and mark != "’" else ""
    if mark == "‘" or after.isalnum() or before.isspace():
        return ""
    return "close" if before != "s" or open_mark == "‘" else ""  # "the boys' boat"


def _same(opened: str, closed: str) -> bool:
    pairs = {"“": '”"“', "„": '“”"', "«": "»", "‹": "›", "‘": "’'", "'": "'’", "``": "''", "‟": "”", "”": "”"}
    return closed in pairs.get(opened, opened) or closed == opened or (opened == "”" and closed == "”")


def _lost(parsed: ParsedDocument, low: int, at: int, *, first: bool) -> int:
    """Where a quotation without its opening mark began: the paragraph's start, or the sentence's after another quotation."""
    if first:
        return low
    sentence = parsed.sentence_at(max(at - 1, 0))
    start = max(low, sentence.span.start) if sentence is not None else low
    while start < at and parsed.text[start].isspace():
        start += 1
    return start

"""Paragraphs of a cleaned text and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.clean.dateline import Dateline, dateline
from sayso.lexicon.boilerplate import Rule, boilerplate
from sayso.model import Block, Span

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.?!…。]['\"”’»)\]]*\Z|['\"”’»][.,;]?\Z|[,;:]\Z")
_BULLET = re.compile(r"[-*•·–—]\s|\d{1,3}[.)]\s")
_BY = re.compile(r"(?:by|written by|author:?)\s+", re.IGNORECASE)
# Where a related link or an appeal is glued to the end of a paragraph: looked at after a sentence end only.
_GLUED = re.compile(
    r"(?<=[.!?”\"’)]) +(?=(?:(?i:read more|also read|read also|see also|related|more on this story|watch) ?[:|»→]|"
    r"(?i:follow us on|sign up (?:to|for) (?:our|the)|subscribe to (?:our|the)) ))"
)
MAX_HEADLINE = 30  # words
MAX_SUBHEAD = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The blocks of a text with what its dateline and byline say."""

    blocks: tuple[Block, ...]
    dateline: Dateline | None = None
    byline: str | None = None


def layout(
    text: str, *, title: str | None = None, byline: str | None = None, soft: Iterable[tuple[int, int]] = ()
) -> Layout:
    """Blocks in order, none overlapping; `soft` are line breaks that end no paragraph (in raw text they stay)."""
    spans = [part for span in _paragraphs(text, soft) for part in _split_tail(text, span)]
    kinds = _Kinds([s.of(text) for s in spans], title=title, byline=byline)
    blocks: list[Block] = []
    found: Dateline | None = None
    running = 0
    for span, (kind, why) in zip(spans, kinds.all(), strict=True):
        line = dateline(text, span, paragraph=running) if kind == "text" else None
        if line:
            found = found or line
            blocks.append(Block(span=line.span, kind="dateline"))
            span = Span(line.after, span.end)
        running += kind == "text"
        blocks.append(Block(span=span, kind=kind, why=why))
    return Layout(blocks=tuple(blocks), dateline=found, byline=kinds.found)


def _paragraphs(text: str, soft: Iterable[tuple[int, int]]) -> Iterable[Span]:
    joined = {text.index("\n", a, b) for a, b in soft}
    start: int | None = None
    for m in _LINE.finditer(text):
        line = m[0]
        left, right = m.start() + len(line) - len(line.lstrip()), m.start() + len(line.rstrip())
        if left >= right:
            continue
        start = left if start is None else start
        if m.end() not in joined:
            yield Span(start, right)
            start = None
    if start is not None:
        yield Span(start, len(text.rstrip()))


def _split_tail(text: str, span: Span) -> Iterable[Span]:
    """A paragraph, and apart from it a related link glued to its end."""
    m = _GLUED.search(text, span.start, span.end)
    rule = boilerplate(text[m.end() : span.end]) if m else None
    if m is None or rule is None or rule.kind != "boilerplate":
        return [span]
    return [Span(span.start, m.start()), Span(m.end(), span.end)]


class _Kinds:
    """Tells the kind of each paragraph from itself and its neighbours."""

    def __init__(self, lines: list[str], *, title: str | None, byline: str | None) -> None:
        self.lines = lines
        self.title = _key(title or "")
        self.byline = _key(byline or "")
        self.found: str | None = None
        self.words = [line.count(" ") + 1 for line in lines]

    def all(self) -> list[tuple[str, str | None]]:
        kinds: list[tuple[str, str | None]] = []
        left = sum(self.words)
        total = left
        reach: Rule | None = None
        for k, line in enumerate(self.lines):
            rule = self._rule(line)
            if rule:
                kinds.append((rule.kind, rule.why))
                reach = self._reach(rule, reach, late=left * 2 <= total)
            elif reach and self._reached(reach, line):
                kinds.append(("boilerplate", reach.why))
            else:
                reach = None
                kinds.append(("text", None))
            left -= self.words[k]
        self._headlines(kinds)
        return kinds

    def _reach(self, rule: Rule, before: Rule | None, *, late: bool) -> Rule | None:
        """Which rule holds for the lines that follow; `rest` only late in a text: a link "Comments" may stand on top."""
        if before and before.scope == "rest":
            return before
        return rule if rule.scope in ("list", "bullets") or (rule.scope == "rest" and late) else None

    def _rule(self, line: str) -> Rule | None:
        if self.title and _key(line) == self.title:
            return None
        rule = boilerplate(line)
        if rule is None and self.byline and _key(_BY.sub("", line, count=1)) == self.byline:
            rule = boilerplate("By Jane Doe")
        if rule and rule.kind == "byline" and rule.why == "byline" and self.found is None:
            self.found = _BY.sub("", line, count=1).strip()
        return rule

    def _reached(self, rule: Rule, line: str) -> bool:
        """In a list of links: a bullet, or any short line without a full stop."""
        if rule.scope == "rest":
            return True
        short = line.count(" ") < 20 and not _STOP.search(line)
        return short and (rule.scope == "list" or _BULLET.match(line) is not None)

    def _headlines(self, kinds: list[tuple[str, str | None]]) -> None:
        texts = [k for k, (kind, _) in enumerate(kinds) if kind == "text"]
        if len(texts) < 2:
            return
        for n, k in enumerate(texts):
            line = self.lines[k]
            if self.title and n < 2 and _key(line) == self.title:
                kinds[k] = ("headline", None)
            elif _STOP.search(line) or _BULLET.match(line):
                continue
            elif n == 0 or (n == 1 and kinds[texts[0]][0] == "headline"):
                if self.words[k] <= MAX_HEADLINE and n + 1 < len(texts):
                    kinds[k] = ("headline", None)
            elif n + 1 < len(texts) and self._subhead(k, texts[n - 1], texts[n + 1]):
                kinds[k] = ("headline", None)

    def _subhead(self, k: int, before: int, after: int) -> bool:
        """A short line without a stop, between paragraphs that have one."""
        line = self.lines[k]
        starts = line[0].isupper() or line[0].isdigit() or line[0] in "“\"‘'"
        return (
            starts
            and self.words[k] <= MAX_SUBHEAD
            and _STOP.search(self.lines[before]) is not None
            and _STOP.search(self.lines[after]) is not None
        )


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())

"""Markdown marks taken out of a text: headings, emphasis, links, lists, quotes, rules and code fences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sayso.clean.tape import Change

_FRONT = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n){0,60}?---[ \t]*(?:\n|\Z)")
_COMMENT = re.compile(r"<!--[^<>]{0,4000}+-->")
_LINE = re.compile(
    r"^[ ]{0,3}(?:#{1,6}[ \t]+|(?:>[ ]?)++|[-*+][ \t]+(?![-*][ \t])|(?:=+|-{3,}|\*{3,}|_{3,}|(?:\*[ ]){3,}|```[^\n]*|~~~[^\n]*)[ \t]*$"
    r"|\[[^\]\n]{1,80}\]:[ ][^\n]*$)",
    re.MULTILINE,
)
_CLOSING = re.compile(r"(?<=\S)[ \t]+#+[ \t]*$", re.MULTILINE)
_IMAGE = re.compile(
    r"!\[([^\]\n]{0,300})\](?:\([^()\n]{0,500}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[[^\]\n]{0,80}\])"
)
_LINK = re.compile(
    r"\[([^\[\]\n]{1,500})\](?:\([^()\n]{0,500}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[[^\]\n]{0,80}\])"
)
_AUTO = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,500})>")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)([^*_~\n]{1,1000}(?<=\S))\1")
_EMPHASIS = re.compile(r"(?<![\w*_\\])([*_])(?=[^\s*_])([^*_\n]{1,1000}(?<=\S))\1(?![\w*_])")
_CODE = re.compile(r"(`{1,2})(?!`)([^`\n]{1,500})\1(?!`)")
_ESCAPE = re.compile(r"\\(?=[*_#\[\](){}`>+.!|~-])")


def _front(text: str) -> Iterator[Change]:
    m = _FRONT.match(text)
    if m and ":" in m[0]:
        yield m.start(), m.end(), "", "markdown"


def _gone(*patterns: re.Pattern[str]) -> Callable[[str], Iterator[Change]]:
    def changes(text: str) -> Iterator[Change]:
        end = 0
        for start, stop in sorted((m.start(), m.end()) for p in patterns for m in p.finditer(text)):
            if start >= end:
                yield start, stop, "", "markdown"
                end = stop

    return changes


def _kept(pattern: re.Pattern[str], group: int) -> Callable[[str], Iterator[Change]]:
    """Only the words of the group stay; what stands around them goes."""

    def changes(text: str) -> Iterator[Change]:
        for m in pattern.finditer(text):
            yield m.start(), m.start(group), "", "markdown"
            yield m.end(group), m.end(), "", "markdown"

    return changes


INLINE: tuple[Callable[[str], Iterator[Change]], ...] = (
    _front,
    _gone(_COMMENT, _IMAGE),
    _kept(_LINK, 1),
    _kept(_AUTO, 1),
    _kept(_STRONG, 2),
    _kept(_EMPHASIS, 2),
    _kept(_CODE, 2),
)
LINES: tuple[Callable[[str], Iterator[Change]], ...] = (_gone(_LINE, _CLOSING), _gone(_ESCAPE))

"""Repairs of quotation marks where they are certain; a lost mark is never guessed (that is attribution's work)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.clean.tape import Change

_TEX = re.compile(r"``([^`'\n]{1,2000}+(?:'(?!')[^`'\n]{1,2000}+){0,50}+)''")
_DOUBLED = re.compile(r"(?<![\w'])''(?=[\w“‘])([^'\n]{1,2000}+(?:'(?!')[^'\n]{1,2000}+){0,50}+)''(?![\w'])")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])[`´](?=[a-z]{1,3}\b)")
_ESCAPED = re.compile(r'\\(?=["\'“”])')
_OPEN_SPACE = re.compile(r"(?<=“) ++(?=\S)")
_CLOSE_SPACE = re.compile(r"(?<![\s“]) ++(?=”)")
_TWICE = re.compile(r"““|””")
_STRAIGHT = re.compile(r'"')


def quotes(text: str) -> Iterator[Change]:
    """TeX and doubled marks, backticks as apostrophes and stray backslashes."""
    changes: list[Change] = []
    if "''" in text:
        for pattern in (_TEX, _DOUBLED):
            for m in pattern.finditer(text):
                changes += ((m.start(), m.start() + 2, "“", "quote"), (m.end() - 2, m.end(), "”", "quote"))
    changes += ((m.start(), m.end(), "'", "apostrophe") for m in _APOSTROPHE.finditer(text))
    if "\\" in text:
        changes += ((m.start(), m.end(), "", "escape") for m in _ESCAPED.finditer(text))
    changes += ((m.start(), m.end(), m[0][0], "quote") for m in _TWICE.finditer(text))
    return _apart(changes)


def spaces_inside(text: str) -> Iterator[Change]:
    """`“ word ”` becomes `“word”`; straight marks only where a paragraph has them in pairs and both sides stray."""
    changes: list[Change] = []
    if "“" in text:
        changes += ((m.start(), m.end(), "", "quote-space") for m in _OPEN_SPACE.finditer(text))
    if "”" in text:
        changes += ((m.start(), m.end(), "", "quote-space") for m in _CLOSE_SPACE.finditer(text))
    if ' "' in text and '" ' in text:
        changes += _straight(text)
    return _apart(changes)


def _straight(text: str) -> Iterator[Change]:
    start = 0
    for line in text.split("\n"):
        marks = [m.start() for m in _STRAIGHT.finditer(line)]
        if len(marks) % 2 == 0:
            for a, b in zip(marks[::2], marks[1::2], strict=True):
                opens = line[a + 1 : a + 2] == " " and (a == 0 or line[a - 1] == " ")
                closes = line[b - 1] == " " and not line[b + 1 : b + 2].isalnum()
                if opens and closes and b - a > 3:
                    yield start + a + 1, start + a + 2, "", "quote-space"
                    yield start + b - 1, start + b, "", "quote-space"
        start += len(line) + 1


def _apart(changes: list[Change]) -> Iterator[Change]:
    """Sorted; where two overlap the first stays."""
    end = 0
    for change in sorted(changes):
        if change[0] >= end:
            yield change
            end = change[1]

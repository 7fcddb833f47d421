"""Hard-wrapped lines and words split at line ends: which line breaks are only the width of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from sayso.clean.tape import Change
from sayso.lexicon.tables import alternatives, table

MAX_WIDTH = 100  # a longer line was not wrapped
MIN_SHARE = 0.7  # of the breaks inside paragraphs, how many must be where the next word did not fit
_LINE = re.compile(r"[^\n]+")
_LIST = re.compile(r"\s*(?:[-*+•·–—]\s|\d{1,3}[.)]\s|[>#|]|```)")
_MARK = re.compile(r"\s*(?:[#|]|```|~~~|[=~_*-]{2,}\s*\Z|\[[^\]\n]{1,80}\]:)")  # Markdown lines that stand alone
_SPLIT = re.compile(r"([^\W\d_]++)-\Z")
_WHOLE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_WORD = re.compile(r"\s*([^\W\d_]++)")


def soft_breaks(text: str, *, markdown: bool = False) -> list[tuple[int, int]]:
    """Line breaks, with the spaces around them, that end no paragraph."""
    if "\n" not in text:
        return []
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    pairs = [(a, b) for a, b in pairwise(lines) if b[0] == a[1] + 1 and _flows(text, a, b)]
    if not pairs:
        return []
    if markdown:
        return [_gap(text, a, b) for a, b in pairs if not text[a[0] : a[1]].endswith("  ")]
    width = max(len(text[a:b].rstrip()) for a, b in lines)
    if width > MAX_WIDTH:
        return []
    full = [_full(text, a, b, width) for a, b in pairs]
    ended = sum(_ended(text, a) for (a, _), f in zip(pairs, full, strict=True) if f)
    if len(pairs) < 2 or sum(full) < MIN_SHARE * len(pairs) or ended * 2 > sum(full):
        return [_gap(text, a, b) for a, b in pairs if _runs_on(text, a, b)]
    return [_gap(text, a, b) for (a, b), f in zip(pairs, full, strict=True) if f or _runs_on(text, a, b)]


def unwrap(text: str, *, markdown: bool = False) -> Iterator[Change]:
    """Soft breaks become spaces; a word split by a hyphen is made whole."""
    words: frozenset[str] | None = None
    for start, end in soft_breaks(text, markdown=markdown):
        split = _SPLIT.search(text, max(0, start - 40), start)
        after = _WORD.match(text, end)
        if split and after and after[1][0].islower():
            words = words if words is not None else frozenset(_WHOLE.findall(text))
            drop = not _compound(split[1], after[1], words)
            yield (start - 1 if drop else start), end, "", "hyphenation"
        else:
            yield start, end, " ", "wrap"


def _flows(text: str, a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Neither line is blank, the second is no list item and not indented more than the first."""
    first, second = text[a[0] : a[1]], text[b[0] : b[1]]
    if not first.strip() or not second.strip() or _LIST.match(second) or _MARK.match(second) or _MARK.match(first):
        return False
    return _indent(second) <= _indent(first)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _full(text: str, a: tuple[int, int], b: tuple[int, int], width: int) -> bool:
    """The next word would not have fitted on the first line: the break is the page's, not the writer's."""
    word = text[b[0] : b[1]].split(None, 1)[0]
    return len(text[a[0] : a[1]].rstrip()) + 1 + len(word) > width and width >= 40


def _ended(text: str, a: tuple[int, int]) -> bool:
    """The line closes a sentence: where most do, each line is a paragraph."""
    return text[a[0] : a[1]].rstrip().rstrip("\"”’')»").endswith((".", "!", "?"))


def _runs_on(text: str, a: tuple[int, int], b: tuple[int, int]) -> bool:
    """A line of some length without a stop, followed by a small letter, goes on."""
    first, second = text[a[0] : a[1]].rstrip(), text[b[0] : b[1]].lstrip()
    return len(first) >= 40 and second[0].islower() and (first[-1].isalnum() or first[-1] in ",-;’'")


def _gap(text: str, a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    first, second = text[a[0] : a[1]], text[b[0] : b[1]]
    return a[0] + len(first.rstrip()), b[0] + _indent(second)


def _compound(left: str, right: str, words: frozenset[str]) -> bool:
    """Whether the hyphen belongs to the word: the text writes it so elsewhere, or the tables know either half."""
    if left + right in words:
        return False
    if f"{left}-{right}" in words or left[0].isupper():
        return True
    firsts, seconds = _halves()
    return left.lower() in firsts or right.lower() in seconds


@cache
def _halves() -> tuple[frozenset[str], frozenset[str]]:
    rows = table("hyphens")
    first = frozenset(w for r in rows if r["half"] == "first" for w in alternatives(r["words"]))
    return first, frozenset(w for r in rows if r["half"] == "second" for w in alternatives(r["words"]))

"""Repairs of single characters: line ends, mojibake, entities, invisible and control characters, spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from html.entities import html5

from sayso.clean.tape import Change

_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# A sign of UTF-8 read as Latin-1 or Windows-1252 (or a C1 control, which no text wants): only then is ftfy asked.
_SUSPECT = re.compile("[\x80-\x84\x86-\x9f]|[ÂÃÄÅâãÐÑð][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# Lines in pieces that end at a space: ftfy needs more than linear time, and a "word" longer than this is none.
_STRETCH = re.compile(r"[^\n]{1,150}(?=[ \n]|\Z)")
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,31}));")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_EXTRA = re.compile("(?<=\n) ++| ++(?=\n)|(?<= ) ++|\\A ++| ++\\Z")

MAX_MATCHED = 200  # characters of a word


def line_ends(text: str) -> Iterator[Change]:
    """Every kind of line end becomes one line feed."""
    return ((m.start(), m.end(), "\n", "line-end") for m in _LINE_END.finditer(text))


def surrogates(text: str) -> Iterator[Change]:
    """Half characters cannot be written out; each becomes the replacement character."""
    return ((m.start(), m.end(), "\ufffd", "surrogate") for m in _SURROGATE.finditer(text))


def mojibake(text: str) -> Iterator[Change]:
    """Text decoded with the wrong table, line by line, only where a line shows the signs."""
    if not _SUSPECT.search(text):
        return
    import ftfy

    for m in _STRETCH.finditer(text):
        if _SUSPECT.search(m[0]):
            fixed = ftfy.fix_encoding(m[0])
            if fixed != m[0]:
                yield from _differences(m.start(), m[0], fixed)


def entities(text: str) -> Iterator[Change]:
    """Character references left over from a page that was escaped twice: `&quot;`, `&#8217;`."""
    if "&" not in text:
        return
    for m in _ENTITY.finditer(text):
        new = _character(m)
        if new is not None:
            yield m.start(), m.end(), new, "entity"


def invisible(text: str) -> Iterator[Change]:
    """Control characters, soft hyphens, zero-width characters and direction marks go."""
    return ((m.start(), m.end(), "", "invisible") for m in _INVISIBLE.finditer(text))


def odd_spaces(text: str) -> Iterator[Change]:
    """No-break spaces, thin spaces and tabs become plain spaces."""
    return ((m.start(), m.end(), " ", "space") for m in _SPACE.finditer(text))


def extra_spaces(text: str) -> Iterator[Change]:
    """Runs of spaces become one; none at either end of a line."""
    return ((m.start(), m.end(), "", "space") for m in _EXTRA.finditer(text))


FIRST: tuple[Callable[[str], Iterator[Change]], ...] = (surrogates, line_ends, mojibake, entities, line_ends)
LAST: tuple[Callable[[str], Iterator[Change]], ...] = (invisible, odd_spaces, extra_spaces)


def _differences(start: int, old: str, new: str) -> Iterator[Change]:
    """Word by word where both sides have as many words, else the whole stretch that differs."""
    before, after = old.split(" "), new.split(" ")
    if len(before) != len(after):
        before, after = [old], [new]
    for a, b in zip(before, after, strict=True):
        if a != b:
            yield from _within(start, a, b)
        start += len(a) + 1


def _within(start: int, a: str, b: str) -> Iterator[Change]:
    """The characters that differ between two words; long stretches as one, since matching takes quadratic time."""
    if max(len(a), len(b)) > MAX_MATCHED:
        yield start, start + len(a), b, "mojibake"
        return
    for kind, i, j, k, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            yield start + i, start + j, b[k:n], "mojibake"


def _character(m: re.Match[str]) -> str | None:
    if m[3]:
        return html5.get(m[3] + ";")
    code = int(m[1]) if m[1] else int(m[2], 16)
    if 0x80 <= code <= 0x9F:  # pages mean Windows-1252, and browsers read it so
        return bytes([code]).decode("cp1252", "replace")
    valid = 9 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if valid else None

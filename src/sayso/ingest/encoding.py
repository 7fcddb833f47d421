"""Bytes to text: byte order mark, UTF-8, the declared encoding, then the best guess; never an error."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Codecs of text only: Python also knows `unicode_escape`, `idna`, `utf-7` and the like, which no page should choose.
_TEXT_CODEC = re.compile(
    r"utf-8|utf-16|utf-32|iso8859|cp\d|koi8|mac|gb|big5|euc|shift_jis|iso2022|ascii|latin|hz|tis|ptcp|johab"
)
_AS_WINDOWS = ("ascii", "iso8859-1")  # browsers read these as Windows-1252
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{2,40})", re.I
)
SAMPLE = 65_536


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """The text, and the name of the encoding that was used."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name
    wide = _wide(data[:4096])
    if wide:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    for label in (declared, _meta(data)):
        codec = _codec(label)
        if codec and codec != "utf-8":
            try:
                return data.decode(codec), codec
            except (UnicodeDecodeError, LookupError):
                continue
    return _guessed(data)


def _meta(data: bytes) -> str | None:
    m = _DECLARED.search(data[:2048])
    return (m[1] or m[2]).decode("ascii", "replace") if m else None


def _codec(label: str | None) -> str | None:
    try:
        name = codecs.lookup(label or "").name
    except (LookupError, ValueError):
        return None
    if name in _AS_WINDOWS:
        return "cp1252"
    return name if _TEXT_CODEC.match(name) else None


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: in western text every second byte is zero."""
    if len(head) < 4 or b"\x00" not in head:
        return None
    half = len(head) // 2
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.5 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.5 and odd < 0.1 else None


def _guessed(data: bytes) -> tuple[str, str]:
    """UTF-8 with damage, Windows-1252 where nearly all is ASCII, else what charset_normalizer finds."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f") - bad
    if good > 3 * bad:
        return text, "utf-8"
    high = sum(1 for b in data[:SAMPLE] if b > 0x7F)
    if len(data) >= 32 and high * 5 > 2 * min(len(data), SAMPLE):  # no Latin script; a short guess is worth nothing
        from charset_normalizer import from_bytes

        best = from_bytes(data[:SAMPLE]).best()
        if best is not None:
            return data.decode(best.encoding, "replace"), best.encoding
    return data.decode("cp1252", "replace"), "cp1252"

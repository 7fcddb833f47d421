"""Markup inside feeds -> plain text, in time that grows with its length only."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<(?:[a-zA-Z/!?])(?:[^<>\"']++|\"[^\"<]{0,2000}\"|'[^'<]{0,2000}'|[\"'])*+>")
_BREAK = re.compile(
    r"<(?:/?(?:p|div|li|ul|ol|h[1-6]|blockquote|section|article|tr|table|figure|figcaption)\b|br\b|hr\b)", re.I
)
_DROPPED = re.compile(r"<(script|style|template|noscript|iframe|svg)\b", re.I)
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def line(text: str | None, most: int) -> str | None:
    """Text on one line, without markup; None where nothing is left."""
    found = _strip(text, most * 4)
    return _cut(" ".join(found.split()), most) or None


def paragraphs(text: str | None, most: int) -> str | None:
    """Text with its paragraphs apart by blank lines, without markup; None where nothing is left."""
    found = _strip(text, most * 4)
    return _cut("\n\n".join(filter(None, (" ".join(part.split()) for part in found.split("\n")))), most) or None


def address(text: str | None, most: int) -> str | None:
    """An address without the blanks that stand around or, by mistake, in it."""
    found = "".join((text or "")[: most + 1].split())
    return found if 0 < len(found) <= most and not _BAD.search(found) else None


def _strip(text: str | None, most: int) -> str:
    if not text:
        return ""
    text = text[:most]
    if "<" in text:
        text = _without_dropped(text)
        text = _TAG.sub("", _BREAK.sub(lambda m: "\n" + m[0], text))
    if "&" in text:
        text = html.unescape(text)
    return text if text.replace("\n", " ").isprintable() else _BAD.sub(" ", text)


def _without_dropped(text: str) -> str:
    kept, at, low = [], 0, None
    while m := _DROPPED.search(text, at):
        low = text.lower() if low is None else low
        end = low.find(f"</{m[1].lower()}", m.end()) if len(low) == len(text) else -1
        kept.append(text[at : m.start()])
        if end < 0:  # it never ends: only the tag goes
            at = m.end()
            kept.append("<" + m[1])
            continue
        at = end
    return "".join(kept) + text[at:]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "\u2026"

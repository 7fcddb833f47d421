"""Bytes -> XML tree, behind a guard: no parser ever sees a document type, an entity of the document's own, or another encoding
than the one that was looked at."""

from __future__ import annotations

import re
import zlib
from html.entities import html5

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from sayso.errors import InputError
from sayso.ingest.encoding import decode

MAX_BYTES = 5 * 1024 * 1024
MAX_TAGS = 600_000  # of 5 MiB; a real feed has one tag in 40 bytes or so
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,400}>")
_LABEL = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# In one pass: what may hold anything is skipped, what declares is found.
_MARKED = re.compile(r"<!(?:(--)|(\[CDATA\[)|(DOCTYPE\b)|(ENTITY\b|ATTLIST\b|ELEMENT\b|NOTATION\b))", re.I)
_REFERENCE = re.compile(r"<!\[CDATA\[|&(?:#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));|([a-zA-Z][a-zA-Z0-9]{1,31});)?")
_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))
_SIGNS = re.compile(r"<(?![A-Za-z/!?_:])")


def text_of(body: bytes, charset: str | None, url: str) -> tuple[str, str]:
    """The text and its encoding; gzip is undone once. Raises `InputError` where it is empty, too large or no text at all."""
    if body.startswith(b"\x1f\x8b"):
        body = _unpacked(body, url)
    if len(body) > MAX_BYTES:
        raise InputError(f"{url} is over {MAX_BYTES // 1024 // 1024} MiB", code="too_large", value=url)
    if not body.strip(b" \t\r\n\x00"):
        raise InputError(f"{url} answered with nothing in it", code="empty", value=url)
    if body.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b")):
        raise InputError(f"{url} is a file of another kind, not a feed", code="not_a_feed", value=url)
    text, used = _escaped_encoding(body, charset) or decode(body, declared=charset)
    return text.replace("\x00", ""), used


def _escaped_encoding(body: bytes, charset: str | None) -> tuple[str, str] | None:
    """Encodings whose bytes are ASCII, so that they look like UTF-8 and must be believed: ISO-2022 and HZ."""
    label = charset or ""
    if not label and (m := _LABEL.search(body[:400])):
        label = m[1].decode("ascii", "replace")
    label = label.lower()
    if (label.startswith("iso-2022-") and b"\x1b" in body) or (label.startswith("hz-gb") and b"~{" in body):
        try:
            return body.decode(label), label
        except (UnicodeDecodeError, LookupError):
            return None
    return None


def _unpacked(body: bytes, url: str) -> bytes:
    """What a gz file holds, as with sitemaps; never more than the limit."""
    try:
        found = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise InputError(f"{url} is a damaged gz file: {error}", code="unreadable_feed", value=url) from None
    if len(found) > MAX_BYTES or found.startswith(b"\x1f\x8b"):
        raise InputError(f"{url} grows too much when unpacked", code="decompression_limit", value=url)
    return found


def guarded(text: str, url: str) -> str:
    """The text without document type, declaration and remarks; raises `InputError` (`xml_forbidden_entity`, `complexity_limit`)."""
    if text.count("<") > MAX_TAGS:
        raise InputError(f"{url} has more than {MAX_TAGS:,} tags", code="complexity_limit", value=url)
    text = text.lstrip("\ufeff")
    if m := _DECLARATION.match(text):
        text = text[m.end() :]
    kept, done, at = [], 0, 0
    while m := _MARKED.search(text, at):
        if m[1] or m[2]:
            end = text.find("-->" if m[1] else "]]>", m.end())
            at = len(text) if end < 0 else end + 3
            if m[1] and end >= 0:  # remarks go, so that nothing in them is taken for the feed
                kept.append(text[done : m.start()])
                done = at
        elif m[4]:
            raise _forbidden(url)
        else:
            at = _end_of_doctype(text, m.end(), url)
            kept.append(text[done : m.start()])
            done = at
    return "".join(kept) + text[done:]


def _end_of_doctype(text: str, at: int, url: str) -> int:
    """Where a document type without declarations ends; it is never read."""
    depth, quote = 0, ""
    for index in range(at, min(len(text), at + 4_000)):
        c = text[index]
        if quote:
            quote = "" if c == quote else quote
        elif c in "\"'":
            quote = c
        elif c == "[":
            depth += 1
        elif c == "]":
            depth -= 1
        elif c == "%" or (c == "<" and depth > 0 and text[index : index + 4] != "<!--"):
            raise _forbidden(url)
        elif c == "<" and depth == 0:  # it never ended
            return index
        elif c == ">" and depth <= 0:
            return index + 1
    raise _forbidden(url)


def _forbidden(url: str) -> InputError:
    return InputError(
        f"{url} declares entities of its own, which a feed has no need of and which can be made to grow without end",
        code="xml_forbidden_entity",
        value=url,
    )


def parsed(text: str, *, recover: bool = False) -> etree._Element | None:
    """The root of a guarded text, or None where it is not well formed; with `recover` what can be had of it."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=recover,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def repaired(text: str) -> str:
    """The text with what most often breaks feeds put right: names of HTML characters, bare `&` and `<`, control characters."""
    text = _BAD.sub(" ", text)
    pieces: list[str] = []
    done = at = 0
    while m := _REFERENCE.search(text, at):
        if m[0] == "<![CDATA[":
            end = text.find("]]>", m.end())
            at = len(text) if end < 0 else end + 3
            continue
        at = m.end()
        better = _reference(m)
        if better != m[0]:
            pieces += (text[done : m.start()], better)
            done = at
    return _SIGNS.sub("&lt;", "".join(pieces) + text[done:])


def _reference(m: re.Match[str]) -> str:
    if m[3]:
        if m[3] in _OWN:
            return m[0]
        sign = html5.get(m[3] + ";")
        return "".join(f"&#{ord(c)};" for c in sign) if sign else "&amp;" + m[0][1:]
    if m[1] or m[2]:
        number = int(m[1], 16) if m[1] else int(m[2])
        allowed = number in (9, 10, 13) or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD
        return m[0] if allowed or 0x10000 <= number <= 0x10FFFF else " "
    return "&amp;"

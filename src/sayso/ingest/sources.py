"""Files, web addresses and standard input -> articles."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from sayso.errors import InputError
from sayso.ingest import pages
from sayso.ingest.articles import Given, article_from_text, failed
from sayso.ingest.encoding import decode
from sayso.ingest.fetch import Fetched, fetch
from sayso.ingest.parquet import MAGIC, articles_from_parquet
from sayso.ingest.records import article_from_line, article_from_record
from sayso.ingest.tables import articles_from_table, is_table
from sayso.model import Article

MAX_TEXT = 20 * 1024 * 1024  # bytes of one article as a file; clean reads far less of it
MAX_JSON = (
    256 * 1024 * 1024
)  # bytes of a JSON array, which must be read whole; JSONL has no limit but that of its lines
MAX_LINE = 20 * 1024 * 1024

Fetch = Callable[[str], Fetched]

_SUFFIXES = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".php": "html", ".asp": "html", ".aspx": "html",
    ".md": "markdown", ".markdown": "markdown", ".txt": "text", ".text": "text",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
_MEDIA = {
    "text/html": "html", "application/xhtml+xml": "html", "text/markdown": "markdown", "text/x-markdown": "markdown",
    "application/json": "json", "application/ld+json": "json", "application/x-ndjson": "jsonl", "application/jsonl": "jsonl",
    "application/x-jsonlines": "jsonl", "text/csv": "csv", "text/tab-separated-values": "tsv",
    "application/vnd.apache.parquet": "parquet", "text/plain": "", "": "", "application/octet-stream": "",
}  # fmt: skip
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}://")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|article|div)\b",
    re.I | re.S,
)
_HTML_LATER = re.compile(r"<(?:html|body|p|div|article)\b[^>]{0,300}>", re.I)


def is_address(source: str) -> bool:
    """Whether a source is a web address, or at least looks like an address of some kind."""
    return bool(_ADDRESS.match(source))


def kind_of(path: str) -> str:
    """What the suffix of a file or address says that it holds; "" where only the content can tell."""
    return _SUFFIXES.get(PurePosixPath(path).suffix.lower(), "")


def known_suffixes() -> tuple[str, ...]:
    """Suffixes of files that are read."""
    return tuple(_SUFFIXES)


def read_source(
    source: str,
    *,
    date: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
    raw_text: bool = False,
    stdin: BinaryIO | None = None,
    fetch: Fetch = fetch,
) -> Iterator[Article]:
    """Every article of a file, an http(s) address or (for `-`) of `stdin`, in order.

    What cannot be read is an article without text whose `problems` say why, so that every input has its article. Only a
    `date` that is none raises, at once: it is the caller's slip and would spoil every article.
    """
    given = Given(date=date, outlet=outlet, url=url, language=language, raw=raw_text)
    return _articles(source, given, stdin, fetch)


def _articles(source: str, given: Given, stdin: BinaryIO | None, fetch: Fetch) -> Iterator[Article]:
    try:
        if source == "-":
            if stdin is None:
                raise InputError("standard input was asked for but is not open", code="no_input")
            yield from _stream(stdin, given, kind="")
        elif is_address(source):
            yield from _page(fetch(source), given)
        else:
            with Path(source).open("rb") as file:
                yield from _stream(file, given, kind=kind_of(source))
    except InputError as error:
        yield failed(error.code, error.message, given, url=source if is_address(source) else None, seen=source)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        code = "not_found" if isinstance(error, FileNotFoundError) else "unreadable"
        yield failed(code, f"{source!r} cannot be read: {reason}", given, seen=source)


def _page(fetched: Fetched, given: Given) -> Iterator[Article]:
    kind = _MEDIA.get(fetched.media_type)
    if kind is None:
        raise InputError(
            f"{fetched.url} is {fetched.media_type}; read are HTML, plain text, Markdown, JSON, CSV and Parquet",
            code="unsupported_media",
            value=fetched.media_type,
        )
    if not kind:
        kind = kind_of(urlsplit(fetched.url).path)
        kind = "" if kind == "html" else kind
    given = Given(
        date=given.date, outlet=given.outlet, url=given.url or fetched.url, language=given.language, raw=given.raw
    )
    yield from _stream(io.BytesIO(fetched.body), given, kind=kind, charset=fetched.charset)


def _stream(data: BinaryIO, given: Given, *, kind: str, charset: str | None = None) -> Iterator[Article]:
    """Articles from bytes; `kind` is what the name says, "" where only the content can tell."""
    first = data.readline(MAX_LINE + 1)
    if kind == "parquet" or first.startswith(MAGIC):
        yield from articles_from_parquet(first, data, given)
        return
    if kind in ("csv", "tsv") or (not kind and is_table(first)):
        yield from articles_from_table(_first_then_rest(first, data), given, tabs=kind == "tsv")
        return
    if kind == "jsonl" or (not kind and _is_record(first)):
        rest = _first_then_rest(first, data)
        yield from _lines(rest, given)
        return
    limit = MAX_JSON if kind == "json" or first.lstrip()[:1] in (b"[", b"{") else MAX_TEXT
    body = first + data.read(max(0, limit + 1 - len(first)))
    if len(body) > limit:
        raise InputError(f"the input is over {limit // 1024 // 1024} MiB", code="too_large")
    text, _ = decode(body, declared=charset)
    yield from _whole(text, given, kind)


def _whole(text: str, given: Given, kind: str) -> Iterator[Article]:
    if kind == "json" or (not kind and text.lstrip()[:1] in ("{", "[")):
        articles = _json(text, given)
        if articles is not None:
            yield from articles
            return
        if kind == "json":
            yield failed("bad_json", f"the input is not valid JSON: {_why(text)}", given, seen=text)
            return
    if kind == "html" or (not kind and _is_html(text)):
        yield pages.article_from_html(text, given=given)
    elif "\x00" in text and text.count("\x00") * 20 > len(text):
        yield failed("binary", "the input is no text", given, seen=text)
    elif not text.strip():
        yield failed("empty", "the input is empty", given)
    else:
        media = "text/markdown" if kind == "markdown" else "text/plain"
        yield article_from_text(
            text,
            date=given.date,
            outlet=given.outlet,
            url=given.url,
            language=given.language,
            raw=given.raw,
            media_type=media,
        )


def _json(text: str, given: Given) -> Iterable[Article] | None:
    """Articles of a JSON object or array, or of JSON lines; None where it is neither."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        lines = text.split("\n")
        return (
            _lines((line.encode("utf-8", "replace") for line in lines), given) if any(map(_is_object, lines)) else None
        )
    if isinstance(value, list):
        if not value:
            return [failed("empty", "the JSON array is empty", given)]
        return (article_from_record(item, given, f"item {n}") for n, item in enumerate(value, 1))
    return [article_from_record(value, given, "the input")] if isinstance(value, dict) else None


def _lines(lines: Iterable[bytes], given: Given) -> Iterator[Article]:
    """One article a line; lines are read one by one, so that a pipe can stay open."""
    for number, line in enumerate(lines, 1):
        where = f"line {number}"
        if len(line) > MAX_LINE:
            yield failed(
                "too_large", f"{where} is over {MAX_LINE // 1024 // 1024} MiB", given, seen=f"{where} {line[:64]!r}"
            )
            continue
        text = decode(line)[0].strip().strip("\x00")
        if text:
            yield article_from_line(text, given, where)


def _first_then_rest(first: bytes, data: BinaryIO) -> Iterator[bytes]:
    """Lines, none held in memory past the limit: the rest of one that is too long is read and dropped."""
    for line in chain([first], iter(lambda: data.readline(MAX_LINE + 1), b"")):
        yield line
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = data.readline(MAX_LINE)
            if not line:
                return


def _is_record(line: bytes) -> bool:
    """The first line alone is a JSON object, so every line is one."""
    return line.lstrip(b"\xef\xbb\xbf \t")[:1] == b"{" and _is_object(decode(line)[0])


def _is_object(line: str) -> bool:
    if not line.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_html(text: str) -> bool:
    head = text[:20_000]
    return bool(_HTML.match(head)) or ("</" in text and len(_HTML_LATER.findall(head)) >= 2)


def _why(text: str) -> str:
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        return str(error) or type(error).__name__
    return "neither an object nor an array"

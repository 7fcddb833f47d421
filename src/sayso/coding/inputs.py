"""Files, folders, addresses and standard input -> items: what is to be coded, in order, each with its identity."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sayso.coding.identity import content_hash, input_id
from sayso.coding.walk import Found, walk
from sayso.errors import MissingExtra
from sayso.ingest import Given, read_source
from sayso.ingest.articles import failed
from sayso.ingest.fetch import Fetched, fetch
from sayso.ingest.sources import MAX_TEXT, is_address, kind_of
from sayso.model import Article

Fetch = Callable[[str], Fetched]

STDIN = "-"
_WHOLE = ("html", "markdown", "text")  # kinds of file that hold exactly one article
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One input. `load` gives its article, which for a page costs more than to find that the ledger has it already."""

    source: str
    position: int
    content: str
    occurrence: int
    load: Callable[[], Article]

    @property
    def id(self) -> str:
        return input_id(self.source, self.content, self.occurrence)


def items(
    sources: Iterable[str], given: Given, *, stdin: BinaryIO | None = None, fetch: Fetch = fetch
) -> Iterator[Item]:
    """Every input of the sources, in order; a file that is named twice is taken once."""
    seen: set[str] = set()
    for source in sources:
        for found in _found(source):
            name = found.path if found.path == STDIN or is_address(found.path) else os.path.abspath(found.path)
            if name not in seen:
                seen.add(name)
                yield from _of_source(found, name, given, stdin, fetch)


def _found(source: str) -> Iterator[Found]:
    if source != STDIN and not is_address(source) and os.path.isdir(source):
        yield from walk(source)
    else:
        yield Found(source)


def _of_source(found: Found, name: str, given: Given, stdin: BinaryIO | None, fetch: Fetch) -> Iterator[Item]:
    if found.code is not None:
        refused = failed(found.code, found.message, given, seen=name)
        yield Item(source=name, position=1, content=content_hash(refused), occurrence=1, load=lambda: refused)
        return
    whole = _file_hash(found.path, given) if kind_of(found.path) in _WHOLE and not is_address(found.path) else None
    if whole is not None:
        yield Item(
            source=name,
            position=1,
            content=whole,
            occurrence=1,
            load=lambda: next(_articles(found.path, given, stdin, fetch)),
        )
        return
    times: Counter[str] = Counter()
    for position, article in enumerate(_articles(found.path, given, stdin, fetch), 1):
        content = content_hash(article)
        times[content] += 1
        yield Item(
            source=name,
            position=position,
            content=content,
            occurrence=times[content],
            load=lambda article=article: article,  # type: ignore[misc]
        )


def _articles(path: str, given: Given, stdin: BinaryIO | None, fetch: Fetch) -> Iterator[Article]:
    try:
        yield from read_source(
            path,
            date=given.date,
            outlet=given.outlet,
            url=given.url,
            language=given.language,
            raw_text=given.raw,
            stdin=stdin,
            fetch=fetch,
        )
    except MissingExtra as error:  # the other sources need not wait for it
        yield failed(error.code, f"{path!r} cannot be read: {error.message}", given, seen=path)


def _file_hash(path: str, given: Given) -> str | None:
    """SHA-256 of the bytes and of what the user says about them; None where the reader must tell what is wrong."""
    told = (given.date, given.outlet, given.url, given.language, "raw" if given.raw else None)
    digest = hashlib.sha256("\x1f".join(part or "" for part in told).encode("utf-8", "surrogatepass"))
    try:
        about = os.stat(path)
        if not stat.S_ISREG(about.st_mode) or about.st_size > MAX_TEXT:
            return None
        with open(path, "rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()

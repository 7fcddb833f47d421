"""CSV and TSV: one article a row, columns found by the same names as the keys of JSON records."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from sayso.errors import InputError
from sayso.ingest.articles import Given, failed
from sayso.ingest.encoding import decode
from sayso.ingest.records import KEYS, article_from_record
from sayso.model import Article

MAX_CELL = 20 * 1024 * 1024  # characters: as one article as a file
MAX_WIDE = 256 * 1024 * 1024  # bytes of a table in UTF-16, which must be read whole
_DELIMITERS = (",", ";", "\t", "|")
_TEXT = frozenset((*KEYS["text"], *KEYS["html"]))
_NAMES = frozenset(key for keys in KEYS.values() for key in keys)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_BETWEEN = re.compile(r"[\s\-]+")
_LONGEST_HEADER = 4096


def is_table(first: bytes) -> bool:
    """Whether a first line can only be the header of a table: one column of text, and at least one other that we know."""
    if len(first) > _LONGEST_HEADER:
        return False
    line = next(_split(_text(first).lstrip("\ufeff")), "").rstrip("\r\n")
    try:
        names = column_names(next(csv.reader([line], delimiter=_delimiter(line)), []))
    except csv.Error:
        return False
    return len(names) > 1 and bool(_TEXT & set(names)) and len(_NAMES & set(names)) > 1


def articles_from_table(lines: Iterable[bytes], given: Given, *, tabs: bool = False) -> Iterator[Article]:
    """One article for every row that is not blank, in order; a bad row gives an article with a problem."""
    source = _decoded(iter(lines))
    first = next(source, "").lstrip("\ufeff")
    if not first.strip():
        yield failed("empty", "the table is empty", given)
        return
    limit = csv.field_size_limit(MAX_CELL)  # of the whole process, so it is put back
    try:
        yield from _table(source, first, given, tabs=tabs)
    finally:
        csv.field_size_limit(limit)


def _table(source: Iterator[str], first: str, given: Given, *, tabs: bool) -> Iterator[Article]:
    rows = csv.reader(chain([first], source), delimiter="\t" if tabs else _delimiter(first))
    try:
        names = column_names(next(rows))
    except csv.Error as error:
        yield failed("bad_csv", f"the header of the table cannot be read: {error}", given, seen=first)
        return
    if missing := no_text(names):
        yield failed("no_columns", missing, given, seen=first)
        return
    yield from _rows(rows, names, given)


def no_text(names: Iterable[str]) -> str:
    """What to say of a table without a column of text; "" if it has one."""
    names = tuple(names)
    if _TEXT & set(names):
        return ""
    return f"the table has no column of text, which is called {', '.join(KEYS['text'])} or html; it has {', '.join(names)[:200]}"


def column_names(header: Iterable[str]) -> tuple[str, ...]:
    """Names of columns as the keys of records are written: `Article Text` is `article_text`."""
    return tuple(_BETWEEN.sub("_", name.strip().lower()) for name in header)


def _rows(rows: Iterator[list[str]], names: tuple[str, ...], given: Given) -> Iterator[Article]:
    number = 0
    while True:
        number += 1
        where = f"row {number}"
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            said = f"{where} cannot be read: {error}; a quote may never be closed, the rows behind it were not read"
            yield failed("bad_csv", said, given, seen=where)
            return
        if len(cells) > len(names) and any(cells[len(names) :]):
            said = f"{where} has {len(cells)} cells and the header {len(names)}; quote cells that hold the delimiter"
            yield failed("bad_row", said, given, seen="\x1f".join(cells))
        elif any(cell.strip() for cell in cells):
            yield article_from_record(dict(zip(names, cells, strict=False)), given, where)


def _delimiter(header: str) -> str:
    """The character that divides the header most; names of columns hold none of them."""
    return max(_DELIMITERS, key=header.count)


def _decoded(lines: Iterator[bytes]) -> Iterator[str]:
    """Text of the lines; UTF-16, as spreadsheets write it, has no lines of bytes and is read whole."""
    first = next(lines, b"")
    if not first.startswith(_WIDE):
        for line in chain([first], lines):
            yield from _split(_text(line))
        return
    pieces, size = [first], len(first)
    for line in lines:
        pieces.append(line)
        size += len(line)
        if size > MAX_WIDE:
            raise InputError("the table is UTF-16 and over 256 MiB; save it as UTF-8", code="too_large")
    yield from _split(decode(b"".join(pieces))[0])


def _split(text: str) -> Iterator[str]:
    """Lines as they are, those that end as on an old Macintosh too."""
    return iter(io.StringIO(text, newline=""))


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")

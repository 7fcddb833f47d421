"""The forms in which `sayso read` writes readings."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO, Protocol

from rich.console import Console

from sayso.cli.explain import print_explanation
from sayso.cli.view import View
from sayso.codec import COLUMNS, compact, indented, reading_rows, reading_to_dict
from sayso.errors import InputError
from sayso.model import Reading

PAGE = 100  # columns of a view that goes to a file


class Writer(Protocol):
    def write(self, reading: Reading, name: str) -> None:
        """Write one reading of the input that the user knows by this name."""

    def close(self) -> None: ...


class Lines:
    """One JSON object a line, one line a reading."""

    def __init__(self, out: BinaryIO, *, full: bool = False) -> None:
        self._out, self._full = out, full

    def write(self, reading: Reading, name: str) -> None:  # noqa: ARG002
        self._out.write(compact(reading_to_dict(reading, full=self._full)) + b"\n")
        self._out.flush()

    def close(self) -> None:
        self._out.flush()


class Pretty:
    """One indented JSON object; an array as soon as there are two readings."""

    def __init__(self, out: BinaryIO, *, full: bool = False) -> None:
        self._out, self._full = out, full
        self._first: bytes | None = None
        self._many = False

    def write(self, reading: Reading, name: str) -> None:  # noqa: ARG002
        text = indented(reading_to_dict(reading, full=self._full))
        if self._first is None:
            self._first = text
            return
        if not self._many:
            self._out.write(b"[\n" + self._first)
            self._many = True
        self._out.write(b",\n" + text)

    def close(self) -> None:
        if self._many:
            self._out.write(b"\n]\n")
        else:
            self._out.write((self._first or b"[]") + b"\n")
        self._out.flush()


class Rows:
    """A header line, then one line a claim: CSV, or TSV without quoting (no cell holds a tab or a line end)."""

    def __init__(self, out: BinaryIO, *, tabs: bool = False) -> None:
        self._out, self._tabs = out, tabs
        self._line(COLUMNS)

    def _line(self, cells: tuple[str, ...]) -> None:
        if self._tabs:
            text = "\t".join(cells) + "\n"
        else:
            line = io.StringIO()
            csv.writer(line, lineterminator="\n").writerow(cells)
            text = line.getvalue()
        self._out.write(text.encode("utf-8", "replace"))

    def write(self, reading: Reading, name: str) -> None:  # noqa: ARG002
        for row in reading_rows(reading):
            self._line(row)
        self._out.flush()

    def close(self) -> None:
        self._out.flush()


class Page:
    """The view for people, or with `explain` why one claim reads as it does."""

    def __init__(self, out: BinaryIO | None, *, explain: int | None = None) -> None:
        self._file = io.TextIOWrapper(out, encoding="utf-8", errors="replace", write_through=True) if out else None
        self._view = View(Console(file=self._file, width=PAGE) if self._file else Console())
        self._explain = explain
        self._written = 0

    def write(self, reading: Reading, name: str) -> None:
        if self._written and self._explain:
            raise InputError(f"--explain tells of one article, but {name} holds more", code="usage", value=name)
        if self._written:
            self._view.show("", "")
        self._written += 1
        if self._explain is None:
            self._view.print(reading, name)
        else:
            print_explanation(self._view, reading, self._explain)

    def close(self) -> None:
        if self._file:
            self._file.detach()  # whoever opened the file closes it


FORMS = ("table", "json", "nl", "csv", "tsv")


def writer(form: str, out: BinaryIO | None, *, full: bool = False, explain: int | None = None) -> Writer:
    """The writer of one of `FORMS`; only a `table` can do without a file, and then writes to the terminal."""
    if form == "table" or out is None:
        return Page(out, explain=explain)
    if form in ("csv", "tsv"):
        return Rows(out, tabs=form == "tsv")
    return Pretty(out, full=full) if form == "json" else Lines(out, full=full)

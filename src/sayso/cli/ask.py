"""What all commands that ask a store have in common: the store, the filters, the forms of an answer."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

if TYPE_CHECKING:
    from sayso.desk import Desk

Json = dict[str, Any]
Command = TypeVar("Command", bound=Callable[..., Any])
BY_SUFFIX = {".json": "json", ".jsonl": "nl", ".csv": "csv", ".tsv": "tsv", ".txt": "table"}
FORMS = ("table", "json", "nl", "csv", "tsv")
ON_SCREEN = 40  # rows of a table unless --limit says otherwise
PAGE = 120  # columns of a table that goes to a file

_FILTERS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "since": (("--since",), {"metavar": "DAY", "help": "First day: 2026-03-01, yesterday, 7d (ago)."}),
    "until": (("--until",), {"metavar": "DAY", "help": "The first day that is left out."}),
    "published_since": (("--published-since",), {"metavar": "DAY", "help": "Reported on this day or later."}),
    "published_until": (("--published-until",), {"metavar": "DAY", "help": "Reported before this day."}),
    "type": (("--type",), {"multiple": True, "help": "PLOVER type, as ASSAULT."}),
    "mode": (("--mode",), {"multiple": True, "help": "PLOVER mode, as aerial or ASSAULT/aerial."}),
    "quad": (("--quad",), {"multiple": True, "metavar": "1-4", "help": "Class: 1, 2 cooperate, 3, 4 conflict."}),
    "actor": (("--actor",), {"multiple": True, "help": "Who did it: a name, an id, or a country and all its actors."}),
    "recipient": (("--recipient",), {"multiple": True, "help": "To whom."}),
    "party": (("--party",), {"multiple": True, "help": "Who takes part in any role; twice: both must."}),
    "country": (("--country",), {"multiple": True, "help": "Where: ISO code or name of a country."}),
    "place": (("--place",), {"help": "Where: the name of a place, or its GeoNames number."}),
    "outlet": (("--outlet",), {"multiple": True, "help": "Reported by this outlet: name, domain or id."}),
    "root": (("--root",), {"multiple": True, "help": "Resting on this source: name or id."}),
    "verdict": (("--verdict",), {"multiple": True, "help": "single-source, relayed, echoed, corroborated ..."}),
    "status": (("--status",), {"multiple": True, "help": "Of a claim: asserted, reported, hedged, denied ..."}),
    "min_roots": (("--min-roots",), {"type": click.IntRange(0), "help": "At least so many independent roots."}),
    "min_reports": (("--min-reports",), {"type": click.IntRange(0), "help": "At least so many reports."}),
    "story": (("--story",), {"help": "Of this story."}),
    "text": (("--text",), {"metavar": "WORDS", "help": 'Told in an article with all these words; "..." is a phrase.'}),
    "export": (
        ("--export/--all",),
        {"default": None, "help": "Only what stands in flat event tables: not denied, hedged, expected. Usual: all."},
    ),
    "sort": (("--sort",), {"metavar": "ORDER", "help": "date (usual), first, reports or roots."}),
    "limit": (("--limit",), {"type": click.IntRange(1), "metavar": "N", "help": "No more than N."}),
    "ids": (
        ("--id", "ids"),
        {"multiple": True, "metavar": "ID", "help": "This one; the beginning of an id is enough."},
    ),
}
ALL = tuple(_FILTERS)


def filters(*names: str) -> Callable[[Command], Command]:
    """The options of these filters, all of them if none is named."""

    def add(command: Command) -> Command:
        for name in reversed(names or ALL):
            flags, options = _FILTERS[name]
            command = click.option(*flags, **options)(command)
        return command

    return add


def store_option(command: Command) -> Command:
    """`--store`."""
    return click.option(
        "--store",
        default="sayso.db",
        show_default=True,
        envvar="SAYSO_STORE",
        help="A file, or postgresql://user@host/name.",
    )(command)


def output_options(command: Command) -> Command:
    """`--table`, `--json`, `--nl`, `--csv`, `--tsv` and `-o`."""
    said = {
        "table": "The view for people (what a terminal gets).",
        "json": "A JSON array.",
        "nl": "JSON lines (what a pipe gets).",
        "csv": "Flat rows; lists are joined by |.",
        "tsv": "The same, separated by tabs.",
    }
    out = click.option("-o", "--output", type=click.Path(dir_okay=False, writable=True), help="Write to a file.")
    command = out(command)
    for form in reversed(FORMS):
        command = click.option(f"--{form}", "form", flag_value=form, help=said[form])(command)
    return command


@dataclass(frozen=True, slots=True)
class Sheet:
    """How the rows of one question are written: flat columns, and as a table for people."""

    noun: str
    columns: tuple[str, ...]
    flat: Callable[[Json], Json]
    table: Callable[[Any, list[Json]], Iterator[Any]]  # a View and the rows -> what rich can print


def form_of(form: str | None, output: str | None) -> str:
    """The form that is asked for; else by the suffix of the file, the table on a terminal, JSON lines in a pipe."""
    if form:
        return form
    if output:
        return BY_SUFFIX.get(Path(output).suffix.lower(), "nl")
    return "table" if sys.stdout.isatty() else "nl"


@contextmanager
def opened(store: str) -> Iterator[Desk]:
    """The desk of a store."""
    from sayso.desk import open_desk

    with open_desk(store) as desk:
        yield desk


def given(options: Json) -> Json:
    """The filters that the user set."""
    return {name: value for name, value in options.items() if value not in (None, (), "")}


def answer(
    ask: Callable[..., Iterable[Json]],
    sheet: Sheet,
    *,
    form: str | None,
    output: str | None,
    asked: Json,
    empty: Callable[[], str],
) -> int:
    """Ask, write the answer, and say on standard error what is missing; how many rows were written."""
    form = form_of(form, output)
    asked = given(asked)
    own = asked.get("limit")
    limit = own or (ON_SCREEN if form == "table" else None)
    rows = iter(ask(**asked | ({"limit": limit + 1} if limit else {})))
    first = list(islice(rows, 1))  # so that a wrong name is told before a file is opened
    written = _Counted(chain(first, rows), limit)
    with _file(output, form) as out:
        _write(form, sheet, written, out)
    if not written.count:
        click.echo(f"sayso: {empty()}", err=True)
    elif written.more and not own:
        click.echo(f"the first {written.count} {sheet.noun}; more with --limit {written.count * 5}", err=True)
    return written.count


class _Counted:
    """The rows up to a limit, with how many there were and whether more were to come."""

    def __init__(self, rows: Iterator[Json], limit: int | None) -> None:
        self._rows, self._limit = rows, limit
        self.count, self.more = 0, False

    def __iter__(self) -> Iterator[Json]:
        for row in self._rows:
            if self._limit is not None and self.count == self._limit:
                self.more = True
                return
            self.count += 1
            yield row


@contextmanager
def _file(output: str | None, form: str) -> Iterator[BinaryIO | None]:
    """The file, put in its place when it is whole; standard output without one; None for a table on the terminal."""
    if output is None:
        yield None if form == "table" else sys.stdout.buffer
        return
    new = Path(f"{output}.part-{os.getpid()}")
    try:
        with new.open("wb") as out:
            yield out
        new.replace(output)
    except OSError as error:
        raise click.FileError(output, error.strerror or str(error)) from None
    finally:
        new.unlink(missing_ok=True)


def _write(form: str, sheet: Sheet, rows: Iterable[Json], out: BinaryIO | None) -> None:
    if form == "table" or out is None:
        _table(sheet, list(rows), out)
    elif form in ("csv", "tsv"):
        _flat(sheet, rows, out, tabs=form == "tsv")
    else:
        _json(rows, out, lines=form == "nl")
    if out is not None:
        out.flush()


def _table(sheet: Sheet, rows: list[Json], out: BinaryIO | None) -> None:
    from rich.console import Console

    from sayso.cli.view import View

    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", write_through=True) if out else None
    view = View(Console(file=text, width=PAGE) if text else Console(highlight=False))
    if rows:
        view.show(*sheet.table(view, rows))
    if text:
        text.detach()


def _flat(sheet: Sheet, rows: Iterable[Json], out: BinaryIO, *, tabs: bool) -> None:
    from sayso.codec.derived_rows import cells

    _line(sheet.columns, out, tabs=tabs)
    for row in rows:
        _line(cells(sheet.flat(row), sheet.columns), out, tabs=tabs)


def _line(cells: tuple[str, ...], out: BinaryIO, *, tabs: bool) -> None:
    """No cell holds a tab or a line end, so TSV needs no quotation marks."""
    if tabs:
        text = "\t".join(cells) + "\n"
    else:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(cells)
        text = line.getvalue()
    out.write(text.encode("utf-8", "replace"))


def _json(rows: Iterable[Json], out: BinaryIO, *, lines: bool) -> None:
    from sayso.codec import compact, indented

    if lines:
        for row in rows:
            out.write(compact(row) + b"\n")
        return
    between = b"[\n"
    for row in rows:
        out.write(between + indented(row))
        between = b",\n"
    out.write(b"[]\n" if between == b"[\n" else b"\n]\n")


def nothing(desk: Desk, what: str, store: str, asked: Json) -> Callable[[], str]:
    """Why there is no row, and what to try."""

    def told() -> str:
        from sayso.desk.emptiness import held, like

        have = held(desk.store)
        if not have.articles:
            return f"the store {store} is empty; fill it: sayso code PATHS --store {store}"
        if not have.events:
            return (
                f"the store {store} has {have.articles} articles but no events yet; run: sayso rebuild --store {store}"
            )
        names = ", ".join(
            f"--{name.replace('_', '-').replace('ids', 'id')}" for name in given(asked) if name != "limit"
        )
        without = f"; try without {names}" if names else ""
        for kind in ("outlet", "root"):
            for name in asked.get(kind) or ():
                if near := like(desk.store, kind, name):
                    without = f"; did you mean --{kind} {' or '.join(map(repr, near))}?"
        return f"no {what} among {have.events} events of {have.articles} articles{without}"

    return told

"""`sayso read`: one article or many in, attributed claims out."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

if TYPE_CHECKING:
    from sayso.cli.formats import Writer
    from sayso.model import Article, Reading

Named = tuple[str, "Reading"]
Decorated = TypeVar("Decorated", bound=Callable[..., Any])
BY_SUFFIX = {".json": "json", ".csv": "csv", ".tsv": "tsv", ".txt": "table"}


def _iso_day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    try:
        date.fromisoformat((value or "2000-01-01")[:10])
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write it as 2026-03-12") from None
    return value


def _form(flag: str, text: str) -> Callable[[Decorated], Decorated]:
    return click.option(f"--{flag}", "form", flag_value=flag, help=text)


@click.command("read")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--date", callback=_iso_day, help="Day of publication, 2026-03-12; needed for “on Wednesday”.")
@click.option("--outlet", help="Who published it: the first link of every chain.")
@click.option("--url", help="Where it was published.")
@click.option("--language", help="Its language, if the text should not decide.")
@click.option("--raw-text", is_flag=True, help="Read the text exactly as given, without cleaning.")
@_form("table", "The view for people (what a terminal gets).")
@_form("json", "One indented JSON object, an array for several inputs.")
@_form("nl", "JSON lines, one per input, in order (what a pipe gets).")
@_form("csv", "One line a claim; columns in docs/columns.md.")
@_form("tsv", "The same, separated by tabs.")
@click.option("--full", is_flag=True, help="JSON with everything that the reading found.")
@click.option(
    "--explain", type=click.IntRange(min=1), metavar="N", help="Why claim N reads as it does, and what was left out."
)
@click.option("--profile", default="default", show_default=True, help="Which parts to read with.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, writable=True), help="Write to a file.")
def command(
    sources: tuple[str, ...],
    form: str | None,
    full: bool,
    explain: int | None,
    profile: str,
    output: str | None,
    **given: Any,
) -> None:
    """Read articles: HTML, text, Markdown, JSON or JSONL files, web addresses, or - for standard input.

    \b
    sayso read article.html
    sayso read story.txt --date 2026-03-12 --outlet "Example News"
    cat stories.jsonl | sayso read - --nl
    """
    if explain and (len(sources) > 1 or form not in (None, "table")):
        raise click.UsageError(
            "--explain tells of one claim of one article; give one SOURCE and no other output option."
        )
    form = form or ("table" if explain else _usual_form(output, full=full))
    if full and form not in ("json", "nl"):
        raise click.UsageError("--full is for --json and --nl.")
    with ExitStack() as stack:
        readings = _readings(sources, profile, **given)
        writer = _writer(stack, form, output, full=full, explain=explain)
        seen_on_page = form == "table" and output is None and sys.stdout.isatty()
        failed = _write(
            _watched(stack, readings, many=len(sources) > 1, quiet=seen_on_page), writer, tell=not seen_on_page
        )
    click.get_current_context().exit(1 if failed else 0)


def _usual_form(output: str | None, *, full: bool) -> str:
    """By the suffix of the file; else the view on a terminal and JSON lines in a pipe."""
    if output:
        return BY_SUFFIX.get(Path(output).suffix.lower(), "nl")
    if not sys.stdout.isatty():
        return "nl"
    return "json" if full else "table"


def _readings(sources: tuple[str, ...], profile: str, **given: Any) -> Iterator[Named]:
    """Every reading with the name under which the user gave it, in order."""
    from sayso.ingest import read_source
    from sayso.reader import Reader

    reader = Reader(profile)  # before any input is touched, so that a wrong profile is told at once
    names: deque[str] = deque()  # the reader takes articles in batches, so names run ahead of readings

    def articles() -> Iterator[Article]:
        for source in sources:
            for article in read_source(source, stdin=sys.stdin.buffer, **given):
                names.append("standard input" if source == "-" else source)
                yield article

    return ((names.popleft(), reading) for reading in reader.read_articles(articles()))


def _writer(stack: ExitStack, form: str, output: str | None, *, full: bool, explain: int | None) -> Writer:
    from sayso.cli import formats

    out: BinaryIO | None = None
    if output:
        try:
            out = stack.enter_context(Path(output).open("wb"))  # noqa: SIM115 - the stack closes it
        except OSError as error:
            raise click.FileError(output, error.strerror or str(error)) from None
    elif form != "table":
        out = sys.stdout.buffer
    writer = formats.writer(form, out, full=full, explain=explain)
    stack.callback(writer.close)
    return writer


def _watched(stack: ExitStack, readings: Iterable[Named], *, many: bool, quiet: bool) -> Iterable[Named]:
    """With a count on standard error where many inputs go to a file or pipe and a person waits."""
    if quiet or not many or not sys.stderr.isatty():
        return readings
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} articles read"), TimeElapsedColumn())
    progress = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
    return progress.track(readings, total=None)


def _write(readings: Iterable[Named], writer: Writer, *, tell: bool) -> int:
    """Write every reading; how many inputs failed, each told on standard error."""
    from sayso.cli import complain
    from sayso.codec.read_json import problems_of

    failed = 0
    for name, reading in readings:
        writer.write(reading, name)
        problems = problems_of(reading)
        failed += bool(problems) and not reading.claims
        for problem in problems if tell else ():
            own = "" if reading.article.id.startswith("article:") else f" ({reading.article.id})"
            complain(f"{name}{own}: {problem.stage}: {problem.message}", color="yellow" if reading.claims else "red")
    return failed

"""`sayso code`: articles into the ledger."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.read import _iso_day

if TYPE_CHECKING:
    from sayso.coding import Tally
    from sayso.store import Store

CUT = 130  # what shells give for Ctrl-C


@click.command("code")
@click.argument("sources", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--store",
    default="sayso.db",
    show_default=True,
    envvar="SAYSO_STORE",
    help="A file, or postgresql://user@host/name.",
)
@click.option("--date", callback=_iso_day, help="Day of publication of all of them, 2026-03-12.")
@click.option("--outlet", help="Who published them: the first link of every chain.")
@click.option("--url", help="Where it was published, for a single article.")
@click.option("--language", help="Their language, if the text should not decide.")
@click.option("--raw-text", is_flag=True, help="Read texts exactly as given, without cleaning.")
@click.option("--profile", default="default", show_default=True, help="Which parts to read with.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read; as many as cores, at most 4, unless said.",
)
@click.option("--no-derive", is_flag=True, help="Leave copies, events and stories to a later `sayso rebuild`.")
@click.option("--json", "as_json", is_flag=True, help="The counts as one JSON line (what a pipe gets).")
def command(
    sources: tuple[str, ...],
    store: str,
    profile: str,
    jobs: int | None,
    no_derive: bool,
    as_json: bool,
    raw_text: bool,
    **given: Any,
) -> None:
    """Read articles into a store: files, folders, JSONL, CSV, Parquet, web addresses, or - for standard input.

    What the store has already is passed over, so a command that was cut is simply run again.

    \b
    sayso code news/
    sayso code stories.jsonl --store crisis.db
    cat stories.jsonl | sayso code - --store postgresql://me@host/news
    """
    from sayso.coding import code, fault
    from sayso.ingest import Given
    from sayso.store import open_store

    about = Given(raw=raw_text, **given)
    with open_store(store, create=True) as opened:
        with _progress() as progress:
            tally = code(
                sources,
                opened,
                given=about,
                profile=profile,
                jobs=jobs,
                stdin=sys.stdin.buffer,
                progress=progress,
                command=_said(sources, given | {"profile": profile if profile != "default" else None}),
            )
        _complain(tally, store)
        if not (no_derive or tally.cut):
            fault.point("before_derive")
            _derive(opened)
            fault.point("after_derive")
    _print(tally, store, as_json=as_json)
    click.get_current_context().exit(CUT if tally.cut else 1 if tally.quarantined else 0)


def _said(sources: tuple[str, ...], given: dict[str, Any]) -> str:
    """The command as it stands among the runs of the store."""
    options = [f"--{name} {value}" for name, value in sorted(given.items()) if value]
    return " ".join(["code", *sources, *options])


def _derive(store: Store) -> None:
    """Copies, events and stories of what is new; nothing where this installation cannot."""
    if importlib.util.find_spec("sayso.rebuild") is None or not store.pending(1):
        return
    importlib.import_module("sayso.rebuild").refresh(store)


@contextmanager
def _progress() -> Iterator[Callable[[Tally], None] | None]:
    """Shows on standard error how far the run is, where a person waits."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), BarColumn(20), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda tally: bar.update(task, description=_so_far(tally, bar.tasks[task].elapsed or 0.0))


def _so_far(tally: Tally, seconds: float) -> str:
    rate = 60 * tally.inputs / seconds if seconds else 0.0
    parts = [f"{tally.coded} coded", f"{tally.duplicate} duplicate", f"{tally.no_event} no event"]
    parts += [f"{tally.quarantined} quarantined"] if tally.quarantined else []
    parts += [f"{tally.known} known"] if tally.known else []
    return f"{', '.join(parts)}; {rate:.0f} a minute"


def _complain(tally: Tally, store: str) -> None:
    from sayso.cli import complain

    for trouble in tally.troubles:
        complain(str(trouble), color="yellow" if trouble.retryable else "red")
    more = tally.quarantined - len(tally.troubles)
    if more:
        complain(
            f"{more} more were quarantined; see them with: sayso status --problems --store {store}", color="yellow"
        )


def _print(tally: Tally, store: str, *, as_json: bool) -> None:
    if as_json or not _seen_by_people():
        click.echo(json.dumps({"schema": "sayso-code/1", "store": store, **tally.as_dict()}))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("[bold]inputs[/]", f"[bold]{tally.inputs}[/]")
    for name, count in (
        ("coded", tally.coded),
        ("duplicate", tally.duplicate),
        ("no event", tally.no_event),
        ("quarantined", tally.quarantined),
    ):
        table.add_row(f"  {name}", str(count))
    table.add_row("new claims", str(tally.claims))
    if tally.versions:
        table.add_row("new versions", str(tally.versions))
    if tally.known:
        table.add_row("already known", str(tally.known))
    console = Console()
    console.print(table)
    console.print(_verdict(tally, store))


def _seen_by_people() -> bool:
    return sys.stdout.isatty()


def _verdict(tally: Tally, store: str) -> str:
    if tally.cut:
        return f"Stopped. What is counted here is in {store}; the same command goes on from there."
    if not tally.inputs:
        return f"Nothing new: {store} has all of these inputs." if tally.known else "There was nothing to read."
    return f"In {store}, {tally.rate:.0f} inputs a minute."

"""`sayso code`: articles into the ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.read import _iso_day
from sayso.cli.rebuild import holdings

if TYPE_CHECKING:
    from rich.progress import Progress

    from sayso.coding import Tally
    from sayso.store import Store

CUT = 130  # what shells give for Ctrl-C
MANY = 100  # inputs from which on a rate is more than the start of the readers


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
    from sayso.coding import code
    from sayso.ingest import Given
    from sayso.profile import load
    from sayso.store import open_store

    about = Given(raw=raw_text, **given)
    load(profile)  # a wrong name is told before a store is made
    with open_store(store, create=True) as opened:
        with _shown() as show:
            tally = code(
                sources,
                opened,
                given=about,
                profile=profile,
                jobs=jobs,
                stdin=sys.stdin.buffer,
                progress=show.coding,
                command=_said(sources, given | {"profile": profile if profile != "default" else None}),
            )
            derived = {} if no_derive or tally.cut else _derive(opened, show.deriving)
        _complain(tally, opened.url)
        _print(tally, derived or {}, opened.url, as_json=as_json)
    cut = tally.cut or derived is None
    click.get_current_context().exit(CUT if cut else 1 if tally.quarantined else 0)


def _said(sources: tuple[str, ...], given: dict[str, Any]) -> str:
    """The command as it stands among the runs of the store."""
    options = [f"--{name} {value}" for name, value in sorted(given.items()) if value]
    return " ".join(["code", *sources, *options])


def _derive(store: Store, progress: Callable[[int], None]) -> dict[str, int] | None:
    """Copies, events and stories brought up to date, and how many the store now has; None where the user cut it short."""
    from sayso.coding import fault
    from sayso.desk.emptiness import held
    from sayso.rebuild import refresh

    fault.point("before_derive")
    try:
        done = refresh(store, progress=progress)
    except KeyboardInterrupt:
        return None
    fault.point("after_derive")
    return asdict(done) | held(store).derived


class _Quiet:
    """Shows nothing: nobody watches."""

    def coding(self, tally: Tally) -> None:
        """How far coding is."""

    def deriving(self, articles: int) -> None:
        """So many more articles were taken into events and stories."""


class _Bar(_Quiet):
    """A line on standard error that says how far the run is."""

    def __init__(self, bar: Progress) -> None:
        self._bar, self._task = bar, bar.add_task("loading the reader", total=None)
        self._derived = 0

    def coding(self, tally: Tally) -> None:
        elapsed = self._bar.tasks[0].elapsed or 0.0
        self._bar.update(self._task, description=_so_far(tally, elapsed))

    def deriving(self, articles: int) -> None:
        self._derived += articles
        self._bar.update(self._task, description=f"copies, events and stories: {self._derived} articles")


@contextmanager
def _shown() -> Iterator[_Quiet]:
    if not sys.stderr.isatty():
        yield _Quiet()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), BarColumn(20), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar)


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


def _print(tally: Tally, derived: dict[str, int], store: str, *, as_json: bool) -> None:
    if as_json or not _seen_by_people():
        told = {"schema": "sayso-code/1", "store": store, **tally.as_dict(), "derived": derived or None}
        click.echo(json.dumps(told))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from sayso.cli.view import View

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
    console = Console(highlight=False)
    View(console).show(table)
    console.print(Text(_verdict(tally, derived, store)), soft_wrap=True)
    if derived.get("events"):
        console.print(Text(f"See the events: sayso events --store {store}"), soft_wrap=True)


def _seen_by_people() -> bool:
    return sys.stdout.isatty()


def _verdict(tally: Tally, derived: dict[str, int], store: str) -> str:
    if tally.cut:
        return f"Stopped. What is counted here is in {store}; the same command goes on from there."
    if not tally.inputs:
        return f"Nothing new: {store} has all of these inputs." if tally.known else "There was nothing to read."
    rate = f" ({tally.rate:.0f} inputs a minute)" if tally.inputs >= MANY else ""
    if not derived:
        return f"All of this is in {store}{rate}."
    return f"All of this is in {store}{rate}, which now has {holdings(derived)}."

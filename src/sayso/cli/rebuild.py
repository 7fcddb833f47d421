"""`sayso rebuild`: copies, events and stories derived from the ledger anew."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from sayso.wording.events import counted

DERIVED = (("events", "event"), ("stories", "story"), ("copies", "copy"))


@click.command("rebuild")
@click.option(
    "--store",
    default="sayso.db",
    show_default=True,
    envvar="SAYSO_STORE",
    help="A file, or postgresql://user@host/name.",
)
@click.option("--new", is_flag=True, help="Only take up what is new, as `sayso code` does.")
@click.option("--json", "as_json", is_flag=True, help="The counts as one JSON line (what a pipe gets).")
def command(store: str, new: bool, as_json: bool) -> None:
    """Derive copies, events and stories from the ledger anew.

    What was read and what people judged stays. Needed after a change of Sayso itself; `sayso code` takes up new articles by
    itself.
    """
    from sayso.desk.emptiness import held
    from sayso.rebuild import rebuild, refresh
    from sayso.store import open_store

    with open_store(store) as opened:
        with bar(opened.balance().articles) as progress:
            done = refresh(opened, progress=progress) if new else rebuild(opened, progress=progress)
        counts = {"articles": done.articles, **held(opened).derived}
    if as_json or not sys.stdout.isatty():
        click.echo(json.dumps({"schema": "sayso-rebuild/1", "store": store, **counts}))
        return
    click.echo(f"{counted(counts['articles'], 'article')} taken up; {store} now has {holdings(counts)}.")


def holdings(counts: dict[str, int]) -> str:
    """`10 events, 3 stories and 6 copies`."""
    from sayso.wording.words import joined

    return joined(counted(counts[name], one, name) for name, one in DERIVED if name in counts)


@contextmanager
def bar(total: int | None) -> Iterator[Callable[[int], None] | None]:
    """Shows on standard error how many articles are derived from, where a person waits."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("comparing articles"), BarColumn(20), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("comparing", total=total)
        yield lambda count: shown.advance(task, count)

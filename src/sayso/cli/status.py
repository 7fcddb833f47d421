"""`sayso status`: what a store holds, and what could not be read."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from sayso.wording.events import counted

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from sayso.coding import Status


@click.command("status")
@click.option(
    "--store",
    default="sayso.db",
    show_default=True,
    envvar="SAYSO_STORE",
    help="A file, or postgresql://user@host/name.",
)
@click.option("--problems", is_flag=True, help="Every input that was quarantined, with the reason.")
@click.option("--json", "as_json", is_flag=True, help="As JSON: one object, or with --problems one line each.")
def command(store: str, problems: bool, as_json: bool) -> None:
    """How many inputs a store took in and how each ended, its outlets, its last runs and its problems."""
    from sayso.coding.status import quarantined, status_of
    from sayso.store import open_store

    with open_store(store, read_only=True) as opened:
        if problems:
            _print_problems(quarantined(opened), as_json=as_json)
            return
        status = status_of(opened)
    if as_json:
        click.echo(json.dumps({"schema": "sayso-status/1", "store": store, **status.as_dict()}, indent=2))
    else:
        _print(status, store)
    click.get_current_context().exit(0 if status.balance.adds_up else 1)


def _print_problems(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json or not _seen_by_people():
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from sayso.cli.view import View

    if not rows:
        click.echo("No input is quarantined.")
        return
    table = Table("input", "reason", "tries", "again?", "what happened", box=None)
    for row in rows:
        which = Text(f"{row['source']} {row['given_id'] or row['position']}")
        again = "yes" if row["retryable"] else "no"
        table.add_row(which, row["reason"], str(row["attempts"]), again, Text(row["message"] or ""))
    View(Console()).show(table)


def _print(status: Status, store: str) -> None:
    from rich.console import Console

    from sayso.model.ledger import clock

    console = Console(highlight=False, soft_wrap=True)
    balance = status.balance
    console.print(f"[bold]{store}[/]")
    ends = (
        *(("inputs", balance.inputs), ("  coded", balance.coded), ("  duplicate", balance.duplicate)),
        *(("  no event", balance.no_event), ("  quarantined", balance.quarantined)),
        *(("articles", balance.articles), ("  earlier versions", status.versions), ("claims", balance.claims)),
        *(("events", status.events), ("stories", status.stories)),
    )
    _columns(console, "", ends)
    if not balance.adds_up:
        console.print("[red]These counts do not add up; the store was changed by other hands.[/]")
    if status.waiting:
        console.print(
            f"{counted(status.waiting, 'article')} {'is' if status.waiting == 1 else 'are'} not in events and stories yet; "
            f"run: sayso rebuild --store {store}"
        )
    _columns(console, "Outlets", status.outlets)
    _columns(console, "Last runs", [(f"{clock(r['started_at'])}  {r['command']}", r["inputs"]) for r in status.runs])
    _columns(console, "Quarantined", [(reason, n) for reason, n, _ in status.reasons])
    if status.reasons:
        tried = f"{balance.retryable} of them {'is' if balance.retryable == 1 else 'are'} tried again by the next run; "
        again = tried if balance.retryable else ""
        console.print(f"{again}see each with: sayso status --problems --store {store}")


def _seen_by_people() -> bool:
    return sys.stdout.isatty()


def _columns(console: Console, title: str, rows: Any) -> None:
    from rich.text import Text

    from sayso.cli.view import View

    if not rows:
        return
    if title:
        console.print(f"\n[bold]{title}[/]")
    table = _table()
    for name, count in rows:
        table.add_row(Text(name), str(count))
    View(console).show(table)


def _table() -> Table:
    from rich.table import Table

    table = Table(box=None, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    return table

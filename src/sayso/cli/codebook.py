"""`sayso codebook`: what a code means."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.table import Table

    from sayso.ontology import Entry


@click.command("codebook")
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="A JSON array.")
def command(code: str | None, as_json: bool) -> None:
    """Explain a PLOVER or CAMEO code: a type, mode, context, sector or number; without CODE list the types.

    \b
    sayso codebook
    sayso codebook ASSAULT/aerial
    sayso codebook 195
    """
    from sayso.ontology import explain

    entries = explain(code)
    if as_json:
        rows = [{**asdict(entry), "details": dict(entry.details)} for entry in entries]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    console = Console(highlight=False)
    if code is None:
        console.print(_overview(entries))
        click.echo("More on one: sayso codebook CODE   (a type, type/mode, CAMEO number, context or sector)")
        return
    for number, entry in enumerate(entries):
        if number:
            console.print()
        console.print(_one(entry))


def _overview(entries: Sequence[Entry]) -> Table:
    """The types, one a line, with a line between the four classes."""
    from rich import box
    from rich.table import Table

    grid = Table("type", "means", box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), pad_edge=False)
    grid.add_column("score", justify="right")
    grid.add_column("class")
    quads = [dict(entry.details).get("quad", "") for entry in entries]
    for entry, quad, following in zip(entries, quads, [*quads[1:], ""], strict=True):
        score = dict(entry.details).get("score", "")
        grid.add_row(
            f"[bold]{entry.code}[/]", entry.definition, score, f"[bright_black]{quad}[/]", end_section=quad != following
        )
    return grid


def _one(entry: Entry) -> Table:
    """One meaning: what it is, then its facts, a line each."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=12)
    grid.add_column()
    title = "" if entry.kind == "mode" else f"  {entry.title}"  # a mode's title only repeats its code
    grid.add_row(Text(entry.kind, "bright_black"), Text.assemble((entry.code, "bold"), title))
    facts = [("means", entry.definition), ("for example", entry.example), *entry.details]
    for name, value in facts:
        if value:
            grid.add_row(Text(name, "bright_black"), Text(value))
    return grid

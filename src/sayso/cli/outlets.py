"""`sayso outlets`: what we know of a newspaper, agency, broadcaster, site or account."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.states import State

if TYPE_CHECKING:
    from rich.table import Table

    from sayso.knowledge.outlets import Outlet


@click.group("outlets")
def command() -> None:
    """What Sayso knows of the media: names, country, kind, publisher."""


@command.command("show")
@click.argument("name")
@click.option("--country", type=State(), help="Decides between namesakes: ISO code or name.")
@click.option("--json", "as_json", is_flag=True, help="A JSON array.")
def show(name: str, country: str | None, as_json: bool) -> None:
    """Explain which outlet a name, a domain or a phrase of a news text means.

    \b
    sayso outlets show WAM
    sayso outlets show "the Kuwaiti daily Al-Rai"
    sayso outlets show english.alaraby.co.uk
    """
    from sayso.errors import InputError
    from sayso.knowledge.outlets import outlet_of, outlets_named

    found = outlets_named(name, country)
    if not found:
        raise InputError(
            f"no outlet is known as {name!r}; it counts as a publisher of its own, under the name that the text gives it",
            code="unknown_outlet",
            value=name,
        )
    chosen = outlet_of(name, country)
    if as_json:
        rows = [_facts(outlet, chosen is outlet) for outlet in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    console = Console(highlight=False)
    for number, outlet in enumerate(found):
        if number:
            console.print()
        console.print(_card(outlet, "or" if number else "outlet"))
    if chosen is None:
        click.echo(f"\n{len(found)} outlets have this name and nothing decides between them: give --country.", err=True)


def _facts(outlet: Outlet, chosen: bool) -> dict[str, Any]:
    return {
        "id": outlet.id,
        "name": outlet.name,
        "country": outlet.country,
        "language": outlet.language,
        "kind": outlet.kind,
        "control": outlet.control or None,
        "owner": outlet.owner or None,
        "family": outlet.family,
        "city": outlet.city or None,
        "domains": list(outlet.domains),
        "aliases": list(outlet.aliases),
        "chosen": chosen,
    }


def _card(outlet: Outlet, label: str) -> Table:
    """One outlet: its name, then its facts, a line each."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=12)
    grid.add_column()
    grid.add_row(Text(label, "bright_black"), Text.assemble((outlet.name, "bold"), f"  {outlet.id}"))
    for fact, value in _lines(outlet):
        if value:
            grid.add_row(Text(fact, "bright_black"), Text(value))
    return grid


def _lines(outlet: Outlet) -> Sequence[tuple[str, str]]:
    from sayso.knowledge.outlets import outlets

    kin = [o.name for o in outlets() if o.family == outlet.family and o is not outlet] if outlet.owner else []
    more = f" and {len(kin) - 8} more" if len(kin) > 8 else ""
    where = ", ".join(part for part in (outlet.city, outlet.country or "") if part)
    return (
        ("kind", outlet.kind if outlet.organ == outlet.kind else f"{outlet.kind}, {outlet.organ}"),
        ("where", where),
        ("language", outlet.language),
        ("publisher", outlet.owner),
        ("same family", ", ".join(kin[:8]) + more),
        ("also called", ", ".join(outlet.aliases)),
        ("domains", ", ".join(outlet.domains)),
    )

"""`sayso channels A B`: who talks to both; with `--country`, who has a hand in a country."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import Sheet, answer, filters, nothing, opened, output_options, store_option

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.cli.view import View

Json = dict[str, Any]


@click.command("channels")
@click.argument("a", required=False)
@click.argument("b", required=False)
@store_option
@filters("since", "until")
@click.option("--country", metavar="COUNTRY", help="Instead of two parties: outsiders and the actors of this country.")
@click.option("--region", metavar="REGION", help="Only outsiders of a region, as maghreb, or `neighbours`.")
@click.option("--by", type=click.Choice(["country", "actor"]), default="country", show_default=True,
              help="List outsiders by country, or each actor alone.")  # fmt: skip
@output_options
def command(
    a: str | None, b: str | None, store: str, form: str | None, output: str | None, country: str | None,
    region: str | None, by: str, since: str | None, until: str | None,
) -> None:  # fmt: skip
    """List who has been talking to both A and B: when, at what level, on whose word; who calls for talks, hosts, mediates.

    With --country: which outsiders are in touch with which actors of a country, whom they support and whom they press.

    \b
    sayso channels Algeria Libya
    sayso channels --country LBY --region neighbours --csv
    """
    from sayso.desk.channels import (
        CHANNEL_COLUMNS,
        INFLUENCE_COLUMNS,
        channel_rows,
        channels,
        influence,
        influence_rows,
    )
    from sayso.desk.days import moment

    if not (country or (a and b)) or (country and a):
        raise click.UsageError("give two parties, A and B, or --country COUNTRY")
    days = {"since": moment(since) if since else None, "until": moment(until) if until else None}

    def rows(**_: Any) -> Iterator[Json]:
        if country:
            return influence_rows(influence(desk.store, country, region=region, by=by, **days))
        return channel_rows(channels(desk.store, a or "", b or "", by=by, **days))

    what = f"contact of an outsider with an actor of {country}" if country else f"go-between of {a} and {b}"
    with opened(store) as desk:
        sheet = Sheet(
            "rows",
            INFLUENCE_COLUMNS if country else CHANNEL_COLUMNS,
            lambda row: row,
            _influence if country else _between,
        )
        asked = {"since": since, "until": until, "region": region}
        answer(rows, sheet, form=form, output=output, asked={}, empty=nothing(desk, what, store, asked))  # fmt: skip


def _between(view: View, rows: list[Json]) -> Iterator[RenderableType]:
    yield _table(view, "between", rows, lambda row: f"{row['name']} with {row['side']}", lambda row: f"{row['part']}: ")


def _influence(view: View, rows: list[Json]) -> Iterator[RenderableType]:
    yield _table(view, "who", rows, lambda row: f"{row['outside_name']} and {row['inside_name']}", lambda _: "")


def _table(
    view: View, first: str, rows: list[Json], who: Callable[[Json], str], part: Callable[[Json], str]
) -> RenderableType:
    from rich import box
    from rich.table import Table

    from sayso.wording.words import label, mark

    table = Table(box=box.ASCII2 if view.ascii else box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for title in (first, "what", "told, at what level", "on the word of"):
        table.add_column(title, ratio=2 if title == "what" else None)
    table.add_column("reports / roots\nlast on", justify="right", no_wrap=True)
    for row in rows:
        kinds = ", ".join(
            label("contact", kind) + (f" {n}x" if n != "1" else "")
            for kind, _, n in (one.partition(":") for one in row["kinds"])
        )
        told = f"{mark(row['style'], ascii_only=view.ascii)} {row['style']}"
        level = " / ".join(side[0] for side in (row["x_levels"], row["y_levels"]) if side)
        weight = f"{row['reports']:,} / {row['independent_roots']:,}"
        cells = (who(row), part(row) + (kinds or "denied"), f"{told}, {level}", ", ".join(row["account"][:3]))
        table.add_row(*map(view.words, cells), "\n".join((weight, row["last_day"])))
    return table

"""`sayso sql`: a query over a store or over Parquet files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import Sheet, answer, output_options

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.cli.view import View

Json = dict[str, Any]


@click.command("sql")
@click.argument("words", nargs=-1, required=True, metavar="[STORE|FOLDER] QUERY")
@click.option("--store", default="sayso.db", show_default=True, envvar="SAYSO_STORE", help="Where, if not said before.")
@click.option("--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, metavar="SECONDS")
@click.option(
    "--limit", type=click.IntRange(1), default=1000, show_default=True, metavar="N", help="No more than N rows."
)
@output_options
def command(
    words: tuple[str, ...], store: str, timeout: float, limit: int, form: str | None, output: str | None
) -> None:
    """Ask a store, or a folder that `sayso export parquet` wrote, by SQL (DuckDB). To read only: no files, no network.

    `show tables` and `describe events` tell what there is.

    \b
    sayso sql "select type, count(*) from events group by all order by 2 desc"
    sayso sql events/ "select * from events where independent_roots >= 2"
    """
    from sayso.desk.sql import sql

    if len(words) > 2:
        raise click.UsageError("give a store or folder, then the query in quotation marks")
    where, query = words if len(words) == 2 else (store, words[0])
    found = sql(where, query, seconds=timeout, limit=limit)
    sheet = Sheet("rows", found.columns, lambda row: row, lambda view, rows: _table(view, found.columns, rows))
    answer(lambda **_: found.rows, sheet, form=form, output=output, asked={"limit": limit}, empty=lambda: "no row")
    if found.cut:
        click.echo(f"sayso: only the first {limit} rows; more with --limit {limit * 10}", err=True)


def _table(view: View, columns: tuple[str, ...], rows: list[Json]) -> Iterator[RenderableType]:
    from rich import box
    from rich.table import Table

    from sayso.codec import compact

    table = Table(box=box.ASCII2 if view.ascii else box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        numbers = all(isinstance(row[column], int | float) or row[column] is None for row in rows)
        table.add_column(view.words(column), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        cells = (row[column] for column in columns)
        table.add_row(
            *(view.words(c if isinstance(c, str) else "" if c is None else compact(c).decode()) for c in cells)
        )
    yield table

"""`sayso sources`: who the roots of events are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import Sheet, answer, filters, nothing, opened, output_options, store_option

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.cli.view import View

Json = dict[str, Any]
QUIET = "bright_black"


@click.command("sources")
@store_option
@filters()
@output_options
def command(store: str, form: str | None, output: str | None, **asked: Any) -> None:
    """List sources: of how many events each is a root, alone or not, and what became of these events.

    Counts only: this is no score of honesty. --country asks for the sources of a country, --outlet and --root for one.

    \b
    sayso sources --limit 20
    sayso sources --party Libya --since 2026-03-01
    """
    from sayso.codec.derived_rows import SOURCE_COLUMNS, source_row

    sheet = Sheet("sources", SOURCE_COLUMNS, source_row, listed)
    with opened(store) as desk:
        answer(desk.sources, sheet, form=form, output=output, asked=asked, empty=nothing(desk, "source", store, asked))


def listed(view: View, rows: list[Json]) -> Iterator[RenderableType]:
    """Two lines a source: its name and counts, and what it is."""
    from sayso.wording.words import label

    numbers = (
        *(("events", "events"), ("alone", "alone"), ("agreed", "corroborated"), ("disputed", "disputed")),
        *(("withdrawn", "withdrawn"), ("claims", "claims")),
    )
    yield ranking(
        view,
        rows,
        numbers,
        lambda row: ", ".join(dict.fromkeys((row["kind"], label("source-standing", row["standing"])))),
    )
    yield view.words("events: it is a root; alone: no other root; agreed: corroborated by another root", QUIET)


def ranking(view: View, rows: list[Json], numbers: tuple[tuple[str, str], ...], what: Any) -> RenderableType:
    """Names with counts; what each is stands below its name."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.ASCII2 if view.ascii else box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    table.add_column("name", overflow="fold", ratio=1)
    for title, _ in numbers:
        table.add_column(title, justify="right", no_wrap=True)
    for row in rows:
        cells = [view.words(f"{row[key]:,}" if row[key] else "-") for _, key in numbers]
        about = ", ".join(filter(None, (row["country"], what(row))))
        name = Text("\n").join([view.words(row["name"] or row["id"], "bold"), view.words(f"  {about}", QUIET)])
        table.add_row(name, *cells)
    return table

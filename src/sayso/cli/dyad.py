"""`sayso dyad A B`: what two parties did to each other, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import ALL, Sheet, answer, filters, nothing, opened, output_options, store_option

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.cli.view import View
    from sayso.desk import Desk

Json = dict[str, Any]
_LISTED = 30  # events below the table of days


@click.command("dyad")
@click.argument("a")
@click.argument("b")
@store_option
@filters(*(name for name in ALL if name not in ("actor", "recipient", "sort", "ids")))
@output_options
def command(a: str, b: str, store: str, form: str | None, output: str | None, **asked: Any) -> None:
    """Count, by day, what A and B did to each other: events, reports, independent roots, by class and verdict.

    A and B are names, ids, or countries with all their actors. "A > B" is what A did to B, "A + B" what both took part in.

    \b
    sayso dyad Algeria Egypt
    sayso dyad DZA EGY --since 2026-01-01 --export --csv -o dyad.csv
    """
    from sayso.codec.derived_rows import DYAD_COLUMNS, dyad_row

    with opened(store) as desk:
        sheet = Sheet("rows", DYAD_COLUMNS, dyad_row, lambda view, rows: _shown(view, rows, desk))
        answer(
            lambda **told: desk.dyad(a, b, **told),
            sheet,
            form=form,
            output=output,
            asked=asked,
            empty=nothing(desk, f"event between {a} and {b}", store, asked),
        )


def _shown(view: View, rows: list[Json], desk: Desk) -> Iterator[RenderableType]:
    from rich.padding import Padding

    from sayso.cli.events import listed
    from sayso.desk.events import events_by_id

    yield _days(view, rows)
    ids = list(dict.fromkeys(one for row in rows for one in row["event_ids"]))
    for part in listed(view, events_by_id(desk.store, ids[-_LISTED:])):
        yield Padding(part, (1, 0, 0, 0))
    if len(ids) > _LISTED:
        yield view.words(f"the last {_LISTED} of {len(ids)} events; all of them: sayso events --party A --party B")


def _days(view: View, rows: list[Json]) -> RenderableType:
    from rich import box
    from rich.table import Table

    from sayso.cli.events import verdict_text
    from sayso.wording.words import label

    table = Table(box=box.ASCII2 if view.ascii else box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for title in ("day", "direction", "class"):
        table.add_column(title, no_wrap=title == "day")
    table.add_column("verdict", no_wrap=True)
    table.add_column("events", justify="right")
    table.add_column("reports / roots", justify="right", no_wrap=True)
    before = None
    for row in rows:
        weight = f"{row['reports']:,} / {row['independent_roots']:,}"
        day, before = ("" if row["day"] == before else row["day"]), row["day"]
        kind = label("quad", str(row["quad"])) if row["quad"] else ""
        table.add_row(
            view.words(day), view.words(row["direction"]), view.words(kind), verdict_text(view, row["verdict"]),
            view.words(str(row["events"])), view.words(weight),
        )  # fmt: skip
    return table

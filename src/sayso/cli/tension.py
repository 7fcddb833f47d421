"""`sayso tension A B`: the Sayso Tension Index of two parties, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import Sheet, answer, filters, nothing, opened, output_options, store_option

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.cli.view import View

Json = dict[str, Any]
_WIDE = 9  # characters of the longest bar


@click.command("tension")
@click.argument("a")
@click.argument("b")
@store_option
@filters("since", "until")
@click.option("--count", type=click.Choice(["roots", "reports"]), default="roots", show_default=True,
              help="Weigh by independent roots; by reports it shows what repetition would make of it.")  # fmt: skip
@click.option("--hedged", is_flag=True, help="Count what is told with a doubt, too.")
@click.option("--future", is_flag=True, help="Count what is only expected or proposed, too.")
@click.option(
    "--level", type=click.Choice(["country", "actor"]), help="All actors of the two countries, or only the two."
)
@output_options
def command(a: str, b: str, store: str, form: str | None, output: str | None, **asked: Any) -> None:
    """Show the tension between A and B: an index a day with its band, its parts, and the days on which it changed.

    Above nought more conflict than cooperation is told; twenty points more mean about twice as much. docs/tension.md has the
    formula. A and B are names, ids, or countries with all their actors.

    \b
    sayso tension Algeria Libya
    sayso tension DZA LBY --since 2026-01-01 --count reports --csv -o tension.csv
    """
    from sayso.desk.days import moment
    from sayso.desk.tension import TENSION_COLUMNS, Tension, tension, tension_rows

    held: list[Tension] = []

    def rows(**_: Any) -> Iterator[Json]:
        days = {name: moment(asked[name]) if asked[name] else None for name in ("since", "until")}
        held.append(tension(desk.store, a, b, **asked | days))
        return iter(list(tension_rows(held[0])) if any(day.events for day in held[0].days) else [])

    with opened(store) as desk:
        sheet = Sheet("days", TENSION_COLUMNS, lambda row: row, lambda view, found: _shown(view, found, held[0]))
        told = {"limit": 100_000} if form == "table" or form is None else {}
        answer(rows, sheet, form=form, output=output, asked=told, empty=nothing(desk, f"event between {a} and {b}", store, {n: asked[n] for n in ("since", "until")}))  # fmt: skip


def _shown(view: View, rows: list[Json], found: Any) -> Iterator[RenderableType]:
    yield _days(view, [row for row in rows if row["events"] or row["change"]] or rows[-1:], rows)
    for one in found.changes:
        yield view.words(f"{one.day}: tension {'rose' if one.rise else 'fell'}; {one.says}")
        for event in one.events[:5]:
            told = f"{event['reports']} reports / {event['independent_roots']} roots"
            yield view.words(f"  {event['day']} {event['title']} ({told}, {event['certainty']})")
    if found.left_out:
        left = ", ".join(f"{count} {name}" for name, count in found.left_out.items())
        yield view.words(f"events not counted: {left}")


def _days(view: View, rows: list[Json], every: list[Json]) -> RenderableType:
    from rich import box
    from rich.table import Table

    table = Table(box=box.ASCII2 if view.ascii else box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("day", no_wrap=True)
    for title in ("STI", "band", "conflict", "cooper.", "reports / roots"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    top = max(10.0, *(abs(row["sti"]) for row in every))
    for row in [*rows, *([every[-1]] if rows[-1]["day"] != every[-1]["day"] else [])]:
        conflict = row["conflict_said"] + row["conflict_done"]
        cooperation = row["cooperation_said"] + row["cooperation_done"]
        bar = ("#" if view.ascii else "█") if row["sti"] > 0 else ("-" if view.ascii else "░")
        table.add_row(
            *map(
                view.words,
                (row["day"], f"{row['sti']:+.1f}", f"{row['low']:+.0f} to {row['high']:+.0f}", f"{conflict:.2f}", f"{cooperation:.2f}",
                 f"{row['reports']:,} / {row['independent_roots']:,}", bar * round(_WIDE * abs(row["sti"]) / top)),
            )
        )  # fmt: skip
    return table

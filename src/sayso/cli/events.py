"""`sayso events`: events in a store, with reports, independent roots and verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import answer, filters, form_of, nothing, opened, output_options, store_option
from sayso.wording.events import day_of, deniers, short, titled, weight, where

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.cli.ask import Sheet
    from sayso.cli.view import View
    from sayso.desk import Desk

Json = dict[str, Any]


@click.command("events")
@store_option
@filters()
@output_options
def command(store: str, form: str | None, output: str | None, **asked: Any) -> None:
    """List events: who did what to whom, how many report it, on how many independent roots. With --id explain one.

    \b
    sayso events --sort reports
    sayso events --actor "Algeria" --since 2026-03-01 --min-roots 2
    sayso events --id ae3effe6bb
    sayso events --verdict disputed --csv -o disputed.csv
    """
    with opened(store) as desk:
        if asked["ids"] and form_of(form, output) == "table" and not output:
            _explain(desk, asked["ids"])
            return
        sheet = event_sheet()
        answer(desk.events, sheet, form=form, output=output, asked=asked, empty=nothing(desk, "event", store, asked))


def event_sheet() -> Sheet:
    """How lists of events are written."""
    from sayso.cli.ask import Sheet
    from sayso.codec.derived_rows import EVENT_COLUMNS, event_row

    return Sheet("events", EVENT_COLUMNS, event_row, listed)


def _explain(desk: Desk, ids: tuple[str, ...]) -> None:
    from rich.console import Console

    from sayso.cli.event_card import card
    from sayso.cli.view import View
    from sayso.desk.event_view import event_view

    view = View(Console(highlight=False))
    for number, one in enumerate(ids):
        if number:
            view.show("")
        view.show(*card(view, event_view(desk.store, desk.event(one))))


def listed(view: View, rows: list[Json]) -> Iterator[RenderableType]:
    """Two lines an event: day and title; verdict, reports and roots, codes, place, id."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for row in rows:
        grid.add_row(view.words(day_of(row), "bright_black"), view.words(titled(row), "bold"))
        parts = [verdict_text(view, row["verdict"], deniers(row)), view.words(weight(row))]
        parts += [view.words(words, "bright_black") for words in _quiet(row) if words]
        grid.add_row("", Text(" · " if not view.ascii else " | ").join(parts))
    yield grid


def _quiet(row: Json) -> tuple[str, ...]:
    kind = "/".join(filter(None, (row["type"], row["mode"])))
    return kind, where(row["place"]), short(row["id"])


VERDICT_STYLES = {
    "corroborated": "bold green",
    "relayed": "cyan",
    "echoed": "yellow",
    "single-source": "",
    "disputed": "bold red",
    "withdrawn": "bold magenta",
}


def verdict_text(view: View, verdict: str, denied_by: list[str] | None = None) -> Any:
    """Mark and word of a verdict, or who denies what nobody affirms; colour only helps."""
    from sayso.wording.words import joined, marked

    said = f"denied by {joined(denied_by)}" if denied_by else verdict
    return view.words(f"{marked('verdict', verdict, ascii_only=view.ascii)} {said}", VERDICT_STYLES.get(verdict, ""))

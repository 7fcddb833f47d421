"""`sayso stories`: articles on one affair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import Sheet, answer, filters, nothing, opened, output_options, store_option

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.cli.view import View

Json = dict[str, Any]
OUTLETS = 4  # named in a line


@click.command("stories")
@store_option
@filters()
@output_options
def command(store: str, form: str | None, output: str | None, **asked: Any) -> None:
    """List stories: how many articles and outlets tell each, and how many independent roots its best event has.

    \b
    sayso stories --since 7d
    sayso stories --sort reports --limit 10
    sayso stories --party Algeria --min-reports 3
    """
    from sayso.codec.derived_rows import STORY_COLUMNS, story_row

    sheet = Sheet("stories", STORY_COLUMNS, story_row, listed)
    with opened(store) as desk:
        answer(desk.stories, sheet, form=form, output=output, asked=asked, empty=nothing(desk, "story", store, asked))


def listed(view: View, rows: list[Json]) -> Iterator[RenderableType]:
    """Two lines a story."""
    from rich.table import Table

    from sayso.cli.view import QUIET
    from sayso.wording.events import counted, days, short, weight

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for row in rows:
        first, last = (row["first_at"] or "")[:10], (row["last_at"] or "")[:10]
        grid.add_row(
            view.words(days(first, last), QUIET),
            view.words(row["title"] or "without a title", "bold"),
        )
        names = row["outlets"]
        told = ", ".join(names[:OUTLETS]) + (f" and {len(names) - OUTLETS} more" if len(names) > OUTLETS else "")
        parts = (counted(len(row["events"]), "event"), told, "reopened" if row["reopened"] else "", short(row["id"]))
        grid.add_row("", view.words(weight(row)) + view.words("".join(f" · {p}" for p in parts if p), QUIET))
    yield grid

"""`sayso diff --since`: what became known since then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import ALL, Sheet, answer, filters, nothing, opened, output_options, store_option

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.cli.view import View

Json = dict[str, Any]
_ORDER = ("withdrawn", "disputed", "confirmed", "new", "changed")
_STYLES = {"new": "bold cyan", "confirmed": "bold green", "disputed": "bold red", "withdrawn": "bold magenta"}


@click.command("diff")
@click.option(
    "--since", "moment", required=True, metavar="TIME", help="2026-03-01, 2026-03-01T09:30, yesterday, 24h, 7d."
)
@click.option(
    "--by", default="known", show_default=True,
    help="Clock: when this store knew it, or when the article was seen or published.",
)  # fmt: skip
@click.option("--change", "kinds", multiple=True, help="Only new, confirmed, disputed, withdrawn or changed.")
@store_option
@filters(*(name for name in ALL if name not in ("since", "until", "sort", "ids")))
@output_options
def command(
    moment: str, by: str, kinds: tuple[str, ...], store: str, form: str | None, output: str | None, **asked: Any
) -> None:
    """Tell what became known: events that are new, confirmed by a second root, disputed or withdrawn.

    \b
    sayso diff --since yesterday
    sayso diff --since 2026-03-01 --by published --change confirmed --change withdrawn
    """
    from sayso.codec.derived_rows import CHANGE_COLUMNS, change_row

    sheet = Sheet("changes", CHANGE_COLUMNS, change_row, listed)
    with opened(store) as desk:
        answer(
            lambda **told: desk.diff(moment, by=by, kinds=kinds, **told),
            sheet,
            form=form,
            output=output,
            asked=asked,
            empty=nothing(desk, f"change since {moment}", store, asked),
        )


def listed(view: View, rows: list[Json]) -> Iterator[RenderableType]:
    """The changes by what they are, those that ask most of the reader first."""
    from rich.padding import Padding
    from rich.table import Table

    from sayso.cli.view import QUIET
    from sayso.model.ledger import clock
    from sayso.wording.events import moved, short
    from sayso.wording.words import label, marked

    for kind in _ORDER:
        found = [row for row in rows if row["change"] == kind]
        if not found:
            continue
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=2)
        grid.add_column(ratio=1)
        mark = marked("change", kind, ascii_only=view.ascii)
        grid.add_row(
            view.words(mark, _STYLES.get(kind, "")), view.words(f"{label('change', kind)}: {len(found)}", "bold")
        )
        for row in found:
            grid.add_row("", view.words(row["title"] or "an event"))
            at = clock(row["published"] or row["seen"])
            told = " · ".join(filter(None, (at, moved(row), row["why"], short(row["event"]))))
            grid.add_row("", view.words(told, QUIET))
        yield Padding(grid, (0, 0, 1, 0))

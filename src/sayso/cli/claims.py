"""`sayso claims`: claims in a store, each with its chain from the page to the root."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import Sheet, answer, filters, nothing, opened, output_options, store_option

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.cli.view import View

Json = dict[str, Any]


@click.command("claims")
@store_option
@filters()
@output_options
def command(store: str, form: str | None, output: str | None, **asked: Any) -> None:
    """List claims: what each article says that somebody did, and on whose word.

    \b
    sayso claims --root "Al-Jarida" --since 2026-03-01
    sayso claims --status denied --party Egypt
    sayso claims --text '"Port Amber" blockade' --csv -o claims.csv
    """
    from sayso.codec.derived_rows import CLAIM_COLUMNS, claim_row

    sheet = Sheet("claims", CLAIM_COLUMNS, claim_row, listed)
    with opened(store) as desk:
        answer(desk.claims, sheet, form=form, output=output, asked=asked, empty=nothing(desk, "claim", store, asked))


def listed(view: View, rows: list[Json]) -> Iterator[RenderableType]:
    """Three lines a claim: the act, the sentence, the chain."""
    from rich.table import Table
    from rich.text import Text

    from sayso.cli.view import QUIET, STATUS_STYLES
    from sayso.wording.events import day_of, short, where
    from sayso.wording.words import mark

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for row in rows:
        status = row["status"]
        sign = f"{mark(status, ascii_only=view.ascii)} {status}"
        kind = "/".join(filter(None, (row["type"], row["mode"])))
        sides = " > ".join(filter(None, (_names(row, "actor") or "someone", _names(row, "recipient"))))
        quiet = " · ".join(
            filter(None, (where(row["place"]), short(row["id"]), row["event_id"] and f"event {short(row['event_id'])}"))
        )
        day = view.words(day_of({**row, "first_at": row["published_at"]}), QUIET)
        head = view.words(f"{kind}  {sides}", "bold") + Text("  ") + view.words(sign, STATUS_STYLES[status])
        grid.add_row(day, head)
        grid.add_row("", view.words(f"“{row['sentence']['text']}”"))
        grid.add_row("", view.words(" < ".join(link["name"] or "?" for link in row["chain"]), "cyan"))
        grid.add_row("", view.words(quiet, QUIET))
    yield grid


def _names(row: Json, role: str) -> str:
    return " + ".join(p["name"] or p["text"] or "?" for p in row["participants"] if p["role"] == role)

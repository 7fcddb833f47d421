"""`sayso diff --since`: what became known since then; `sayso diff A B`: what two readings say differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import ALL, Sheet, answer, filters, given, nothing, opened, output_options, store_option

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.cli.view import View

Json = dict[str, Any]
_ORDER = ("withdrawn", "disputed", "confirmed", "new", "changed")
_STYLES = {"new": "bold cyan", "confirmed": "bold green", "disputed": "bold red", "withdrawn": "bold magenta"}


@click.command("diff")
@click.argument("sources", nargs=-1, metavar="[A B | ARTICLES...]")
@click.option(
    "--profile", "profiles", multiple=True, metavar="NAME",
    help="Twice: read the ARTICLES with both, and hold the second against the first.",
)  # fmt: skip
@click.option("--since", "moment", metavar="TIME", help="2026-03-01, 2026-03-01T09:30, yesterday, 24h, 7d.")
@click.option(
    "--by", default="known", show_default=True,
    help="Clock: when this store knew it, or when the article was seen or published.",
)  # fmt: skip
@click.option(
    "--change",
    "kinds",
    multiple=True,
    help="Only new, confirmed, disputed, withdrawn or changed; of A and B: gained, lost or changed.",
)
@store_option
@filters(*(name for name in ALL if name not in ("since", "until", "sort", "ids")))
@output_options
def command(
    sources: tuple[str, ...], profiles: tuple[str, ...],
    moment: str | None, by: str, kinds: tuple[str, ...], store: str, form: str | None, output: str | None, **asked: Any,
) -> None:  # fmt: skip
    """Tell what became known: events that are new, confirmed by a second root, disputed or withdrawn.

    With A and B, two stores or files of readings, or with two profiles: which claims were gained, lost or changed.

    \b
    sayso diff --since yesterday
    sayso diff --since 2026-03-01 --by published --change confirmed --change withdrawn
    sayso diff before.jsonl after.jsonl
    sayso diff --profile rules --profile default story.txt
    """
    if moment is None or sources or profiles:
        _two_sides(sources, profiles, moment, asked)
        from sayso.cli.diff_claims import tell

        tell(sources, profiles, kinds, form=form, output=output, limit=asked["limit"])
        return
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


def _two_sides(sources: tuple[str, ...], profiles: tuple[str, ...], moment: str | None, asked: Json) -> None:
    """Usage errors of everything but --since alone, two sides, or two profiles with articles."""
    if moment is not None:
        raise click.UsageError("--since asks one store; leave out A, B and --profile, or leave out --since.")
    if profiles and (len(profiles) != 2 or not sources):
        raise click.UsageError("give --profile twice, and the ARTICLES to read with both.")
    if not profiles and len(sources) != 2:
        raise click.UsageError("give --since TIME, or A and B, or --profile twice with ARTICLES.")
    if others := [name for name in given(asked) if name != "limit"]:
        raise click.UsageError(f"--{others[0].replace('_', '-')} goes with --since only.")


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

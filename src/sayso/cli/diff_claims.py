"""The part of `sayso diff A B` that speaks: claims that B gained, lost or tells otherwise, for people and as rows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.ask import Sheet, answer

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from sayso.cli.view import View
    from sayso.model import Article

Json = dict[str, Any]
STYLES = {"gained": "bold green", "lost": "bold red", "changed": "bold yellow"}


def tell(
    sources: Sequence[str],
    profiles: Sequence[str],
    kinds: Sequence[str],
    *,
    form: str | None,
    output: str | None,
    limit: int | None,
) -> None:
    """Print what B says otherwise than A, then how many claims were gained, lost and changed, on standard error."""
    from sayso.evaluate.claim_changes import COLUMNS, KINDS, flat, totals

    if wrong := [kind for kind in kinds if kind not in KINDS]:
        raise click.UsageError(f"--change {wrong[0]!r} is not for two sides; allowed: {', '.join(KINDS)}")
    names = tuple(profiles) or tuple(sources)
    rows = _rows(sources, profiles)
    found = [row for row in rows if not kinds or row["change"] in kinds]
    sums = totals(found)

    def asked(limit: int | None = None) -> list[Json]:
        return found[:limit]

    sheet = Sheet("changes", COLUMNS, flat, listed)
    options: Json = {"limit": limit}
    answer(asked, sheet, form=form, output=output, asked=options, empty=_alike(names))
    if found:
        moved = ", ".join(f"{name} {sums[name]}" for name in sums if name not in KINDS and sums[name])
        counted = ", ".join(f"{sums[kind]} {kind}" for kind in KINDS)
        click.echo(f"{names[0]} > {names[1]}: {counted}{f' ({moved})' if moved else ''}", err=True)


def _rows(sources: Sequence[str], profiles: Sequence[str]) -> list[Json]:
    from sayso.evaluate.claim_changes import changes
    from sayso.evaluate.claim_sources import both, readings

    if not profiles:
        a, b = sources
        return list(changes(readings(a), readings(b)))
    one, other = profiles
    return [row for a, b in both(_articles(sources), one, other) for row in changes(a, b)]


def _articles(sources: Sequence[str]) -> Iterator[Article]:
    from sayso.ingest import read_source

    for source in sources:
        yield from read_source(source, stdin=sys.stdin.buffer)


def _alike(names: Sequence[str]) -> Callable[[], str]:
    return lambda: f"{names[0]} and {names[1]} say the same"


def listed(view: View, rows: list[Json]) -> Iterator[RenderableType]:
    """The changes below the article that they are in, each with its sentence and, field by field, what it was and is."""
    from rich.padding import Padding
    from rich.table import Table

    from sayso.cli.view import QUIET
    from sayso.wording.words import label, marked

    last: str | None = None
    for row in rows:
        if row["article"] != last:
            yield view.words(row["title"] or row["article"] or "an article", "bold underline")
            last = row["article"]
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=2)
        grid.add_column(width=8)
        grid.add_column(ratio=1)
        kind = row["change"]
        mark = view.words(marked("difference", kind, ascii_only=view.ascii), STYLES[kind])
        said = row["b"] or row["a"]
        grid.add_row(mark, view.words(label("difference", kind), STYLES[kind]), view.words(headline(said), "bold"))
        for part in _body(view, row):
            grid.add_row("", "", part)
        if row["sentence"]:
            grid.add_row("", "", view.words(f"“{' '.join(row['sentence'].split())}”", QUIET))
        yield Padding(grid, (0, 0, 1, 0))


def _body(view: View, row: Json) -> Iterator[Text]:
    if row["change"] != "changed":
        said = row["a"] or row["b"]
        told = (f"{name} {said[name]}" for name in ("root", "status", "date", "place") if said[name])
        yield view.words(" · ".join(told))
    for name in row["fields"]:
        before, after = row["a"][name] or "nothing", row["b"][name] or "nothing"
        yield view.words(f"{name}: ") + view.words(before, "red") + view.words(" → ") + view.words(after, "green")


def headline(said: Json) -> str:
    """`ASSAULT/aerial  Norland → Sudland`."""
    what = f"{said['type']}/{said['mode']}" if said["mode"] else str(said["type"])
    whom = f" → {said['recipient']}" if said["recipient"] else ""
    return f"{what}  {said['actor'] or 'nobody named'}{whom}"

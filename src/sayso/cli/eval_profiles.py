"""The part of `sayso eval --profile A --profile B` that speaks: figures side by side, with intervals."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

Json = dict[str, Any]


def side_by_side(
    what: str, cases: Sequence[Path], data: Path | None, profiles: Sequence[str], *, as_json: bool, as_table: bool
) -> None:
    """Score every profile on the same documents and print the rows: a table for people, JSON lines into a pipe."""
    from sayso.evaluate.side_by_side import SUITES
    from sayso.evaluate.table import data_folder

    if cases and what != "gold":
        raise click.UsageError("CASE_DIRs go with gold only.")
    if len(set(profiles)) != len(profiles):
        raise click.UsageError("a --profile is named twice; name different ones.")
    folder = data_folder(data)
    rows = [row for suite in (SUITES if what == "all" else (what,)) for row in _rows(suite, cases, folder, profiles)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif as_table or sys.stdout.isatty():
        _print(rows)
    else:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))


def _rows(suite: str, cases: Sequence[Path], folder: Path, profiles: Sequence[str]) -> list[Json]:
    from sayso.evaluate.side_by_side import corpus_rows, gold_rows

    if suite != "gold":
        return corpus_rows(suite, folder, profiles)
    from sayso.cli.eval import _gold

    return gold_rows({profile: _gold(cases, folder, profile).cases for profile in profiles})


def _print(rows: Sequence[Json]) -> None:
    from rich.console import Console

    from sayso.cli.eval import GOLD_WIDTH

    console = Console(highlight=False)
    console = Console(highlight=False, width=max(console.width, GOLD_WIDTH))
    for suite, found in groupby(rows, key=lambda row: row["suite"]):
        listed = list(found)
        console.print(_grid(suite, listed))
    click.echo(
        "[from, to]: 95 % interval over 1,000 draws of whole documents; * the interval of the difference leaves 0 out"
    )


def _grid(suite: str, rows: Sequence[Json]) -> Any:
    from rich import box
    from rich.table import Table

    names = list(dict.fromkeys(row["profile"] for row in rows))
    unit = next(key for key in ("cases", "documents") if key in rows[0])
    grid = Table(f"{suite}, {rows[0][unit]} {unit}", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for name in names:
        grid.add_column(name, justify="right", no_wrap=True)
    for name in names[1:]:
        grid.add_column(f"{name} - {names[0]}", justify="right", no_wrap=True)
    for figure, found in groupby(rows, key=lambda row: row["figure"]):
        grid.add_row(figure, *_cells(list(found)))
    return grid


def _cells(rows: Sequence[Json]) -> Iterator[Any]:
    from rich.text import Text

    for row in rows:
        yield Text(f"{row['value']:.3f} {_ends(row)}")
    for row in rows[1:]:
        apart = row["difference"]
        style = ("bold green" if apart["value"] > 0 else "bold red") if apart["sure"] else ""
        yield Text(f"{apart['value']:+.3f} {_ends(apart)}{'*' if apart['sure'] else ' '}", style)


def _ends(row: Json) -> str:
    return f"[{row['low']:.3f}, {row['high']:.3f}]"

"""`sayso export`: a store as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sayso.cli.ask import filters, given, opened, store_option


@click.command("export")
@click.argument("format")
@store_option
@filters()
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Where to: a folder, or a file.")
def command(format: str, store: str, output: Path, **asked: Any) -> None:
    """Write a store, or the part that filters ask for, as FORMAT: parquet, csv or jsonl.

    Flat event tables leave out events that are only denied, hedged, expected or supposed; --all keeps them. jsonl holds
    everything. Beside the tables lie columns.json (what each column means), provenance.json and CITATION.cff. The folder
    appears when it is whole; an earlier export of that name is replaced.

    \b
    sayso export parquet -o events/
    sayso export csv --since 2026-01-01 --party Algeria -o algeria/
    sayso export jsonl -o all/
    """
    from sayso import registry
    from sayso.desk.exporting import export_store
    from sayso.desk.filters import filter_of
    from sayso.wording.events import counted

    form = registry.part("export", format)
    with opened(store) as desk:
        written = export_store(desk.store, form, output, filter_of(**given(asked)))
    told = ", ".join(counted(w.rows, "row") + f" in {w.file}" for w in written)
    click.echo(f"{output}: {told}", err=True)

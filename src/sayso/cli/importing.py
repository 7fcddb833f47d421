"""`sayso import`: an export of JSON lines back into a store."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from sayso.cli.ask import store_option
from sayso.wording.events import counted


@click.command("import")
@click.argument("export", metavar="FOLDER|FILE", type=click.Path(exists=True, path_type=Path))
@store_option
@click.option("--no-derive", is_flag=True, help="Leave copies, events and stories to a later `sayso rebuild`.")
@click.option("--json", "as_json", is_flag=True, help="The counts as one JSON line (what a pipe gets).")
def command(export: Path, store: str, no_derive: bool, as_json: bool) -> None:
    """Take articles, their readings and judgements out of a `sayso export jsonl` into a store, which may be a new one.

    Nothing is read again. What the store has already is passed over; copies, events and stories are derived from what is new.

    \b
    sayso import all/ --store team.db
    """
    from sayso.cli.rebuild import bar, holdings
    from sayso.desk.emptiness import held
    from sayso.desk.importing import import_jsonl
    from sayso.rebuild import refresh
    from sayso.store import open_store

    with open_store(store, create=True) as opened:
        articles, judgements = import_jsonl(export, opened)
        if not no_derive:
            with bar(None) as progress:
                refresh(opened, progress=progress)
        has = held(opened)
    counts = {"articles": articles, "judgements": judgements}
    if as_json or not sys.stdout.isatty():
        told = {
            "schema": "sayso-import/1",
            "store": store,
            **counts,
            "holds": {"articles": has.articles, **has.derived},
        }
        click.echo(json.dumps(told))
        return
    words = f"{counted(articles, 'article')} and {counted(judgements, 'judgement')}"
    click.echo(
        f"{words} read from {export}; {store} now has {counted(has.articles, 'article')}, {holdings(has.derived)}."
    )

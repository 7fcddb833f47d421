"""`sayso demo`: the desk on the bundled crisis, so that the first look is never at an empty page."""

from __future__ import annotations

import click


@click.command("demo")
@click.option(
    "--store", default="sayso-demo.db", show_default=True, help="Where the store is made; one that is there is used."
)
@click.option("-p", "--port", default=8400, show_default=True, type=click.IntRange(0, 65535), help="0: any free one.")
@click.option("--no-desk", is_flag=True, help="Make the store and list its events only.")
def command(store: str, port: int, no_desk: bool) -> None:
    """Code eight bundled articles on an invented day's crisis, and open the desk on them.

    \b
    sayso demo
    sayso demo --no-desk --store demo.db
    """
    from importlib.resources import as_file, files
    from pathlib import Path

    from sayso.coding import code
    from sayso.rebuild import refresh
    from sayso.store import open_store

    if not Path(store).exists():
        click.echo(f"sayso demo: coding eight illustrative articles into {store} ...", err=True)
        with as_file(files("sayso") / "examples" / "crisis") as folder, open_store(store, create=True) as made:
            code([str(folder)], made, jobs=1, command="demo")
            refresh(made)
    context = click.get_current_context()
    if no_desk:
        from sayso.cli.events import command as events

        context.invoke(events, store=store, form=None, output=None, ids=(), sort="reports")
        return
    from sayso.cli.desk import command as desk

    context.invoke(desk, store=store, port=port, show=True)

"""`sayso demo`: the desk on the bundled crisis, so that the first look is never at an empty page."""

from __future__ import annotations

import click

SHOWN = ("crisis", "coast")  # folders of sayso/examples


@click.command("demo")
@click.option(
    "--store", default="sayso-demo.db", show_default=True, help="Where the store is made; one that is there is used."
)
@click.option("-p", "--port", default=8400, show_default=True, type=click.IntRange(0, 65535), help="0: any free one.")
@click.option("--no-desk", is_flag=True, help="Make the store and list its events only.")
def command(store: str, port: int, no_desk: bool) -> None:
    """Code the bundled articles, a day's crisis and two more affairs of these days, and open the desk on them.

    All of it is invented. One of the two affairs is told by five outlets and rests on one source without a name.

    \b
    sayso demo
    sayso demo --no-desk --store demo.db
    """
    from contextlib import ExitStack
    from importlib.resources import as_file, files
    from pathlib import Path

    from sayso.coding import code
    from sayso.rebuild import refresh
    from sayso.store import open_store

    if not Path(store).exists():
        click.echo(f"sayso demo: coding seventeen illustrative articles into {store} ...", err=True)
        with ExitStack() as stack, open_store(store, create=True) as made:
            folders = [stack.enter_context(as_file(files("sayso") / "examples" / name)) for name in SHOWN]
            code([str(folder) for folder in folders], made, jobs=1, command="demo")
            refresh(made)
    context = click.get_current_context()
    if no_desk:
        from sayso.cli.events import command as events

        context.invoke(events, store=store, form=None, output=None, ids=(), sort="reports")
        return
    from sayso.cli.desk import command as desk

    context.invoke(desk, store=store, port=port, show=True)

"""`sayso desk`: the crisis desk in a browser."""

from __future__ import annotations

import click


@click.command("desk")
@click.argument("store", required=False, default="sayso.db", envvar="SAYSO_STORE")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; all but this machine needs users."
)
@click.option("-p", "--port", default=8400, show_default=True, type=click.IntRange(0, 65535), help="0: any free one.")
@click.option("--name", "hosts", multiple=True, metavar="HOST", help="A name under which the desk may be asked for.")
@click.option("--https", is_flag=True, help="A proxy before the desk speaks https to browsers.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 16), help="Processes that answer.")
@click.option("-o", "--open", "show", is_flag=True, help="Open it in the browser.")
@click.option("--watch", is_flag=True, help="Watch the feeds of the store beside it.")
@click.option("--check", is_flag=True, help="Ask every place once, without listening, and say whether all answer.")
@click.option("--allow-private", is_flag=True, help="Feeds and webhooks may be inside your own network.")
def command(
    store: str, host: str, port: int, hosts: tuple[str, ...], https: bool, workers: int, show: bool, watch: bool,
    check: bool, allow_private: bool,
) -> None:  # fmt: skip
    """Open the desk on a store: what is known, and on whose say-so. Ctrl-C ends it.

    \b
    sayso desk sayso.db -o
    sayso desk --watch
    sayso desk postgresql://user@host/name --host 0.0.0.0 --name desk.example.org --https
    """
    from sayso.errors import MissingExtra

    try:
        from sayso.web.serving import serve
    except ImportError as error:
        raise MissingExtra(error.name or "fastapi", "desk") from error
    from sayso.web.settings import Settings

    settings = Settings(
        store=store, host=host, port=port, hosts=hosts, https=https, allow_private=allow_private, watching=watch
    )
    if check:
        from sayso.web.checking import answers

        wrong = [f"{path} answers {status}" for path, status in answers(settings) if status >= 400]
        click.echo("; ".join(wrong) if wrong else f"the desk answers on {store}: all places are well")
        click.get_current_context().exit(1 if wrong else 0)
    serve(settings, workers=workers, show=show, say=lambda line: click.echo(line, err=True))

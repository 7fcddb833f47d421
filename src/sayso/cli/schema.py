"""`sayso schema`: the JSON Schema of what `sayso read --json` prints."""

from __future__ import annotations

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of `sayso read --json`."""
    from sayso.codec import indented, read_schema

    click.echo(indented(read_schema()))

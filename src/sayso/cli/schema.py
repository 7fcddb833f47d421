"""`sayso schema`: the JSON Schemas of what commands print as JSON."""

from __future__ import annotations

import click


@click.command("schema")
@click.argument("name", default="read", metavar="[read|event|story|claim]")
def command(name: str) -> None:
    """Print the JSON Schema of `sayso read --json`, or of what `sayso events`, `stories` or `claims` print."""
    from sayso.codec import indented
    from sayso.codec.derived import schema_of

    click.echo(indented(schema_of(name)))

"""`sayso codebook`: what a code means."""

from __future__ import annotations

import click


@click.command("codebook")
def command() -> None:
    """Explain PLOVER and CAMEO codes."""

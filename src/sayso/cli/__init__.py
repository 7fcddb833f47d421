"""The `sayso` command: one file per command, each imported only when it is asked for."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from typing import Any

import click

import sayso
from sayso.errors import ConfigError, SaysoError

_ASKING = (
    "events",
    "claims",
    "stories",
    "sources",
    "actors",
    "dyad",
    "tension",
    "channels",
    "diff",
    "sql",
    "export",
    "import",
)
COMMANDS = (
    "read",
    "code",
    "status",
    "demo",
    "desk",
    "users",
    "tokens",
    "rebuild",
    "store",
    *_ASKING,
    "compare",
    "judge",
    "review",
    "brief",
    "rules",
    "feeds",
    "watch",
    "codebook",
    "outlets",
    "places",
    "eval",
    "doctor",
    "schema",
)
_MODULES = {"import": "importing"}  # a module cannot be called so
EXIT_CODES = "Exit codes: 0 all well, 1 some inputs failed or a check did not pass, 2 wrong usage."


class Commands(click.Group):
    """Loads a command when it is named, and turns our errors into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"sayso.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SaysoError as error:
            complain(error.message)
            ctx.exit(2 if isinstance(error, ConfigError) or error.code in ("usage", "claim", "sql") else 1)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("SAYSO_DEBUG"):
                raise
            complain(f"a fault of ours, please report it: {type(error).__name__}: {error}; SAYSO_DEBUG=1 shows where")
            ctx.exit(1)


def complain(message: str, *, color: str = "red") -> None:
    """One line on standard error, in colour where a person looks at it and wants colour."""
    line = " ".join(message.split())
    plain = bool(os.environ.get("NO_COLOR")) or not sys.stderr.isatty()
    click.secho(f"sayso: {line}", err=True, fg=None if plain else color)


@click.group(cls=Commands, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(sayso.__version__, prog_name="sayso")
def main() -> None:
    """Reads news and keeps its sources: who did what to whom, where, when, and on whose say-so."""
    if not os.environ.get("SAYSO_DEBUG"):
        logging.getLogger("sayso").setLevel(logging.CRITICAL)  # failures come back as problems, in words

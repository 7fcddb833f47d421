"""Lines for whoever started a recipe, at once, so that a log can be followed."""

from __future__ import annotations


def say(line: object) -> None:
    """Print a line."""
    print(line, flush=True)  # noqa: T201

"""Names of parts -> the classes that do the work: entry points, loaded on use.

Built-in and outside parts register alike, under groups named after the stage:

    [project.entry-points."sayso.attribution"]
    rules = "sayso.extract.attribution.rules:RulesFinder"
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import Any

from sayso.errors import UnknownPart

STAGES = (
    "cleaner",
    "parser",
    "times",
    "places",
    "quantities",
    "actors",
    "attribution",
    "events",
    "veridicality",
    "claims",
)


def names(stage: str) -> tuple[str, ...]:
    """The parts registered for a stage, sorted."""
    return tuple(sorted({point.name for point in entry_points(group=f"sayso.{stage}")}))


@cache
def part(stage: str, name: str) -> Any:
    """The part of that name, made once; raises `UnknownPart` naming those that exist."""
    for point in entry_points(group=f"sayso.{stage}", name=name):
        return point.load()()
    raise UnknownPart(stage, name, names(stage))

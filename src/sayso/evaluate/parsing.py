"""The parser that corpora are read with: the one of the default profile, so that figures are those of what users get."""

from __future__ import annotations

from sayso import profile, registry
from sayso.protocols import Parser


def parser() -> Parser:
    """The parser of the profile `default`."""
    part: Parser = registry.part("parser", profile.load("default").part("parser"))
    return part

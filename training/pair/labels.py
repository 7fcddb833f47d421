"""Label lists of the heads, from the ontology of `sayso`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import sayso

HEADS = ("type", "quad", "mode", "related", "direction")
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}  # PLV has one type for both
ROOTS = tuple(dict.fromkeys(MERGED.get(t, t) for t in TYPES))
MUTUAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))  # either end may be the source
NO_MODE = "-"
QUADS = (1, 2, 3, 4)
_QUAD = {"CONCEDE": 2, "RETREAT": 2, "COOPERATE": 2, "AID": 2, "AGREE": 1, "CONSULT": 1, "SUPPORT": 1} | dict.fromkeys(
    ("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3
)
# Slips and names of older codebooks in the synthetic stories; None where PLOVER 2.0 has no such mode.
_OLD_MODES = {
    "PRIMATIVE": "primitive", "SIEZE": "seize", "BAN": "restrict", "RETURN": None, "EXECUTE": None,
    "ASSASSINATE": "targeted", "CLEANSING": None, "MASSACRE": None,
}  # fmt: skip


def quad_of(type_: str) -> int:
    """The quad class of a type as PLV counts it."""
    return _QUAD.get(type_, 4)


def types_of(root: str) -> tuple[int, ...]:
    """Numbers of the types that a root stands for."""
    return tuple(k for k, t in enumerate(TYPES) if root in (t, MERGED.get(t)))


def types_of_quad(quad: int) -> tuple[int, ...]:
    """Numbers of the types of a quad class."""
    return tuple(k for k, t in enumerate(TYPES) if quad_of(t) == quad)


def roots_of(numbers: list[int]) -> list[str]:
    """The root of each type number."""
    return [MERGED.get(TYPES[n], TYPES[n]) for n in numbers]


@cache
def modes() -> tuple[str, ...]:
    """`-` and every `TYPE/mode` of the ontology."""
    table = Path(sayso.__file__).parent / "ontology/data/modes.csv"
    with table.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return (NO_MODE, *(f"{row['type']}/{row['code']}" for row in csv.DictReader(lines)))


def mode_of(type_: str, mode: str) -> str | None:
    """The label of a type and mode; None where the ontology does not have it."""
    if not mode:
        return NO_MODE
    code = _OLD_MODES.get(mode.upper(), mode.lower())
    label = f"{type_}/{code}"
    return label if label in modes() else None

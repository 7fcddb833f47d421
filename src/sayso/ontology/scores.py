"""Scores from cooperation (+10) to conflict (-10): PLOVER's own, and the two tables in use for CAMEO."""

from __future__ import annotations

from functools import cache
from typing import Literal

from sayso.errors import InputError
from sayso.ontology._tables import rows
from sayso.ontology.crosswalk import cameo
from sayso.ontology.plover import event_type, mode

Table = Literal["plover", "icews", "gdelt"]
LAYERS = {"icews": ("icews",), "gdelt": ("gdelt", "icews")}  # GDELT's file holds only where it differs


def score(code: str, table: Table = "plover") -> float:
    """The score of ASSAULT or ASSAULT/aerial (plover), or of a CAMEO code (icews, gdelt: they differ in a dozen codes)."""
    if table == "plover":
        type_, _, mode_ = code.partition("/")
        return mode(type_, mode_).score if mode_ else event_type(type_).score
    if table not in LAYERS:
        raise InputError(
            f"no score table is called {table!r}; known: plover, icews, gdelt", code="unknown_code", value=table
        )
    known = cameo(code).code
    for level in (known, known[:3], known[:2]):
        for layer in LAYERS[table]:
            found = _scores().get((layer, level))
            if found is not None:
                return found
    raise InputError(f"the CAMEO code {code!r} has no score", code="unknown_code", value=code)


@cache
def _scores() -> dict[tuple[str, str], float]:
    return {(r["table"], r["code"]): float(r["score"]) for r in rows("score_tables")}

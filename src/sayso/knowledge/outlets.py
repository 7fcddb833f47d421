"""Known media."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.knowledge.facts import facts
from sayso.lexicon.phrase_index import PhraseIndex
from sayso.lexicon.tables import alternatives
from sayso.model import slug


@dataclass(frozen=True, slots=True)
class Outlet:
    id: str
    name: str
    country: str | None
    agency: bool


@cache
def outlet_terms() -> PhraseIndex[Outlet]:
    """Names of known newspapers, agencies, broadcasters and sites."""
    index: PhraseIndex[Outlet] = PhraseIndex()
    for row in facts("outlets"):
        for cell in alternatives(row["names"]):
            spellings = [s.strip() for s in cell.split("=")]
            name = spellings[0]
            outlet = Outlet(f"outlet:{slug(name)}", name, row["country"] or None, row["kind"] == "agency")
            for spelling in dict.fromkeys(spellings):
                index.add(spelling, outlet)
    return index


@cache
def media_names() -> frozenset[str]:
    """Whole names of known media."""
    cells = (cell for row in facts("outlets") for cell in alternatives(row["names"]))
    return frozenset(name.strip() for cell in cells for name in cell.split("="))

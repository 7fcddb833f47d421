"""PLOVER sectors of an office: President is GOV, Speaker LEG, Army Chief MIL."""

from __future__ import annotations

from functools import cache, lru_cache

from sayso.lexicon.actors import agents, roles
from sayso.lexicon.phrase_index import fold
from sayso.lexicon.tables import alternatives, table

_OTHER = ("GOV",)


@lru_cache(maxsize=4096)
def office_sectors(office: str) -> tuple[str, ...]:
    """Sectors by our table of offices, then by the agent nouns; an office that neither knows is of the government."""
    key = fold(office)
    for short in (key, key.partition(" for ")[0], key.partition(" of ")[0]):
        for known in (_table(), roles()):
            if short in known:
                return known[short]
    words = key.split()
    for k in range(len(words)):
        if found := agents().exact(" ".join(words[k:])):
            return found[0].sectors if found[0].sectors != ("UNK",) else _OTHER
    return _OTHER


@lru_cache(maxsize=4096)
def canonical_office(phrase: str) -> str:
    """`foreign minister` gives `Minister of Foreign Affairs`; words that are no office in our tables come back as they are."""
    for agent in agents().exact(phrase.lower()):
        if agent.role.endswith("{of}"):
            return agent.role.removesuffix("{of}")
    return phrase


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {
        fold(o): alternatives(row["sectors"]) for row in table("office_sectors") for o in alternatives(row["offices"])
    }

"""At what level somebody speaks for a side: head of state, minister, envoy, officer, armed group, party."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, lru_cache

from sayso.knowledge.known import Known
from sayso.lexicon.tables import table

STATE = "state as a whole"
UNKNOWN = "level not known"


@cache
def order() -> tuple[str, ...]:
    """All levels, the highest first."""
    own = dict.fromkeys(row["level"] for row in table("levels", language=None, package="sayso.desk"))
    return (*own, STATE, UNKNOWN)


@lru_cache(maxsize=2048)
def known_as(own: str, name: str) -> Known | None:
    """The row of our knowledge base for an actor of a store; None for one that it does not have."""
    from sayso.knowledge.base import base

    if not own.startswith("actor:"):
        return None
    for phrase in dict.fromkeys((name, own.removeprefix("actor:").replace("-", " "))):
        for term in base().exact(phrase):
            if term.known.id == own:
                return term.known
    return None


@lru_cache(maxsize=2048)
def level_of(own: str, name: str, country: str | None, sectors: str, kind: str | None, day: str) -> tuple[str, str]:
    """The level of an actor on a day and the office that tells it, "" where the sector does; `sectors` is JSON."""
    known = known_as(own, name)
    spell = known.at(day) if known else None
    office = spell.office if spell else ""
    listed: Sequence[str] = (*(spell.sectors if spell else ()), *json.loads(sectors))
    for row in table("levels", language=None, package="sayso.desk"):
        if _fits(row["by"], row["value"], office, name, listed, country):
            return row["level"], office
    if kind == "state" or own.removeprefix("actor:") == (country or "").lower():
        return STATE, office
    return UNKNOWN, office


def _fits(by: str, value: str, office: str, name: str, sectors: Sequence[str], country: str | None) -> bool:
    if by == "sector":
        return value in sectors
    if by == "country":
        return value == country
    told = office or name  # a role without a name is called by its office: "Minister of Defence"
    if by == "office":
        return told == value
    return (
        told.startswith(f"{value} ") or told == value
        if by == "begins"
        else value.lower() in told.lower().split() or (" " in value and value.lower() in told.lower())
    )

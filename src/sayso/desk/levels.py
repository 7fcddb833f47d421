"""At what level somebody speaks for a side: head of state, minister, envoy, officer, armed group, party."""

from __future__ import annotations

import json
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


@lru_cache(maxsize=16_384)
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


@lru_cache(maxsize=4096)
def level_of(own: str, name: str, country: str | None, sectors: str, kind: str | None, day: str) -> tuple[str, str]:
    """The level of an actor on a day and the office that tells it, "" where the sector does; `sectors` is JSON."""
    known = known_as(own, name)
    spell = known.at(day) if known else None
    office = spell.office if spell else ""
    level = _ranked(office or name, sectors, spell.sectors if spell else (), country)
    if level is None:
        whole = kind == "state" or own.removeprefix("actor:") == (country or "").lower()
        level = STATE if whole else UNKNOWN
    return level, office


@lru_cache(maxsize=16_384)
def _ranked(told: str, sectors: str, more: tuple[str, ...], country: str | None) -> str | None:
    """The first level that fits what somebody is called: many days of an actor share one answer."""
    listed, lower = (*more, *json.loads(sectors)), told.lower()
    words = lower.split()
    for by, value, level in _rules():
        if by == "sector":
            fits = value in listed
        elif by == "country":
            fits = value == country
        elif by == "office":
            fits = told == value
        elif by == "begins":
            fits = told == value or told.startswith(f"{value} ")
        else:
            small = value.lower()
            fits = small in words or (" " in small and small in lower)
        if fits:
            return level
    return None


@cache
def _rules() -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (row["by"], row["value"], row["level"]) for row in table("levels", language=None, package="sayso.desk")
    )

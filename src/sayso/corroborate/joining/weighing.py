"""The tables by which pairs of claims are weighed: weights, types and modes that go together."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from sayso.lexicon.tables import table


class Weights(NamedTuple):
    """The table of weights."""

    type: float
    mode: float
    mode_apart: float
    actor: float
    actor_apart: float
    other: float
    other_apart: float
    unlike: float
    circle: float
    place: float
    days: float
    day_specific: float
    name: float
    name_specific: float
    toll: float
    toll_close: float
    word: float
    word_specific: float
    word_generic: float
    word_more: float
    word_apart: float
    content: float
    content_apart: float
    signs: float
    related: float
    related_specific: float
    denial: float
    join: float
    join_inside: float
    specific: float
    steep: float


@cache
def weights() -> Weights:
    """The weights as shipped."""
    rows = {row["name"]: float(row["value"]) for row in table("weights", language=None, package=__package__)}
    return Weights(**rows)


@lru_cache(maxsize=1024)
def closeness(type_a: str, mode_a: str | None, type_b: str, mode_b: str | None) -> float:
    """How close two types are: 1 for the same, 0 for those under which no event is told alike."""
    if type_a == type_b:
        return 1.0
    return max(_close(type_a, mode_a, type_b, mode_b), _close(type_b, mode_b, type_a, mode_a))


def _close(type_a: str, mode_a: str | None, type_b: str, mode_b: str | None) -> float:
    best = 0.0
    for row in table("type_closeness", language=None, package=__package__):
        if row["type_a"] == type_a and row["type_b"] == type_b:
            if row["mode_a"] in ("", mode_a or "") and row["mode_b"] in ("", mode_b or ""):
                best = max(best, float(row["closeness"]))
    return best


@cache
def _modes() -> frozenset[tuple[str, str, str]]:
    rows = table("mode_closeness", language=None, package=__package__)
    return frozenset(
        (r["type"], *pair) for r in rows for pair in ((r["mode_a"], r["mode_b"]), (r["mode_b"], r["mode_a"]))
    )


def modes_agree(type_: str, one: str, other: str) -> bool:
    """Can one event of the type be told under both modes?"""
    return one == other or (type_, one, other) in _modes()

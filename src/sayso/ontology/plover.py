"""Types, modes and contexts of PLOVER 2.0."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.ontology._tables import look_up, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One of the 16 types. `quad`: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""

    code: str
    title: str
    quad: int
    recipient_needed: bool
    score: float
    definition: str
    example: str
    note: str
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A mode of one type; some names serve several types."""

    type: str
    code: str
    score: float
    definition: str
    example: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    code: str
    definition: str
    example: str


@cache
def modes() -> tuple[Mode, ...]:
    """All pairs of type and mode."""
    return tuple(
        Mode(
            type=r["type"],
            code=r["code"],
            score=float(r["score"]),
            definition=r["definition"],
            example=r["example"],
            note=r["note"],
        )
        for r in rows("modes")
    )


@cache
def types() -> tuple[EventType, ...]:
    """The 16 types, from cooperation to conflict."""
    return tuple(
        EventType(
            code=r["code"],
            title=r["title"],
            quad=int(r["quad"]),
            recipient_needed=r["recipient"] == "1",
            score=float(r["score"]),
            definition=r["definition"],
            example=r["example"],
            note=r["note"],
            modes=tuple(m.code for m in modes() if m.type == r["code"]),
        )
        for r in rows("types")
    )


@cache
def contexts() -> tuple[Context, ...]:
    """The 37 contexts."""
    return tuple(Context(**r) for r in rows("contexts"))


@cache
def _types() -> dict[str, EventType]:
    return {t.code: t for t in types()}


@cache
def _modes() -> dict[str, Mode]:
    return {f"{m.type}/{m.code}": m for m in modes()}


def event_type(code: str) -> EventType:
    """A type by its code, such as ASSAULT. Raises `InputError` naming the nearest codes."""
    return look_up(_types(), code, "event type")


def mode(type: str, code: str) -> Mode:
    """A mode of a type, such as ASSAULT and aerial. Raises `InputError` naming the nearest codes."""
    return look_up(_modes(), f"{type}/{code}", "mode")


def quad(type: str) -> int:
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    return event_type(type).quad

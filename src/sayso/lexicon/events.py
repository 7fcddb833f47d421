"""The tables that say which words tell of which events: verbs, nouns, light verbs and word classes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from sayso.lexicon.tables import Row, alternatives, table

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbRow:
    """A verb in one sense. Cells that list alternatives are tuples; an empty tuple asks for nothing."""

    verb: str
    with_: tuple[str, ...]  # particles or prepositions, one of which must stand below the verb
    object: tuple[
        str, ...
    ]  # head words of the object (or of the preposition's object); "@class", "!word" excludes, "-" none
    subject: tuple[str, ...]
    type: str
    mode: str
    cameo: str
    contexts: tuple[str, ...]
    recipient: tuple[str, ...]  # where the recipient stands, best first: obj, clause, none or a preposition
    actor: tuple[str, ...]  # where the actor stands, if not the subject
    sym: bool  # all parties are alike: met, signed with, clashed
    content: str  # threat|demand|proposal|promise|refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class NounRow:
    """A noun that names an event. `stand` is `light` where it counts only with a light verb."""

    noun: str
    with_: tuple[str, ...]
    type: str
    mode: str
    cameo: str
    contexts: tuple[str, ...]
    actor: tuple[str, ...]  # poss|amod|compound|by|of|from|between
    recipient: tuple[str, ...]
    sym: bool
    content: str
    stand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LightRow:
    """A verb that only says that the event of its noun took place, was called off, suffered."""

    verb: str
    with_: tuple[str, ...]
    subject: str  # actor|recipient|host|mediator|none|cause
    effect: str  # occur|attempt|cancel|postpone|end|begin|plan|refuse|agree|call
    types: tuple[str, ...]


@cache
def _verbs() -> dict[str, tuple[VerbRow, ...]]:
    return _index("event_verbs", "verb", _verb)


@cache
def _nouns() -> dict[str, tuple[NounRow, ...]]:
    return _index("event_nouns", "noun", _noun)


@cache
def _lights() -> dict[str, tuple[LightRow, ...]]:
    return _index("light_verbs", "verb", _light)


@cache
def _classes() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for row in table("event_classes"):
        words.setdefault(row["class"].lstrip("@"), set()).add(row["word"].lower())
    return {name: frozenset(found) for name, found in words.items()}


def verb_rows(lemma: str) -> tuple[VerbRow, ...]:
    """The senses of a verb, in the order of the table."""
    return _verbs().get(lemma, ())


def noun_rows(lemma: str) -> tuple[NounRow, ...]:
    return _nouns().get(lemma, ())


def light_rows(lemma: str) -> tuple[LightRow, ...]:
    return _lights().get(lemma, ())


def class_words(name: str) -> frozenset[str]:
    """The lemmas of a word class, without its `@`; empty for an unknown one."""
    return _classes().get(name, frozenset())


def _index(name: str, key: str, make: Callable[[Row], Made]) -> dict[str, tuple[Made, ...]]:
    found: dict[str, list[Made]] = {}
    for row in table(name):
        found.setdefault(row[key].lower(), []).append(make(row))
    return {lemma: tuple(rows) for lemma, rows in found.items()}


def _verb(row: Row) -> VerbRow:
    return VerbRow(
        verb=row["verb"].lower(),
        with_=alternatives(row["with"]),
        object=alternatives(row["object"]),
        subject=alternatives(row["subject"]),
        type=row["type"],
        mode=row["mode"],
        cameo=row["cameo"],
        contexts=alternatives(row["contexts"]),
        recipient=alternatives(row["recipient"]) or ("obj",),
        actor=alternatives(row["actor"]) or ("subj",),
        sym=row["sym"] == "1",
        content=row["content"],
    )


def _noun(row: Row) -> NounRow:
    return NounRow(
        noun=row["noun"].lower(),
        with_=alternatives(row["with"]),
        type=row["type"],
        mode=row["mode"],
        cameo=row["cameo"],
        contexts=alternatives(row["contexts"]),
        actor=alternatives(row["actor"]),
        recipient=alternatives(row["recipient"]),
        sym=row["sym"] == "1",
        content=row["content"],
        stand=row["stand"] or "any",
    )


def _light(row: Row) -> LightRow:
    return LightRow(
        verb=row["verb"].lower(),
        with_=alternatives(row["with"]),
        subject=row["subject"] or "actor",
        effect=row["effect"] or "occur",
        types=alternatives(row["types"]),
    )

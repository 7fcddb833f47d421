"""Known persons and organisations: the knowledge base of actors, by name, by office and day, and by likeness of name."""

from __future__ import annotations

from sayso.knowledge.base import Base, base
from sayso.knowledge.known import Known, KnownTerm, Spell

__all__ = ["Base", "Known", "KnownTerm", "Spell", "known_terms"]


def known_terms() -> Base:
    """Names of the organisations and persons that we know; asked like a `PhraseIndex`."""
    return base()

"""A store, opened."""

from __future__ import annotations

from pathlib import Path

from sayso.store.derived import DerivedStore
from sayso.store.engine import CACHE, address_of, engine_of
from sayso.store.judging import JudgementStore
from sayso.store.ledger import LedgerWriter
from sayso.store.matching import MatchStore
from sayso.store.people import PeopleStore
from sayso.store.reading import LedgerReader
from sayso.store.schema import make_ready
from sayso.store.touching import TouchStore


class Store(LedgerWriter, LedgerReader, MatchStore, DerivedStore, JudgementStore, TouchStore, PeopleStore):
    """The ledger, what is derived from it, and the judgements, in SQLite or PostgreSQL. For one thread at a time."""


def open_store(where: str | Path, *, create: bool = False, read_only: bool = False, cache: int = CACHE) -> Store:
    """The store at a file or a PostgreSQL address; older tables are brought forward, after a backup of a SQLite file.

    `cache`: KiB of a SQLite file that each connection keeps in memory at most.
    """
    address = address_of(where)
    engine = engine_of(address, create=create, read_only=read_only, cache=cache)
    try:
        version = make_ready(engine, address, create=create, read_only=read_only)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, address, version, read_only=read_only)

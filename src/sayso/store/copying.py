"""Moving a store, whole, between files and databases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.engine import Connection

from sayso.codec import compact
from sayso.errors import StoreError
from sayso.store import tables
from sayso.store.opening import Store, open_store
from sayso.store.session import stored

PAGE = 2000  # rows that are in memory at a time
_ORDER = {"articles": ("version", "id"), "documents": ("number",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What `copy_store` moved: the rows of each table."""

    source: str
    target: str
    rows: dict[str, int]


def copy_store(source: str | Path, target: str | Path) -> Copied:
    """Copy all tables of one store to an empty or new one, of either database, and prove that both hold the same.

    All or nothing: the target is filled in one transaction, in which number and digest of the rows of each table are compared.
    """
    with open_store(source, read_only=True) as one, open_store(target, create=True) as other:
        if one.url == other.url:
            raise StoreError(f"a store cannot be copied onto itself: {one.url}; name another target")
        with one.read() as reading, other.transaction(), other._writing() as writing:
            _must_be_empty(writing, other)
            moved = {}
            for table in every_table():
                for page in _pages(reading, table, _ORDER.get(table.name)):
                    other._insert(writing, table, page)
                moved[table.name] = _same(table, digest(reading, table), digest(writing, table), other)
        return Copied(source=one.url, target=other.url, rows=moved)


def every_table() -> tuple[Table, ...]:
    """All tables, each after those that it refers to: the ledger, what is derived, then watching, people and the desk's work."""
    first = (*tables.LEDGER, *tables.DERIVED)
    return (*first, *(table for table in tables.metadata.sorted_tables if table not in first))


def _must_be_empty(connection: Connection, store: Store) -> None:
    for table in every_table():
        if connection.scalar(select(func.count()).select_from(table)):
            raise StoreError(
                f"the store {store.url} is not empty (it has {table.name}); copy to a new one", code="not_empty"
            )


def _same(table: Table, here: tuple[int, str], there: tuple[int, str], store: Store) -> int:
    if here != there:
        raise StoreError(
            f"the copy of {table.name} in {store.url} is not equal ({here[0]} rows became {there[0]}), so nothing was kept; "
            "run sayso store check on both, then try again",
            code="unequal_copy",
        )
    return here[0]


def digest(connection: Connection, table: Table) -> tuple[int, str]:
    """How many rows a table has, and a hash of all of them that is the same on both databases."""
    rows, found = 0, hashlib.sha256()
    for page in _pages(connection, table, None):
        rows += len(page)
        for row in page:
            found.update(compact(tuple(row)) + b"\n")
    return rows, found.hexdigest()


def _pages(connection: Connection, table: Table, order: tuple[str, ...] | None) -> Iterator[list[Any]]:
    own = stored(table)
    keys = [table.c[name] for name in order] if order else [c for c in table.primary_key.columns if c in own]
    query = select(*own).order_by(*(keys or [table.c.article_id]))
    with connection.execute(query.execution_options(yield_per=PAGE)) as result:
        for page in result.partitions():
            yield list(page)

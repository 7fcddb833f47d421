"""The revision of a store's tables, and the way forward from an older one."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect
from sqlalchemy.engine import Connection

from sayso.errors import StoreError
from sayso.store import (
    desk_tables,  # noqa: F401  (its tables are made known)
    people_tables,  # noqa: F401  (its tables are made known)
    rollup_tables,  # noqa: F401  (its tables are made known)
    watch_tables,  # noqa: F401  (its tables are made known)
)
from sayso.store.engine import BEGIN, Address, in_words
from sayso.store.views import create_views, drop_views

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0008"  # the newest revision in migrations/versions, which a test compares: opening a store needs no Alembic
_LOCK = 5_130_417  # of PostgreSQL, so that two programs do not migrate at once
log = logging.getLogger(__name__)


def make_ready(engine: Engine, address: Address, *, create: bool, read_only: bool) -> str:
    """The revision of the store after it was made or brought forward, as far as this is asked for and possible."""
    with in_words(address):
        with engine.connect() as connection:
            found = revision_of(connection)
            empty = found is None and not inspect(connection).get_table_names()
        if found == HEAD:
            return found
        _refuse(address, found, empty=empty, create=create, read_only=read_only)
        if found is not None and address.dialect == "sqlite" and not address.in_memory:
            log.warning("the store %s was saved as %s before its tables change", address, backup(address, found))
        upgrade(engine)
        return HEAD


def revision_of(connection: Connection) -> str | None:
    """The revision that the store says it has; None where it is no store of ours, or an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])


def _refuse(address: Address, found: str | None, *, empty: bool, create: bool, read_only: bool) -> None:
    if found is None and not empty:
        raise StoreError(f"{address} is a database, but no store of Sayso; name another one", code="no_store")
    if found is None and (not create or read_only):
        raise StoreError(
            f"there is no store at {address}; make one with: sayso code PATHS --store {address}", code="no_store"
        )
    if found is not None and found > HEAD:
        raise StoreError(
            f"the store {address} was written by a newer Sayso (its tables have revision {found}, this program knows "
            f"{HEAD}); upgrade with: pip install --upgrade sayso",
            code="newer_store",
        )
    if found is not None and read_only:
        raise StoreError(
            f"the store {address} has tables of revision {found} and must be brought to {HEAD}: "
            f"sayso store upgrade {address}",
            code="older_store",
        )


def backup(address: Address, revision: str) -> Path:
    """The file to which the store was copied, whole, beside it."""
    assert address.path is not None
    target = address.path.with_name(f"{address.path.name}.before-{HEAD}-from-{revision}")
    with in_words(address):
        source, copy = sqlite3.connect(address.path), sqlite3.connect(target)
        try:
            source.backup(copy)
        finally:
            copy.close()
            source.close()
    return target


def upgrade(engine: Engine, to: str = HEAD) -> None:
    """Bring the tables to a revision, in one transaction; the views are those of the newest."""
    from alembic import command

    with engine.connect() as connection:
        connection.info[BEGIN] = "BEGIN IMMEDIATE"
        try:
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                drop_views(connection)
                command.upgrade(config(connection), to)
                if to == HEAD:
                    create_views(connection)
        finally:
            connection.info.pop(BEGIN, None)


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings for the folder in this package."""
    from alembic.config import Config

    found = Config()
    found.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    found.attributes["connection"] = connection
    return found

"""Adding to sums that stand in a table, and dropping those that came to nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.engine import Connection

from sayso.store.rolling import Key
from sayso.store.rollup_tables import SUMS, TOTALS


def write_sums(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Add these sums to those that are there; rows of other rollups stay as they are."""
    if not rows:
        return
    sql = _adding(table, connection.dialect.name)
    if connection.dialect.name == "sqlite":
        cast(sqlite3.Connection, connection.connection.driver_connection).executemany(sql, rows)
    else:
        connection.exec_driver_sql(sql, [tuple(row) for row in rows])


def drop_empty(
    connection: Connection, table: Table, keys: Sequence[Key | tuple[str, ...]], number: str = "events"
) -> None:
    """A sum of no events goes: only those that lost some are looked at."""
    if not keys:
        return
    names = [column.name for column in table.primary_key.columns]
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    own = " AND ".join(f'"{name}" = {mark}' for name in names)
    sql = f"DELETE FROM {table.name} WHERE {own} AND {number} = 0"
    if connection.dialect.name == "sqlite":
        cast(sqlite3.Connection, connection.connection.driver_connection).executemany(sql, keys)
    else:
        connection.exec_driver_sql(sql, [tuple(key) for key in keys])


@cache
def _adding(table: Table, dialect: str) -> str:
    names = [column.name for column in table.columns]
    mark = "?" if dialect == "sqlite" else "%s"
    listed = ", ".join(f'"{name}"' for name in names)
    plain = f"INSERT INTO {table.name} ({listed}) VALUES ({', '.join([mark] * len(names))}) ON CONFLICT"
    keys = [column.name for column in table.primary_key.columns]
    if table not in (*SUMS, *TOTALS):
        return f"{plain} DO NOTHING"
    added = ", ".join(f'"{name}" = {_joined(table.name, name, dialect)}' for name in names if name not in keys)
    listed = ", ".join(f'"{key}"' for key in keys)
    return f"{plain} ({listed}) DO UPDATE SET {added}"


def _joined(table: str, name: str, dialect: str) -> str:
    """How a value joins the one that stands there: times keep the earlier or the later one, numbers are added."""
    both = f'{table}."{name}", excluded."{name}"'
    if name == "first_at":
        return f"min({both})" if dialect == "sqlite" else f"least({both})"
    if name == "last_at":
        return f"max({both})" if dialect == "sqlite" else f"greatest({both})"
    return both.replace(", ", " + ")

"""One connection, and transactions on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from types import TracebackType
from typing import Any, Self, cast

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Engine, Table, any_, bindparam, func, select
from sqlalchemy.engine import Connection

from sayso.codec import compact
from sayso.errors import StoreError
from sayso.store.engine import BEGIN, Address, in_words
from sayso.store.tables import WORDS

_LOCK = 5_130_418  # of PostgreSQL: one program derives at a time, as on SQLite
Row = Sequence[Any]


class Session:
    """A store's connection. For one thread at a time; processes and threads open a store each."""

    def __init__(self, engine: Engine, address: Address, version: str, *, read_only: bool = False) -> None:
        self.engine, self.address, self.version, self.read_only = engine, address, version, read_only
        self.url = str(address)
        self.dialect = address.dialect
        self._connection: Connection | None = None
        self._open = False  # a transaction is under way

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connection back; the store can be opened again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Inside, all changes are one: they are kept together or not at all, and no other program writes derived tables."""
        with self._writing() as connection:
            if self.dialect == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                # Everything in here is found by keys; tables that have just been filled have no statistics that say so.
                connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            yield

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A SQLAlchemy connection that can only read, and that sees one state of the store throughout."""
        with in_words(self.address), self.engine.connect() as connection:
            connection.info["sayso_reader"] = self
            if self.dialect == "postgresql":
                yield connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
                return
            if self.read_only:  # the file itself is open so
                yield connection
                return
            connection.exec_driver_sql("PRAGMA query_only=ON")
            try:
                yield connection
            finally:
                connection.exec_driver_sql("PRAGMA query_only=OFF")

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise StoreError(f"the store {self.url} is open for reading only; open it for writing", code="read_only")
        if self._open:
            assert self._connection is not None
            yield self._connection
            return
        with self._begun("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._open:
            assert self._connection is not None
            yield self._connection
            return
        with self._begun("BEGIN") as connection:
            yield connection

    @contextmanager
    def _begun(self, how: str) -> Iterator[Connection]:
        with in_words(self.address):
            if self._connection is None:
                self._connection = self.engine.connect()
            connection = self._connection
            connection.info[BEGIN] = how
            try:
                with connection.begin():
                    self._open = True
                    yield connection
            finally:
                self._open = False
                connection.info.pop(BEGIN, None)

    def _rows(self, connection: Connection, sql: str, values: Sequence[Any]) -> Sequence[Row]:
        """The rows of a query written with `?`; of SQLite straight from the driver, since short queries are many."""
        if self.dialect == "sqlite":
            found: list[Row] = _driver(connection).execute(sql, values).fetchall()
            return found
        return connection.exec_driver_sql(self._sql(sql), tuple(values)).all()

    def _among(self, connection: Connection, sql: str, values: Iterable[str]) -> Sequence[Row]:
        """The rows of a query in which `{among}` stands for a condition that a column is one of the values."""
        listed = list(values)
        if self.dialect == "sqlite":
            return self._rows(
                connection, sql.format(among="IN (SELECT value FROM json_each(?))"), (compact(listed).decode(),)
            )
        return self._rows(connection, sql.format(among="= ANY(?)"), (listed,))

    def _many(self, connection: Connection, sql: str, rows: Sequence[Row]) -> None:
        """Carry out a statement written for the driver for every row."""
        if self.dialect == "sqlite":
            _driver(connection).executemany(sql, rows)
        else:
            connection.exec_driver_sql(sql, [tuple(row) for row in rows])

    def _sql(self, sql: str) -> str:
        """The statement with the marks for parameters that the driver wants."""
        return sql if self.dialect == "sqlite" else sql.replace("?", "%s")

    def _insert_sql(self, table: Table) -> str:
        return _insert_sql(table, self.dialect)

    def _insert(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Add rows in the order of the table's columns; those that are there already stay as they are."""
        if rows:
            self._many(connection, _insert_sql(table, self.dialect), rows)

    def _upsert(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Add rows; those that are there already take the new values."""
        if rows:
            self._many(connection, _upsert_sql(table, self.dialect), rows)


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.driver_connection)


@cache
def _upsert_sql(table: Table, dialect: str) -> str:
    keys = [c.name for c in table.primary_key.columns]
    values = ", ".join(f'"{c.name}" = excluded."{c.name}"' for c in stored(table) if c.name not in keys)
    plain = _insert_sql(table, dialect).removesuffix("DO NOTHING")
    return f"{plain} ({', '.join(keys)}) DO UPDATE SET {values}"


@cache
def _insert_sql(table: Table, dialect: str) -> str:
    names = [f'"{c.name}"' for c in stored(table)]
    mark = "?" if dialect == "sqlite" else "%s"
    return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join([mark] * len(names))}) ON CONFLICT DO NOTHING"


@cache
def stored(table: Table) -> tuple[Any, ...]:
    """The columns of a table that we fill: all but the numbers that the database gives."""
    return tuple(c for c in table.columns if c.autoincrement is not True)


def among(column: Any, values: Iterable[Any], dialect: str) -> ColumnElement[bool]:
    """Whether the column is one of the values: one parameter, however many they are."""
    listed = list(values)
    whole = isinstance(column.type, BigInteger)
    if dialect == "sqlite":
        each = func.json_each(bindparam(None, compact(listed).decode(), WORDS, unique=True)).table_valued("value")
        return column.in_(select(each.c.value))  # type: ignore[no-any-return]
    kind = ARRAY(BigInteger() if whole else WORDS)
    return column == any_(bindparam(None, listed, kind, unique=True))  # type: ignore[no-any-return]

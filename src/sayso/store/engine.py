"""Where a store is, how its database is opened, and its errors in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool, StaticPool

from sayso.errors import InputError, MissingExtra, StoreError

MEMORY = ":memory:"
CACHE = 32_768  # KiB of a SQLite file that a connection keeps in memory
WAIT = 60  # seconds that a writer waits for another one
BEGIN = "sayso_begin"  # key of a connection's info: how the next transaction begins
_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is: a file (or `:memory:`) of SQLite, or a PostgreSQL database."""

    dialect: str
    path: Path | None = None
    url: URL | None = None

    def __str__(self) -> str:
        """The address as people write it, without a password."""
        if self.url is None:
            return str(self.path)
        return self.url.set(drivername="postgresql").render_as_string(hide_password=True)

    @property
    def in_memory(self) -> bool:
        return str(self.path) == MEMORY


def address_of(where: str | Path) -> Address:
    """Where the store is that the user names: `sayso.db`, `sqlite:///sayso.db` or `postgresql://user@host/database`."""
    text = str(where)
    if "://" not in text:
        if not text:
            raise InputError("a store needs a name, for example sayso.db", code="store_address", value=text)
        return Address("sqlite", path=Path(text))
    scheme, _, rest = text.partition("://")
    if scheme == "sqlite":
        return Address("sqlite", path=Path(rest[1:] or MEMORY))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    if url is None or scheme not in _POSTGRES or not url.database:
        raise InputError(
            f"a store cannot be at {scheme}://...: give a file such as sayso.db, or postgresql://user@host/database",
            code="store_address",
            value=scheme,
        )
    return Address("postgresql", url=url.set(drivername="postgresql+psycopg"))


def engine_of(address: Address, *, create: bool = False, read_only: bool = False, cache: int = CACHE) -> Engine:
    """An engine whose every connection keeps what was committed: WAL and full sync on SQLite, the server's own on PostgreSQL."""
    if address.dialect == "postgresql":
        return _postgres(address, read_only=read_only)
    assert address.path is not None
    _must_be_there(address, create=create)
    pool = StaticPool if address.in_memory else QueuePool
    engine = create_engine(
        "sqlite://",
        creator=lambda: _open_file(address, create=create, read_only=read_only, cache=cache),
        poolclass=pool,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _must_be_there(address: Address, *, create: bool) -> None:
    path = address.path
    if path is None or address.in_memory or path.is_file():
        return
    if path.is_dir():
        raise StoreError(f"the store {path} is a folder; name a file in it, for example {path / 'sayso.db'}")
    if not create:
        raise StoreError(
            f"there is no store at {path}; make one with: sayso code PATHS --store {path}", code="no_store"
        )
    if not path.parent.is_dir():
        raise StoreError(f"the store {path} cannot be made: there is no folder {path.parent}; make it first")


def _open_file(address: Address, *, create: bool, read_only: bool, cache: int) -> sqlite3.Connection:
    mode = "ro" if read_only else "rwc" if create else "rw"
    name = ":memory:" if address.in_memory else f"file:{quote(str(address.path))}?mode={mode}"
    connection = sqlite3.connect(
        name,
        uri=not address.in_memory,
        timeout=WAIT,
        isolation_level=None,  # we say ourselves where a transaction begins
        check_same_thread=False,  # the pool hands a connection to one thread at a time
        cached_statements=512,
    )
    if not read_only:
        # A commit has reached the disk when it returns; readers never wait for a writer.
        connection.execute("PRAGMA journal_mode=WAL")
        # Ids are hashes, so each article touches pages everywhere: moving them seldom keeps the cost of a commit flat.
        connection.execute("PRAGMA wal_autocheckpoint=8000")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"PRAGMA cache_size=-{cache}")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.info.get(BEGIN, "BEGIN"))


def _postgres(address: Address, *, read_only: bool) -> Engine:
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise MissingExtra("psycopg", "postgres") from error
    assert address.url is not None
    options: dict[str, Any] = {"postgresql_readonly": True} if read_only else {}
    return create_engine(
        address.url,
        pool_pre_ping=True,
        execution_options=options,
        connect_args={"connect_timeout": 10, "application_name": "sayso"},
    )


@contextmanager
def in_words(address: Address) -> Iterator[None]:
    """Inside, what the database complains of becomes a `StoreError` that names the store and the next step."""
    try:
        yield
    except DBAPIError as error:
        raise _explained(address, error) from error
    except SQLAlchemyError as error:
        raise StoreError(f"the store {address} cannot be used: {_first_line(error)}") from error
    except sqlite3.Error as error:
        raise _explained(address, error) from error


def _explained(address: Address, error: Exception) -> StoreError:
    cause = getattr(error, "orig", None) or error
    said = _first_line(cause)
    low = said.lower()
    for words, code, told in _TROUBLES:
        if any(word in low for word in words) or getattr(cause, "sqlstate", None) in words:
            return StoreError(f"{told.format(store=address)} ({said})", code=code)
    return StoreError(f"the store {address} cannot be used: {said}; sayso store check {address} looks into it")


_TROUBLES = (
    (
        ("disk is full", "disk i/o error", "no space left", "53100"),
        "disk_full",
        "nothing more can be written to the store {store}: the disk or the quota is full. Everything committed is safe. "
        "Free some space and run the same command again",
    ),
    (
        ("database is locked", "55p03"),
        "locked",
        f"another program has kept the store {{store}} locked for {WAIT} seconds; end it, then run the same command again",
    ),
    (
        ("readonly database", "read-only transaction", "25006"),
        "read_only",
        "the store {store} can only be read here; check the rights of the file and its folder",
    ),
    (
        ("not a database", "malformed"),
        "damaged",
        "the file {store} is not a SQLite database, or it is damaged; name another one, or restore a backup",
    ),
    (
        ("unable to open database",),
        "unreadable",
        "the store {store} cannot be opened; check that the file and its folder can be read and written",
    ),
    (
        ("connection to server", "connection is bad", "connection failed", "timeout expired", "08006", "08001"),
        "no_server",
        "no connection to the store {store}; check host, port, user, password and that the database exists",
    ),
)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]

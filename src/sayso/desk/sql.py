"""SQL by DuckDB over a folder of Parquet files or over a store: to read only, with a limit of time and rows."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sayso.desk import loading
from sayso.errors import InputError, MissingExtra

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SECONDS, ROWS = 30.0, 1000
PAGE = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows in memory, since a query's answer is limited; `cut` if there were more."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    cut: bool


def sql(where: str | Path, query: str, *, seconds: float = SECONDS, limit: int | None = ROWS) -> Answer:
    """The answer of one SELECT. Raises `InputError` in one line, with the tables that there are where a name is wrong."""
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtra("duckdb", "sql") from error
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="sayso-sql-")))
        connection = stack.enter_context(duckdb.connect(":memory:", config={"temp_directory": str(folder / "spill")}))
        names: list[str] = []
        with _in_words(duckdb, query, seconds, names):
            _only_reads(connection, duckdb, query)
            if Path(str(where)).is_dir():
                names += _views(connection, Path(where))
            else:
                names += _store(connection, duckdb, where, query, folder, time.monotonic() + seconds)
            _lock(connection)
            return _run(connection, query, seconds, limit)


def _only_reads(connection: DuckDBPyConnection, duckdb: Any, query: str) -> None:
    statements = connection.extract_statements(query)
    if len(statements) != 1:
        raise InputError(f"give one statement of SQL, not {len(statements)}", code="sql", value=query)
    allowed = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
    if statements[0].type not in allowed:
        kind = statements[0].type.name
        raise InputError(f"{kind} is not allowed here: only SELECT and the like, which read", code="sql", value=query)


def _views(connection: DuckDBPyConnection, folder: Path) -> list[str]:
    """A view for each Parquet file, or each folder of Parquet files, of the folder."""
    found = {path.stem: [path] for path in sorted(folder.glob("*.parquet"))}
    for path in sorted(folder.glob("*/")):
        if files := sorted(path.rglob("*.parquet")):
            found.setdefault(path.name, files)
    if not found:
        raise InputError(
            f"the folder {folder} holds no Parquet file; make some: sayso export parquet -o {folder}", value=str(folder)
        )
    every = [str(path.resolve()) for paths in found.values() for path in paths]
    connection.execute("SET allowed_paths = ?", [every])
    for name, paths in found.items():
        listed = ", ".join("'" + str(path.resolve()).replace("'", "''") + "'" for path in paths)
        own = name.replace('"', '""')
        connection.execute(f'CREATE VIEW "{own}" AS SELECT * FROM read_parquet([{listed}])')
    return list(found)


def _store(
    connection: DuckDBPyConnection, duckdb: Any, where: str | Path, query: str, folder: Path, ends: float
) -> list[str]:
    """The store's tables and views, those filled that the query names."""
    from sayso.store import open_store

    with open_store(where, read_only=True) as store:
        schema = loading.schema_of(store)
        loading.create(connection, schema)
        asked = _named(duckdb, schema, query)
        for name in schema:
            if name in asked:
                loading.fill(connection, store, name, schema, query, folder, ends)
    return list(schema)


def _named(duckdb: Any, schema: loading.Schema, query: str) -> set[str]:
    """The tables that a query names. Finding out makes DuckDB look at every file it names too: so it is locked up first."""
    with duckdb.connect(":memory:") as planner:
        loading.create(planner, schema)
        _lock(planner)
        try:
            found = planner.get_table_names(query)
        except duckdb.CatalogException:
            return set()  # running it will tell
        return {name.rpartition(".")[2].lower() for name in found}


def _lock(connection: DuckDBPyConnection) -> None:
    """From here on no file, no network, no extension, and no way back."""
    for setting in (
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {setting}")


def _run(connection: DuckDBPyConnection, query: str, seconds: float, limit: int | None) -> Answer:
    timer = threading.Timer(seconds, connection.interrupt)
    timer.start()
    try:
        done = connection.execute(query)
        columns = _unique([column[0] for column in done.description or ()])
        found: list[Any] = []
        while limit is None or len(found) <= limit:
            page = done.fetchmany(PAGE)
            if not page:
                break
            found += page
    finally:
        timer.cancel()
    cut = limit is not None and len(found) > limit
    kept = found[:limit] if cut else found
    rows = tuple(dict(zip(columns, map(_plain, row), strict=True)) for row in kept)
    return Answer(columns, rows, cut)


def _unique(names: list[str]) -> tuple[str, ...]:
    """The names of the columns; a name that comes again gets a number."""
    out: list[str] = []
    for name in names:
        number, own = 1, name
        while own in out:
            number += 1
            own = f"{name}_{number}"
        out.append(own)
    return tuple(out)


def _plain(value: Any) -> Any:
    """A value that JSON can carry as a number where it is one."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and value.is_finite() else float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


@contextmanager
def _in_words(duckdb: Any, query: str, seconds: float, names: list[str]) -> Iterator[None]:
    """DuckDB's complaints as an `InputError` of one line that names the next step."""
    try:
        yield
    except (duckdb.InterruptException, TimeoutError) as error:
        raise InputError(
            f"the query took longer than {seconds:g} s and was stopped; narrow it, or give it more with --timeout",
            code="timeout",
            value=query,
        ) from error
    except duckdb.PermissionException as error:
        raise InputError(f"{_first(error)}: a query reads tables, no files", code="sql", value=query) from error
    except duckdb.CatalogException as error:
        tables = f"; there are: {', '.join(names)}" if names else ""
        raise InputError(f"{_first(error)}{tables}", code="sql", value=query) from error
    except duckdb.Error as error:
        raise InputError(_first(error), code="sql", value=query) from error


def _first(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    kept = [line for line in lines[:3] if not line.startswith(("LINE", "^"))]
    return " ".join(kept) or type(error).__name__

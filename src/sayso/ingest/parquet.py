"""Parquet: one article a row, read in batches by DuckDB; columns are found as in other tables."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, BinaryIO

from sayso.errors import InputError, MissingExtra
from sayso.ingest.articles import Given, failed
from sayso.ingest.records import KEYS, article_from_record
from sayso.ingest.tables import column_names, no_text
from sayso.model import Article

MAGIC = b"PAR1"
ROWS = 64  # a batch: enough to cost little a row, few enough to bound memory
_SETTINGS: dict[str, Any] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
}
_GLOB = re.compile(r"([*?\[])")


def articles_from_parquet(first: bytes, data: BinaryIO, given: Given) -> Iterator[Article]:
    """One article a row, in order; raises `MissingExtra` without DuckDB. `first` is what was read of `data` already."""
    if not first.startswith(MAGIC):
        raise InputError("the input is no Parquet file: it does not begin with PAR1", code="bad_parquet")
    try:
        import duckdb
    except ImportError:
        raise MissingExtra("duckdb", "sql") from None
    with _on_disk(first, data) as path, duckdb.connect(":memory:", config=_SETTINGS) as connection:
        try:
            yield from _articles(connection, _GLOB.sub(r"[\1]", path), given)
        except duckdb.Error as error:
            said = str(error).partition("\n")[0]
            raise InputError(f"the Parquet file cannot be read: {said}", code="bad_parquet") from None


def _articles(connection: Any, path: str, given: Given) -> Iterator[Article]:
    described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
    columns = [(row[0], name) for row, name in zip(described, column_names(r[0] for r in described), strict=True)]
    if missing := no_text(name for _, name in columns):
        yield failed("no_columns", missing, given, seen=missing)
        return
    known = {key for keys in KEYS.values() for key in keys}
    wanted = [(column, name) for column, name in columns if name in known]
    chosen = ", ".join('"' + column.replace('"', '""') + '"' for column, _ in wanted)
    rows = connection.execute(f"SELECT {chosen} FROM read_parquet(?)", [path])
    names, number = [name for _, name in wanted], 0
    while batch := rows.fetchmany(ROWS):
        for row in batch:
            number += 1
            yield article_from_record(dict(zip(names, map(_plain, row), strict=True)), given, f"row {number}")


def _plain(value: Any) -> Any:
    """A value as JSON would hold it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if value is None or isinstance(value, bool | int | float | str | list) else str(value)


@contextmanager
def _on_disk(first: bytes, data: BinaryIO) -> Iterator[str]:
    """The path of the file; what comes through a pipe is written to one, since Parquet is read from its end."""
    name = getattr(data, "name", None)
    if isinstance(name, str) and os.path.isfile(name):
        yield name
        return
    with tempfile.NamedTemporaryFile(prefix="sayso-", suffix=".parquet") as file:
        file.write(first)
        shutil.copyfileobj(data, file)
        file.flush()
        yield file.name

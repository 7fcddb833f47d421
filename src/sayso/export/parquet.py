"""Parquet by DuckDB: claims nested as in the output contract, events flat; lists are lists and structs are structs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import MissingExtra
from sayso.export.columns import columns_of
from sayso.export.flat import flat_tables
from sayso.export.jsonl import write_lines
from sayso.export.package import Package, Written

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Json = dict[str, Any]
_LONGEST = 256 * 2**20  # bytes of one object
_GROUP = 50_000  # rows of a row group


class Parquet:
    name = "parquet"
    suffix = ""

    def write(self, package: Package, out: Path) -> tuple[Written, ...]:
        """One file for each table."""
        try:
            import duckdb
        except ImportError as error:
            raise MissingExtra("duckdb", "sql") from error
        spill: dict[str, Any] = {
            "temp_directory": str(out / ".spill"),
            "threads": "1",
        }  # one thread: the same bytes every time
        with duckdb.connect(":memory:", config=spill) as connection:
            tables = (("claims", package.claims), *flat_tables(package))
            return tuple(
                Written(f"{table}.parquet", table, _write(connection, table, rows(), out)) for table, rows in tables
            )


def _write(connection: DuckDBPyConnection, table: str, rows: Iterable[Json], out: Path) -> int:
    """The rows go to a file of JSON lines first, so that memory does not grow with them."""
    lines = out / f".{table}.ndjson"
    count = write_lines(rows, lines)
    columns = columns_of(table)
    spec = ", ".join(f"{_text(c.name)}: {_text(c.type)}" for c in columns)
    listed = ", ".join(f'"{c.name}"' for c in columns)
    connection.execute(
        f"COPY (SELECT {listed} FROM read_json({_text(str(lines))}, format='newline_delimited', columns={{{spec}}}, "
        f"maximum_object_size={_LONGEST})) TO {_text(str(out / f'{table}.parquet'))} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP})"
    )
    lines.unlink()
    return count


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"

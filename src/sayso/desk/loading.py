"""The tables of a store in DuckDB: all of them by name, filled only where a query asks for them."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Boolean, Column, Float, Integer, column, inspect, select, table

from sayso.codec import compact
from sayso.store import tables as t

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from sayso.store import Store

PAGE = 2000
# Lists that the store keeps as JSON text; in DuckDB they are lists.
_LISTS = {"contexts": "VARCHAR[]", "sectors": "VARCHAR[]", "credits": "VARCHAR[]", "why": "VARCHAR[]"}
_JSON = {"json": "JSON", "evidence": "JSON", "counts": "JSON", "extra": "JSON", "parts": "JSON", "text_map": "JSON"}
_LARGE = ("json", "text", "raw_text", "reading", "text_map", "search")  # left out unless the query speaks of them
_TEXT_WHY = ("match_pairs", "event_roots")  # elsewhere `why` is a sentence

Schema = dict[str, dict[str, str]]


def schema_of(store: Store) -> Schema:
    """Every table and view of the store that may be asked: its columns with their DuckDB types. Hashes of passwords may not."""
    out: Schema = {
        name: {c.name: _type(name, c) for c in found.columns if not c.info.get("private")}
        for name, found in t.metadata.tables.items()
        if not found.info.get("private")
    }
    with store.read() as connection:
        seen = inspect(connection)
        for view in seen.get_view_names():
            out[view] = {c["name"]: _of_view(c["name"]) for c in seen.get_columns(view)}
    return out


def _type(owner: str, found: Column[Any]) -> str:
    name = found.name
    if name in _LISTS and (name != "why" or owner in _TEXT_WHY):
        return _LISTS[name]
    if name in _JSON and not isinstance(found.type, Integer):  # elsewhere `parts` is a sum
        return _JSON[name]
    for kind, duck in ((Boolean, "BOOLEAN"), (BigInteger, "BIGINT"), (Integer, "INTEGER"), (Float, "DOUBLE")):
        if isinstance(found.type, kind):
            return duck
    return "VARCHAR"


def _of_view(name: str) -> str:
    """Views rename little: a column has the type of its namesake in the table that the view is about."""
    if name == "current":
        return "BOOLEAN"
    for owner in (t.claims, t.events, t.problems, t.inputs):
        if name in owner.c:
            kind = _type(owner.name, owner.c[name])
            return kind if kind in ("BOOLEAN", "INTEGER", "BIGINT", "DOUBLE") else "VARCHAR"
    return "VARCHAR"


def create(connection: DuckDBPyConnection, schema: Schema) -> None:
    """The tables, empty."""
    for name, columns in schema.items():
        listed = ", ".join(f'"{c}" {kind}' for c, kind in columns.items())
        connection.execute(f'CREATE TABLE "{name}" ({listed})')


def fill(
    connection: DuckDBPyConnection,
    store: Store,
    name: str,
    schema: Schema,
    query: str,
    folder: Path,
    ends: float = math.inf,
) -> None:
    """Copy one table's rows into DuckDB, without the large columns that the query does not speak of.

    Raises `TimeoutError` if that is not done when the monotonic clock shows `ends`.
    """
    columns = _wanted(schema[name], query)
    path = folder / f"{name}.ndjson"
    with path.open("wb") as out:
        for number, row in enumerate(_rows(store, name, columns)):
            out.write(compact(row) + b"\n")
            if number % PAGE == 0 and time.monotonic() > ends:
                raise TimeoutError
    connection.execute(_insert(name, columns), [str(path)])
    path.unlink()


def _insert(name: str, columns: dict[str, str]) -> str:
    listed = ", ".join(f'"{c}"' for c in columns)
    spec = ", ".join(f"\"{c}\": '{kind}'" for c, kind in columns.items())
    return (
        f"INSERT INTO \"{name}\" ({listed}) SELECT {listed} FROM read_json(?, format='newline_delimited', "
        f"columns={{{spec}}}, maximum_object_size=268435456)"
    )


def _wanted(columns: dict[str, str], query: str) -> dict[str, str]:
    """All columns where the query may mean all of them; else those that are small or named."""
    low = query.lower()
    plain = re.sub(r"count\s*\(\s*\*\s*\)", "", low)
    explicit = low.lstrip().startswith(("select", "with")) and "*" not in plain and "columns(" not in plain
    if not explicit:
        return columns
    return {c: kind for c, kind in columns.items() if c not in _LARGE or re.search(rf"\b{c}\b", low)}


def _rows(store: Store, name: str, columns: dict[str, str]) -> Iterator[dict[str, Any]]:
    own = t.metadata.tables.get(name)
    listed: Iterable[Any] = [own.c[c] for c in columns] if own is not None else [column(c) for c in columns]
    query = select(*listed) if own is not None else select(*listed).select_from(table(name))
    parsed = [c for c, kind in columns.items() if kind.endswith("[]") or kind == "JSON"]
    flags = [c for c, kind in columns.items() if kind == "BOOLEAN"]
    with store.read() as connection:
        for found in connection.execute(query, execution_options={"yield_per": PAGE}).mappings():
            row = dict(found)
            for c in parsed:
                row[c] = json.loads(row[c]) if row[c] is not None else None
            for c in flags:
                row[c] = bool(row[c]) if row[c] is not None else None
            yield row

"""Answers as data frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sayso.codec import derived_rows as flat
from sayso.desk.filters import one_of
from sayso.errors import MissingExtra

Json = dict[str, Any]

FLAT: dict[str, tuple[tuple[str, ...], flat.Flat]] = {
    "events": (flat.EVENT_COLUMNS, flat.event_row),
    "claims": (flat.CLAIM_COLUMNS, flat.claim_row),
    "stories": (flat.STORY_COLUMNS, flat.story_row),
    "sources": (flat.SOURCE_COLUMNS, flat.source_row),
    "actors": (flat.ACTOR_COLUMNS, flat.actor_row),
    "diff": (flat.CHANGE_COLUMNS, flat.change_row),
    "dyad": (flat.DYAD_COLUMNS, flat.dyad_row),
}


def frame(what: str, rows: Iterable[Json], library: str) -> Any:
    """The rows as a frame of `pandas` or `polars`; lists stay lists."""
    columns, flatten = FLAT[what]
    found = [flatten(row) for row in rows]
    listed = {column: [row[column] for row in found] for column in columns}
    if one_of("library of data frames", library, ("pandas", "polars")) == "pandas":
        try:
            import pandas
        except ImportError as error:
            raise MissingExtra("pandas", "pandas") from error
        return pandas.DataFrame(listed, columns=list(columns))
    try:
        import polars
    except ImportError as error:
        raise MissingExtra("polars", "polars") from error
    return polars.DataFrame(listed, strict=False, infer_schema_length=None)

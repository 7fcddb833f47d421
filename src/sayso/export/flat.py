"""The flat tables of an export: what CSV and Parquet have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.codec.derived_rows import change_row, event_row, source_row, story_row
from sayso.export.columns import names_of
from sayso.export.package import Package, Rows

Json = dict[str, Any]


def flat_tables(package: Package) -> tuple[tuple[str, Rows], ...]:
    """Each table but that of claims, with its rows under the names of its columns."""
    return (
        ("events", lambda: map(event_row, package.flat_events())),
        ("stories", lambda: map(story_row, package.stories())),
        ("sources", lambda: map(source_row, package.sources())),
        ("articles", lambda: _articles(package.articles())),
        ("copies", package.copies),
        ("changes", lambda: map(change_row, package.changes())),
    )


def _articles(rows: Iterable[Json]) -> Iterator[Json]:
    names = names_of("articles")
    return ({name: row["id" if name == "article_id" else name] for name in names} for row in rows)

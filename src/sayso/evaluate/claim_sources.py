"""Readings to hold against each other: of a store, of a file that `sayso read` wrote, or of two profiles on the same articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import InputError

if TYPE_CHECKING:
    from sayso.model import Article

Json = dict[str, Any]
_SQLITE = b"SQLite format 3\x00"
_HOW = "write readings with: sayso read ARTICLES --nl -o FILE"


def readings(where: str) -> Iterator[Json]:
    """The objects of `sayso-read/1` of a store (its current articles) or of a JSON or JSONL file."""
    if where.startswith(("postgresql://", "postgres://")) or _is_store(where):
        return _of_store(where)
    return _of_file(Path(where))


def both(articles: Iterable[Article], a: str, b: str) -> Iterator[tuple[list[Json], list[Json]]]:
    """The readings of two profiles over the same articles, some articles at a time, so that memory has a bound."""
    from sayso.codec import reading_to_dict
    from sayso.reader import BATCH, Reader

    one, other = Reader(a), Reader(b)
    source = iter(articles)
    while batch := list(islice(source, BATCH)):
        yield (
            [reading_to_dict(reading) for reading in one.read_articles(batch)],
            [reading_to_dict(reading) for reading in other.read_articles(batch)],
        )


def _is_store(where: str) -> bool:
    path = Path(where)
    if not path.is_file():
        raise InputError(f"there is no file {where}; give a store or a file of readings ({_HOW})", value=where)
    with path.open("rb") as stream:
        return stream.read(len(_SQLITE)) == _SQLITE


def _of_store(where: str) -> Iterator[Json]:
    from sayso.store import open_store

    with open_store(where, read_only=True) as store:
        for report in store.reports():
            yield store.reading(report.id)


def _of_file(path: Path) -> Iterator[Json]:
    """One object a line; or a whole file that is one object or an array of them."""
    with path.open("rb") as stream:
        if path.suffix.lower() != ".json":
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _checked(_parsed(line, f"{path}, line {number}"), f"{path}, line {number}")
            return
        found = _parsed(stream.read(), str(path))
    for number, one in enumerate(found if isinstance(found, list) else [found], 1):
        yield _checked(one, f"{path}, object {number}")


def _parsed(text: bytes, at: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise InputError(f"{at} is no JSON: {error}; {_HOW}", value=at) from error


def _checked(found: Any, at: str) -> Json:
    schema = found.get("schema") if isinstance(found, dict) else None
    if not isinstance(found, dict) or schema != "sayso-read/1" or not isinstance(found.get("claims"), list):
        raise InputError(f"{at} has schema {schema!r}, wanted 'sayso-read/1'; {_HOW}", code="schema", value=str(schema))
    return found

"""Reads an export of JSON lines back into a store: articles with their readings, and judgements."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import InputError
from sayso.model import content_id
from sayso.model.ledger import Judgement
from sayso.store import Entry, InputRow, StoredArticle

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
_ARTICLE = tuple(f for f in StoredArticle.__dataclass_fields__ if f not in ("credits", "raw_text", "media_type"))


def import_jsonl(where: Path, store: Store) -> tuple[int, int]:
    """Add the articles and judgements of a folder, or of its file of articles; how many lines of each were read.

    What the store has already is not added again. Events, stories and copies are derived anew: `sayso rebuild`.
    """
    folder = where if where.is_dir() else where.parent
    articles = where if where.is_file() else folder / "articles.jsonl"
    if not articles.is_file():
        raise InputError(
            f"{where} is no export of JSON lines: there is no {articles.name}; make one with: sayso export jsonl -o FOLDER",
            code="no_export",
            value=str(where),
        )
    run = store.begin_run(f"import {where.name}", "import", {})
    count = 0
    for count, line in enumerate(_lines(articles, "sayso-article/1"), 1):
        store.record(_entry(run, line, count, where.name))
    store.end_run(run)
    return count, _judgements(folder / "judgements.jsonl", store)


def _judgements(path: Path, store: Store) -> int:
    count = 0
    for line in _lines(path, "sayso-judgement/1") if path.is_file() else ():
        store.judge(Judgement(**{key: value for key, value in line.items() if key != "schema"}))
        count += 1
    return count


def _lines(path: Path, schema: str) -> Iterator[Json]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                found = json.loads(line)
            except ValueError as error:
                raise InputError(
                    f"{path.name}:{number} is no JSON: {error}", code="bad_json", value=str(path)
                ) from error
            if not isinstance(found, dict) or found.get("schema") != schema:
                raise InputError(f"{path.name}:{number} is no {schema}", code="schema", value=str(path))
            yield found


def _entry(run: str, line: Json, position: int, source: str) -> Entry:
    """The input that an article is on its way back in: the same whatever file it came by."""
    article = StoredArticle(
        **{key: line[key] for key in _ARTICLE},
        credits=tuple(line["credits"]),
        media_type=line["media_type"] or "text/plain",
        raw_text=line["raw_text"] or "",
    )
    reading = line["reading"]
    row = InputRow(
        id=content_id("input", "import", article.id),
        source=f"import {source}",
        position=position,
        given_id=article.given_id,
        sha256=article.text_hash,
        received_at=article.seen_at,
        state="coded" if reading and reading["claims"] else "no-event",
        article=article.id,
    )
    return Entry(run=run, input=row, article=article, reading=reading)

"""Writing the ledger: runs, and one transaction for each input with all that it adds."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import Table
from sqlalchemy.engine import Connection

from sayso.model import Problem, content_id
from sayso.model.ledger import moment
from sayso.store import rows, tables
from sayso.store.entry import Entry, InputRow, StoredArticle
from sayso.store.session import Session

WITH_ARTICLE = ("coded", "no-event")
_turn = count()


def now() -> str:
    """The time in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class LedgerWriter(Session):
    def begin_run(self, command: str, profile: str, parts: Mapping[str, str]) -> str:
        """The id of a new run, in whose name inputs are recorded."""
        started = now()
        own = content_id("run", command, started, str(os.getpid()), str(next(_turn)))
        with self._writing() as connection:
            row = (own, command, profile, rows.dumps(dict(parts)), started, None)
            self._insert(connection, tables.runs, rows.storable([row]))
        return own

    def end_run(self, run: str) -> None:
        """Note that the run came to its end."""
        with self._writing() as connection:
            table = tables.runs
            connection.execute(table.update().where(table.c.id == run).values(ended_at=now()))

    def record(self, entry: Entry) -> None:
        """Keep an input and all that it adds, whole or not at all; what is there already stays as it is.

        An article that is in the ledger by now makes the input a duplicate, whoever brought it. A quarantined input that may
        be tried again takes its new outcome in a later run; why it failed before stays among the problems.
        """
        with self._writing() as connection:
            self._record(connection, entry)

    def _record(self, connection: Connection, entry: Entry) -> None:
        earlier = connection.exec_driver_sql(
            self._sql("SELECT run_id, state, retryable, attempts FROM inputs WHERE id = ?"), (entry.input.id,)
        ).first()
        again = earlier is not None and earlier.state == "quarantined" and bool(earlier.retryable)
        if earlier is not None and (not again or earlier.run_id == entry.run):
            return
        if earlier is not None:
            entry = replace(entry, input=replace(entry.input, attempts=earlier.attempts + 1))
        entry = self._with_article(connection, entry)
        if earlier is not None:
            self._update_input(connection, entry.run, entry.input)
        else:
            self._keep(connection, tables.inputs, [rows.input_row(entry.run, entry.input)])
        self._keep(connection, tables.problems, rows.problem_rows(_told(entry)))

    def _with_article(self, connection: Connection, entry: Entry) -> Entry:
        """The entry as it could be kept, its article written if it is a new one."""
        article = entry.article
        if article is None or entry.input.state not in WITH_ARTICLE:
            return entry
        article = self._versioned(connection, article)
        done = connection.exec_driver_sql(
            self._insert_sql(tables.articles), rows.storable([rows.article_row(article)])[0]
        )
        if not done.rowcount:
            was = "the same text from the same outlet is in the ledger"
            row = replace(entry.input, state="duplicate", reason="same-text", message=was, article=article.id)
            return replace(entry, input=row, article=None, reading=None)
        self._keep(connection, tables.originals, [(article.id, article.media_type, article.raw_text)])
        if entry.reading is not None:
            for table, found in rows.reading_rows(article, entry.reading).items():
                self._keep(connection, table, found)
            self._queue(connection, article)
        return replace(entry, input=replace(entry.input, article=article.id))

    def _queue(self, connection: Connection, article: StoredArticle) -> None:
        """Have the article derived from; an earlier version no longer waits for it."""
        if article.previous:
            connection.exec_driver_sql(
                self._sql("DELETE FROM pending_articles WHERE article_id = ?"), (article.previous,)
            )
        self._keep(connection, tables.pending_articles, [(article.id, moment(article.published_at or article.seen_at))])

    def _versioned(self, connection: Connection, article: StoredArticle) -> StoredArticle:
        """The article with its version as it is now, inside the transaction: two programs may see one page change."""
        if self.dialect == "postgresql":
            same = article.url or f"{article.outlet_key} {article.given_id}"
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext(%s))", (same,))
        latest = self._latest(connection, article.url, article.given_id, article.outlet_key)
        if latest is None or latest[0] == article.id:
            return replace(article, version=1, previous=None)
        return replace(article, version=latest[1] + 1, previous=latest[0])

    def _latest(
        self, connection: Connection, url: str | None, given_id: str | None, outlet_key: str
    ) -> tuple[str, int] | None:
        found: list[Any] = []
        if url:
            found += connection.exec_driver_sql(self._sql(_SAME_URL), (url,)).all()
        if given_id and outlet_key:
            # An id that an outlet gave means the same page, unless two addresses say otherwise.
            sql = _SAME_ID if url else _SAME_ID_ANY
            found += connection.exec_driver_sql(self._sql(sql), (given_id, outlet_key)).all()
        best = min(found, key=lambda row: (-row.version, row.id), default=None)
        return best and (best.id, best.version)

    def latest_version(self, url: str | None, given_id: str | None, outlet_key: str) -> tuple[str, int] | None:
        """The newest version of a page that the ledger has, and its number: the page of this address, or of this outlet's id."""
        with self._reading() as connection:
            return self._latest(connection, url, given_id, outlet_key)

    def _update_input(self, connection: Connection, run: str, row: InputRow) -> None:
        cells = rows.storable([rows.input_row(run, row)])[0]
        values = dict(zip((c.name for c in tables.inputs.columns), cells, strict=True))
        connection.execute(tables.inputs.update().where(tables.inputs.c.id == row.id).values(values))

    def _keep(self, connection: Connection, table: Table, found: list[rows.Row]) -> None:
        self._insert(connection, table, rows.storable(found))


_SAME_URL = "SELECT id, version FROM articles WHERE url = ? ORDER BY version DESC, id LIMIT 1"
_SAME_ID = (
    "SELECT id, version FROM articles WHERE given_id = ? AND outlet_key = ? AND url IS NULL "
    "ORDER BY version DESC, id LIMIT 1"
)
_SAME_ID_ANY = (
    "SELECT id, version FROM articles WHERE given_id = ? AND outlet_key = ? ORDER BY version DESC, id LIMIT 1"
)


def _told(entry: Entry) -> Entry:
    """The entry with its quarantine among the problems, so that one table tells every failure there was."""
    row = entry.input
    if row.state != "quarantined" or any(p.code == row.reason for p in entry.problems):
        return entry
    why = Problem(
        stage="input", message=row.message or row.reason or "", code=row.reason or "unknown", retryable=row.retryable
    )
    return replace(entry, problems=(*entry.problems, why))

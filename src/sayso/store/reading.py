"""Reading the ledger: inputs and their balance, reports, claims, readings, full text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Select, func, literal_column, select, text, tuple_
from sqlalchemy.engine import Connection

from sayso.codec import record_from_claim
from sayso.codec.stored import chain_from_dict
from sayso.codec.typed import decoder
from sayso.errors import InputError
from sayso.model.ledger import ClaimRecord, Report
from sayso.store.entry import Balance
from sayso.store.rows import clean
from sayso.store.session import Session, among
from sayso.store.tables import articles, claims, documents, inputs, originals, pending_articles, problems

PAGE = 256  # reports that are in memory at a time

_newer = articles.alias("newer")
CURRENT = ~select(literal_column("1")).where(_newer.c.previous == articles.c.id).exists()
_ORDER = (articles.c.ordered_at, articles.c.id)


class LedgerReader(Session):
    def input_states(self, ids: Sequence[str]) -> dict[str, str]:
        """The states of those inputs that the ledger has."""
        with self._reading() as connection:
            found = connection.execute(
                select(inputs.c.id, inputs.c.state).where(among(inputs.c.id, ids, self.dialect))
            ).all()
        return {row.id: row.state for row in found}

    def retryable(self, ids: Sequence[str]) -> dict[str, int]:
        """Those of the inputs that the next run tries again, with how often they were tried."""
        asked = among(inputs.c.id, ids, self.dialect)
        with self._reading() as connection:
            found = connection.execute(
                select(inputs.c.id, inputs.c.attempts).where(asked, inputs.c.state == "quarantined", inputs.c.retryable)
            ).all()
        return {row.id: row.attempts for row in found}

    def find_article(self, text_hash: str, outlet_key: str) -> str | None:
        """The article that has this text from this outlet."""
        with self._reading() as connection:
            return connection.execute(
                select(articles.c.id).where(articles.c.text_hash == text_hash, articles.c.outlet_key == outlet_key)
            ).scalar()

    def balance(self) -> Balance:
        """How many inputs there were and how each ended."""
        with self._reading() as connection:
            ends: dict[str, int] = {
                row.state: row.n
                for row in connection.execute(select(inputs.c.state, func.count().label("n")).group_by(inputs.c.state))
            }
            retry = select(func.count()).where(inputs.c.retryable, inputs.c.state == "quarantined")
            return Balance(
                inputs=sum(ends.values()),
                coded=ends.get("coded", 0),
                duplicate=ends.get("duplicate", 0),
                no_event=ends.get("no-event", 0),
                quarantined=ends.get("quarantined", 0),
                retryable=connection.execute(retry).scalar_one(),
                articles=connection.execute(select(func.count()).select_from(articles)).scalar_one(),
                claims=connection.execute(select(func.count()).select_from(claims)).scalar_one(),
            )

    def problems(
        self,
        *,
        input_id: str | None = None,
        stage: str | None = None,
        code: str | None = None,
        limit: int | None = None,
    ) -> list[dict[str, Any]]:
        """What failed, newest first, each as a dictionary of the columns of `problems`."""
        query = select(problems).order_by(problems.c.first_seen.desc(), problems.c.id).limit(limit)
        for column, value in ((problems.c.input_id, input_id), (problems.c.stage, stage), (problems.c.code, code)):
            if value is not None:
                query = query.where(column == value)
        with self._reading() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def reports(self, ids: Iterable[str] | None = None, *, current: bool = True) -> Iterator[Report]:
        """The articles as reports, in canonical order: all, or those asked for; `current` leaves out earlier versions.

        Each page is a query of its own, so the store can be written in between.
        """
        query = select(*_REPORT).join_from(articles, documents).order_by(*_ORDER)
        if current:
            query = query.where(CURRENT)
        if ids is not None:
            query = query.where(among(articles.c.id, sorted(set(ids)), self.dialect))
        last: tuple[str, str] | None = None
        while True:
            asked = query if last is None else query.where(tuple_(*_ORDER) > tuple_(*last))
            with self._reading() as connection:
                found = connection.execute(asked.limit(PAGE)).all()
            for row in found:
                yield _report(row)
            if len(found) < PAGE:
                return
            last = (found[-1].ordered_at, found[-1].id)

    def records(self, article_ids: Iterable[str]) -> dict[str, tuple[ClaimRecord, ...]]:
        """The claims of each article, in text order; an article without claims has an empty tuple."""
        asked = list(dict.fromkeys(article_ids))
        out: dict[str, list[ClaimRecord]] = {article: [] for article in asked}
        query = _RECORDS.where(among(claims.c.article_id, asked, self.dialect))
        for record in self._records(query.order_by(claims.c.article_id, claims.c.position)):
            out[record.article].append(record)
        return {article: tuple(found) for article, found in out.items()}

    def records_by_id(self, claim_ids: Iterable[str]) -> dict[str, ClaimRecord]:
        """Those of the claims that the ledger has."""
        query = _RECORDS.where(among(claims.c.id, set(claim_ids), self.dialect)).order_by(claims.c.id)
        return {record.id: record for record in self._records(query)}

    def _records(self, query: Select[Any]) -> Iterator[ClaimRecord]:
        with self._reading() as connection:
            found = connection.execute(query).all()
        for row in found:
            yield _record(row.json, row.article_id, row.content_text)

    def reading(self, article_id: str) -> dict[str, Any]:
        """The object of the output contract that was recorded, with its text and claims."""
        with self._reading() as connection:
            found = connection.execute(select(documents).where(documents.c.article_id == article_id)).first()
            coded = connection.scalars(
                select(claims.c.json).where(claims.c.article_id == article_id).order_by(claims.c.position)
            ).all()
        if found is None:
            raise InputError(f"the store {self.url} has no article {article_id!r}", code="no_article", value=article_id)
        rest = json.loads(found.reading)
        return {
            "schema": rest.pop("schema"),
            "article": rest.pop("article"),
            "text": found.text or None,
            "text_map": json.loads(found.text_map),
            "claims": [json.loads(claim) for claim in coded],
            "problems": rest.pop("problems"),
            **rest,
        }

    def original(self, article_id: str) -> tuple[str, str] | None:
        """Media type and text of the article as received, for coding it again."""
        with self._reading() as connection:
            row = connection.execute(
                select(originals.c.media_type, originals.c.raw_text).where(originals.c.article_id == article_id)
            ).first()
        return row and (row.media_type, row.raw_text)

    def pending(self, limit: int) -> list[str]:
        """The first articles in canonical order that are current and not yet derived from."""
        waiting = pending_articles.c
        query = select(waiting.article_id).order_by(waiting.ordered_at, waiting.article_id)
        with self._reading() as connection:
            return list(connection.scalars(query.limit(limit)))

    def search_articles(self, words: str, *, limit: int | None = None) -> list[str]:
        """The articles whose title or text has all the words, in any form, best first; "..." asks for a phrase."""
        with self._reading() as connection:
            return search(connection, words, limit=limit)


def search(connection: Connection, words: str, *, limit: int | None = None) -> list[str]:
    """The articles that have all the words, on a connection of either dialect."""
    sqlite = connection.dialect.name == "sqlite"
    asked = _quoted(clean(words))
    if not asked:
        return []
    sql = text(_FTS if sqlite else _TSVECTOR)
    found = connection.execute(sql, {"words": asked})
    return [row[0] for row in (found if limit is None else islice(found, limit))]


_FTS = (
    "SELECT d.article_id FROM documents_fts JOIN documents d ON d.number = documents_fts.rowid "
    "WHERE documents_fts MATCH :words ORDER BY bm25(documents_fts, 4.0, 1.0), d.article_id"
)
_TSVECTOR = (
    "SELECT d.article_id FROM documents d, websearch_to_tsquery('english', :words) q "
    "WHERE d.search @@ q ORDER BY ts_rank_cd(d.search, q) DESC, d.article_id"
)


def _quoted(words: str) -> str:
    """Each word, or each phrase in quotation marks, quoted: nothing of what people type is an operator."""
    parts = words.replace("“", '"').replace("”", '"').split('"')
    out = []
    for number, part in enumerate(parts):
        inside = number % 2 == 1 and number < len(parts) - 1
        out += [part.strip()] if inside else part.split()
    return " ".join(f'"{part}"' for part in out if any(c.isalnum() for c in part))


_REPORT = (
    *(articles.c.id, articles.c.title, articles.c.outlet, articles.c.outlet_id, articles.c.family, articles.c.url),
    *(articles.c.published_at, articles.c.seen_at, articles.c.credits, articles.c.language, articles.c.ordered_at),
    *(documents.c.text, documents.c.title.label("headline")),
)
_RECORDS = select(claims.c.article_id, claims.c.json, claims.c.content_text)


def _report(row: Any) -> Report:
    return Report(
        id=row.id,
        text=row.text,
        title=row.headline or row.title,
        outlet=row.outlet,
        outlet_id=row.outlet_id,
        family=row.family,
        url=row.url,
        published=row.published_at,
        seen=row.seen_at,
        credits=tuple(json.loads(row.credits)),
        language=row.language,
    )


def _record(kept: str, article: str, content: str | None) -> ClaimRecord:
    raw = decoder(dict)(kept)
    record = record_from_claim(raw, chain_from_dict(raw), article=article)
    return replace(record, content=content) if content else record

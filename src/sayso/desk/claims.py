"""Claims that meet a filter, each with the article that tells it and the event that it became part of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from sayso.codec.derived import claim_to_dict
from sayso.desk.conditions import claim_conditions
from sayso.desk.filters import Filter
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
PAGE = 500

_c, _a = t.claims.c, t.articles.c
_newer = t.articles.alias("newer")
CURRENT = ~select(_newer.c.id).where(_newer.c.previous == _a.id).exists()
_ARTICLE = (_a.given_id, _a.url, _a.outlet, _a.title, _a.published_at, _a.language)
_CANONICAL = (_a.ordered_at, _a.id, _c.position)


def claim_query(
    connection: Connection, asked: Filter, *, versions: bool = False, canonical: bool = False
) -> Select[Any]:
    """Claims with their articles; those of earlier versions only if `versions`, or if a claim is asked for by its id."""
    part = t.event_claims.c
    query = (
        select(_c.json, _c.article_id, _c.content_text, *_ARTICLE, part.event_id, part.stance)
        .join(t.articles, _a.id == _c.article_id)
        .outerjoin(t.event_claims, part.claim_id == _c.id)
        .where(*claim_conditions(connection, asked))
    )
    if not versions and not asked.ids:
        query = query.where(CURRENT)
    query = query.order_by(*(_CANONICAL if canonical else _ordering(asked.sort)))
    return query if asked.limit is None else query.limit(asked.limit)


def _ordering(sort: str) -> tuple[Any, ...]:
    """By the day of the event, or by the day of the article that tells it; the newest first."""
    date = (_c.earliest.desc().nulls_last(),) if sort == "date" else ()
    return (*date, _a.ordered_at.desc(), _a.id, _c.position)


def claims(store: Store, asked: Filter, *, versions: bool = False, canonical: bool = False) -> Iterator[Json]:
    """Claims as objects of `sayso-claim/1`: the contract's claim, then its article and event."""
    with store.read() as connection:
        query = claim_query(connection, asked, versions=versions, canonical=canonical)
        for row in connection.execute(query, execution_options={"yield_per": PAGE}):
            yield claim_to_dict(json.loads(row.json), row._asdict())

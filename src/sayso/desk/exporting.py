"""Gathers what a store holds for an export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.engine import Connection

from sayso.codec.derived import change_to_dict
from sayso.desk import claims, events, sources, stories
from sayso.desk.conditions import claim_conditions, event_conditions
from sayso.desk.filters import Filter
from sayso.export import Format, Package, Written, export
from sayso.store import tables as t
from sayso.store.event_rows import change_of

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
PAGE = 500
_a = t.articles.c
_ORDER = (_a.version, _a.ordered_at, _a.id)  # earlier versions first, so that an import finds them


def export_store(store: Store, form: Format, out: Path, asked: Filter) -> tuple[Written, ...]:
    """Write the store, or what the filter asks for, in a format."""
    return export(form, package_of(store, asked), out)


def package_of(store: Store, asked: Filter) -> Package:
    """What is to be exported. Flat tables hold only exported events unless the filter says otherwise."""
    flat = replace(asked, export=None if asked.export is False else True)
    every = replace(asked, export=asked.export or None)
    with store.read() as connection:
        newest = connection.scalar(select(func.max(_a.ordered_at)))
    return Package(
        claims=lambda: claims.claims(store, every, canonical=True),
        events=lambda: events.events(store, every, canonical=True),
        flat_events=lambda: events.events(store, flat, canonical=True),
        stories=lambda: stories.stories(store, every),
        sources=lambda: sources.sources(store, every),
        articles=lambda: _articles(store, every),
        readings=lambda: _readings(store, every),
        copies=lambda: _copies(store, every),
        changes=lambda: _changes(store, every),
        judgements=lambda: ({"schema": "sayso-judgement/1", **asdict(j)} for j in store.judgements(active=False)),
        provenance=_provenance(store, asked),
        date=(newest or "")[:10],
    )


def _wanted(connection: Connection, asked: Filter) -> Select[Any]:
    """Ids of the articles that claims or events of the answer come from; all articles where nothing is asked."""
    own = t.articles.alias("chosen")
    chosen = select(own.c.id)
    if not asked.asked:
        return chosen
    told = select(t.claims.c.article_id).join(t.articles, _a.id == t.claims.c.article_id)
    told = told.where(*claim_conditions(connection, asked))
    carried = select(t.event_articles.c.article_id).join(t.events, t.events.c.id == t.event_articles.c.event_id)
    carried = carried.where(*event_conditions(connection, asked))
    return chosen.where(or_(own.c.id.in_(told), own.c.id.in_(carried)))


def _articles(store: Store, asked: Filter) -> Iterator[Json]:
    newer = t.articles.alias("newer")
    superseded = select(newer.c.id).where(newer.c.previous == _a.id).exists()
    counted = select(func.count()).where(t.claims.c.article_id == _a.id).correlate(t.articles).scalar_subquery()
    with store.read() as connection:
        query = (
            select(
                t.articles, superseded.label("superseded"), t.originals.c.media_type,
                func.length(t.documents.c.text).label("characters"), counted.label("claims"),
            )
            .outerjoin(t.originals, t.originals.c.article_id == _a.id)
            .outerjoin(t.documents, t.documents.c.article_id == _a.id)
            .where(_a.id.in_(_wanted(connection, asked)))
            .order_by(*_ORDER)
        )  # fmt: skip
        for row in connection.execute(query, execution_options={"yield_per": PAGE}).mappings():
            made = {"credits": json.loads(row["credits"]), "current": not row["superseded"]}
            yield {
                "schema": "sayso-article/1",
                **{key: made[key] if key in made else row[key] for key in _KEYS},
            }


_KEYS = (
    *("id", "given_id", "url", "outlet", "outlet_id", "outlet_key", "family", "title", "byline", "dateline", "credits"),
    *("published_at", "seen_at", "language", "translated_from", "version", "previous", "current", "text_hash"),
    *("media_type", "characters", "claims"),
)


def _readings(store: Store, asked: Filter) -> Iterator[Json]:
    """Articles with the text as received and the reading, whose article has the store's id, as its claims do."""
    for article in _articles(store, asked):
        original = store.original(article["id"])
        reading = store.reading(article["id"]) if article["characters"] is not None else None
        if reading is not None:
            reading["article"] = reading["article"] | {"id": article["id"]}
        yield article | {"raw_text": original and original[1], "reading": reading}


def _copies(store: Store, asked: Filter) -> Iterator[Json]:
    c = t.copies.c
    with store.read() as connection:
        query = select(t.copies).order_by(c.child, c.parent)
        if asked.asked:
            wanted = _wanted(connection, asked)
            query = query.where(c.child.in_(wanted), c.parent.in_(wanted))
        for row in connection.execute(query, execution_options={"yield_per": PAGE}).mappings():
            own = {"schema": "sayso-copy/1", **row, "directed": bool(row["directed"])}
            yield own | {"evidence": json.loads(row["evidence"])}


def _changes(store: Store, asked: Filter) -> Iterator[Json]:
    c = t.changes.c
    with store.read() as connection:
        query = (
            select(t.changes, t.events.c.title)
            .join(t.events, t.events.c.id == c.event_id)
            .where(*event_conditions(connection, asked))
            .order_by(c.event_id, c.position)
        )
        for row in connection.execute(query, execution_options={"yield_per": PAGE}):
            yield {"schema": "sayso-change/1", **change_to_dict(change_of(row)), "title": row.title}


def _provenance(store: Store, asked: Filter) -> Json:
    """Version, parts of every run, counts and filters: no time of writing, so that equal stores give equal exports."""
    import sayso

    balance = store.balance()
    with store.read() as connection:
        parts = sorted({row[0] for row in connection.execute(select(t.runs.c.parts))})
    plain = Filter()
    filters = {key: value for key, value in asdict(asked).items() if value != getattr(plain, key)}
    return {
        "version": sayso.__version__,
        "store": store.url,
        "revision": store.version,
        "parts": [json.loads(one) for one in parts],
        "filters": filters,
        "inputs": balance.inputs,
        "articles": balance.articles,
        "claims": balance.claims,
    }

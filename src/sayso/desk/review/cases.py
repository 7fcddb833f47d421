"""Answers as regression cases: what people decided, with the articles that it was decided on, to be read again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.desk.judging import WITH
from sayso.model.ledger import Judgement
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.model.ledger import ClaimRecord
    from sayso.store import Store

Json = dict[str, Any]
SCHEMA = "sayso-case/1"
TESTABLE = ("wrong", "root-is", "same-event", "copy-of")
_ARTICLE = ("id", "given_id", "url", "outlet", "title", "byline", "dateline", "published_at", "language")


def cases(store: Store) -> Iterator[Json]:
    """One case for each decision in force that reading again can confirm or not; `unsure` decides nothing."""
    for j in store.judgements():
        if j.kind in TESTABLE and j.answer != "unsure" and WITH not in j.extra:
            found = _case(store, j)
            if found is not None:
                yield found


def _case(store: Store, j: Judgement) -> Json | None:
    claims = store.records_by_id([own for own in (j.a, j.b) if own and own.startswith("claim:")])
    named = {j.a, *([j.b] if j.b and j.kind != "root-is" else [])}
    articles = {claims[own].article if own in claims else own for own in named}
    held = [_article(store, own) for own in sorted(articles)]
    if any(one is None for one in held) or any(own[:6] == "claim:" and own not in claims for own in named):
        return None
    return {
        "schema": SCHEMA,
        "id": j.id,
        "kind": j.kind,
        "answer": j.answer,
        "by": j.by,
        "at": j.at,
        "note": j.note,
        "a": _claim(claims[j.a]) if j.a in claims else {"article": j.a},
        "b": _claim(claims[j.b]) if j.b in claims else {"source": j.b} if j.kind == "root-is" else {"article": j.b},
        "articles": held,
    }


def _claim(record: ClaimRecord) -> Json:
    """What a claim is known by when its article is read again: its trigger in its sentence, and what it says."""
    return {
        "id": record.id,
        "article": record.article,
        "type": record.type,
        "mode": record.mode,
        "trigger": record.trigger,
        "start": record.trigger_span.start,
        "sentence": record.sentence,
        "actor": [p.id for p in record.in_role("actor")],
        "recipient": [p.id for p in record.in_role("recipient")],
        "root": record.root.id,
    }


def _article(store: Store, own: str) -> Json | None:
    a, d = t.articles.c, t.documents.c
    columns = [a[name] for name in _ARTICLE]
    with store.read() as connection:
        row = connection.execute(
            select(*columns, d.text).join(t.documents, d.article_id == a.id).where(a.id == own)
        ).mappings().first()  # fmt: skip
    if row is None:
        return None
    raw = store.original(own)
    return dict(row) | {"media_type": raw[0] if raw else "text/plain", "raw_text": raw[1] if raw else row["text"]}

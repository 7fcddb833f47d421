"""One article as the desk shows it: the sentences that claims rest on, with what they become, not the whole text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.desk.meant import article_meant
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
BESIDE = 160  # characters of the text that are shown before and after a sentence


def article_view(store: Store, given: str) -> Json:
    """The article with its claims in text order, each with a little of the text around it; copies and other versions.

    Raises `InputError` (`no_article`) where the store has none of this id.
    """
    with store.read() as connection:
        own = article_meant(connection, store.url, given)
        a, d = t.articles.c, t.documents.c
        row = connection.execute(
            select(t.articles, d.text).join_from(t.articles, t.documents, d.article_id == a.id, isouter=True).where(a.id == own)
        ).mappings().one()  # fmt: skip
        c, part = t.claims.c, t.event_claims.c
        claims = connection.execute(
            select(c.id, c.json, part.event_id, part.stance, t.events.c.title)
            .join(t.event_claims, part.claim_id == c.id, isouter=True)
            .join(t.events, t.events.c.id == part.event_id, isouter=True)
            .where(c.article_id == own).order_by(c.position)
        ).all()  # fmt: skip
        newer = connection.scalar(select(a.id).where(a.previous == own))
        s, inside = t.stories.c, t.story_articles.c
        story = connection.execute(
            select(s.id, s.title).join(t.story_articles, inside.story_id == s.id).where(inside.article_id == own)
        ).mappings().first()  # fmt: skip
        edges = store.copies_of([own])
        others = {one for edge in edges for one in (edge.child, edge.parent)} - {own}
        names = {
            r.id: r for r in connection.execute(select(a.id, a.outlet, a.title, a.published_at).where(a.id.in_(others)))
        }
    text = row["text"] or ""
    return {
        **{key: row[key] for key in ("id", "given_id", "url", "outlet", "title", "byline", "dateline", "published_at",
                                     "seen_at", "language", "translated_from", "version", "previous")},
        "newer": newer,
        "words": len(text.split()),
        "story": dict(story) if story else None,
        "claims": [_claim(one, text) for one in claims],
        "copies": [_copy(edge, own, names) for edge in edges],
    }  # fmt: skip


def _claim(row: Any, text: str) -> Json:
    claim: Json = json.loads(row.json)
    start, end = claim["sentence"]["span"]
    before, after = text[max(0, start - BESIDE) : start], text[end : end + BESIDE]
    around = {"before": _cut(before, from_left=True), "after": _cut(after, from_left=False)}
    return claim | {"event_id": row.event_id, "stance": row.stance, "event_title": row.title, "around": around}


def _cut(text: str, *, from_left: bool) -> str:
    """Whole words of a piece of text that was cut at one side."""
    flat = " ".join(text.split())
    if len(text) < BESIDE:
        return flat
    return "… " + flat.partition(" ")[2] if from_left else flat.rpartition(" ")[0] + " …"


def _copy(edge: Any, own: str, names: Json) -> Json:
    other = edge.parent if edge.child == own else edge.child
    row = names.get(other)
    return {
        "took_from" if edge.child == own else "gave_to": other,
        "other": other,
        "outlet": row.outlet if row else None,
        "title": row.title if row else None,
        "kind": edge.kind,
        "share": edge.share,
        "directed": edge.directed,
    }

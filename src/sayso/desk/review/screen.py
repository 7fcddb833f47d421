"""What a reviewer sees of one question: the sentence with its marks, the claim in words, what is beside it, candidates."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.desk.clauses import capital, clause
from sayso.desk.events import events_by_id
from sayso.desk.review.questions import Question
from sayso.model.ledger import clock
from sayso.store import tables as t
from sayso.wording.events import titled, weight
from sayso.wording.words import label, marked, safe

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
MOST = 9  # candidates: one for each key from 1 to 9
EXCERPT = 700


def screen(store: Store, question: Question) -> Json:
    """The question with all that is needed to answer it."""
    found = events_by_id(store, [question.event])
    event = found[0] if found else None
    return {
        "key": question.key,
        "kind": question.kind,
        "ask": question.ask,
        "reason": question.reason,
        "value": round(question.value, 3),
        "a": question.a,
        "b": question.b,
        "event": _event(event) if event else None,
        "claim": _claim(store, question.claim),
        "other": _other(store, question.other),
        "candidates": list(_candidates(store, question, event))[:MOST],
        "effects": effects(question),
    }


def effects(question: Question) -> dict[str, str]:
    """What each answer does."""
    return {way: label(f"review-{question.kind}", way) for way in ("yes", "no", "unsure")}


def _event(event: Json) -> Json:
    kept = ("id", "title", "verdict", "verdict_why", "reports", "independent_roots", "root_details", "roots")
    return {key: event[key] for key in kept} | {"titled": titled(event), "weight": weight(event)}


def _other(store: Store, own: str | None) -> Json | None:
    if own is None:
        return None
    return _claim(store, own) if own.startswith("claim:") else _article(store, own)


def _claim(store: Store, own: str | None) -> Json | None:
    """A claim with its sentence, and the spans in it to be marked: trigger, sources, cues, participants."""
    if own is None:
        return None
    c, a = t.claims.c, t.articles.c
    with store.read() as connection:
        row = connection.execute(
            select(c.json, c.article_id, a.outlet, a.title, a.url, a.published_at, a.seen_at)
            .join(t.articles, a.id == c.article_id)
            .where(c.id == own)
        ).first()
    if row is None:
        return None
    claim: Json = json.loads(row.json)
    start, end = claim["sentence"]["span"]
    text = claim["sentence"]["text"]
    return {
        "id": own,
        "sentence": text,
        "start": start,
        "pieces": pieces(text, [s for s in _spans(claim) if start <= s[0] < s[1] <= end], start),
        "words": capital(clause(claim, as_said=True)),
        "status": claim["status"],
        "mark": marked("status", claim["status"]),
        "type": claim["type"],
        "mode": claim["mode"],
        "confidence": claim["confidence"],
        "chain": " ← ".join(safe(link["name"] or "nobody named") for link in claim["chain"]),
        "when": (claim["when"] or {}).get("earliest"),
        "place": (claim["place"] or {}).get("name"),
        "article": row.article_id,
        "outlet": row.outlet,
        "title": row.title,
        "url": row.url if str(row.url or "").startswith(("http://", "https://")) else None,
        "published": clock(row.published_at or row.seen_at),
    }


def _spans(claim: Json) -> list[tuple[int, int, str]]:
    found = [(claim["trigger"]["span"], "trigger")]
    for link in claim["chain"]:
        found += [(link["span"], "source"), ((link["cue"] or {}).get("span"), "cue")]
    found += [(p["span"], p["role"]) for p in claim["participants"]]
    found += [((claim[key] or {}).get("span"), key) for key in ("place", "when")]
    return [(span[0], span[1], name) for span, name in found if span]


def pieces(text: str, spans: Iterable[tuple[int, int, str]], start: int) -> list[Json]:
    """The text cut where marks begin and end: each piece with the name of its mark; the first of two that overlap holds."""
    out: list[Json] = []
    at = 0
    for begin, end, name in sorted(spans, key=lambda s: (s[0], s[2] != "trigger", -s[1])):
        first, last = begin - start, end - start
        if first < at or last > len(text):
            continue
        if first > at:
            out.append({"text": text[at:first], "mark": None})
        out.append({"text": text[first:last], "mark": name})
        at = last
    if at < len(text):
        out.append({"text": text[at:], "mark": None})
    return out


def _article(store: Store, own: str) -> Json | None:
    a, d = t.articles.c, t.documents.c
    with store.read() as connection:
        row = connection.execute(
            select(a.id, a.outlet, a.title, a.url, a.published_at, a.seen_at, d.text)
            .join(t.documents, d.article_id == a.id)
            .where(a.id == own)
        ).first()
    if row is None:
        return None
    text = row.text if len(row.text) <= EXCERPT else f"{row.text[:EXCERPT].rstrip()}…"
    return {
        "id": own,
        "article": own,
        "outlet": row.outlet,
        "title": row.title,
        "sentence": text,
        "pieces": [{"text": text, "mark": None}],
        "words": None,
        "status": None,
        "url": row.url if str(row.url or "").startswith(("http://", "https://")) else None,
        "published": clock(row.published_at or row.seen_at),
    }


def _candidates(store: Store, question: Question, event: Json | None) -> Iterable[Json]:
    """What an edit may put in the place of the answer, the likeliest first: other roots, or other articles."""
    if event is None:
        return []
    if question.kind == "root-is":
        return _sources(store, question, event)
    if question.kind == "copy-of":
        return _articles(store, question, event)
    return []


def _sources(store: Store, question: Question, event: Json) -> list[Json]:
    """Sources that the chains of the event name, those named most often first, then its outlets."""
    links = t.links.c
    named: dict[str, list[Any]] = {}
    with store.read() as connection:
        query = select(links.source_id, links.name, links.kind, links.position).where(
            links.claim_id.in_(event["claims"][:200])
        )
        for row in connection.execute(query):
            found = named.setdefault(row.source_id, [row.name, row.kind, 0])
            found[2] += 2 if row.position else 1
    ranked = sorted(named.items(), key=lambda one: (-one[1][2], one[0]))
    return [
        {"id": own, "name": safe(name or own), "note": kind} for own, (name, kind, _) in ranked if own != question.b
    ]


def _articles(store: Store, question: Question, event: Json) -> list[Json]:
    """The other articles of the event, the oldest first: what the article may have been taken from instead."""
    a = t.articles.c
    with store.read() as connection:
        query = select(a.id, a.outlet, a.title, a.published_at, a.seen_at).where(a.id.in_(event["articles"][:200]))
        rows = connection.execute(query.order_by(a.ordered_at, a.id)).all()
    return [
        {"id": row.id, "name": safe(row.outlet or row.id), "note": clock(row.published_at or row.seen_at)}
        for row in rows
        if row.id not in (question.a, question.b)
    ]

"""The queue of a reviewer: the same on every machine, those first whose answer is worth most, without what was answered."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from sayso.desk import saved
from sayso.desk.conditions import event_conditions
from sayso.desk.events import events_by_id
from sayso.desk.review.questions import Held, Question, questions
from sayso.model.ledger import Judgement, Pair
from sayso.store import tables as t
from sayso.store.desk_tables import reviews
from sayso.store.session import among

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
RECENT, LOOKED = 2500, 100  # events by their last report that are ranked, and how many of them are looked into
CLAIMS = 40  # of one event that are looked at
AGAIN = 0.25  # what a question is worth that somebody else has answered: enough to see whether two agree
SPACE = "event"


def queue(
    store: Store,
    reader: str,
    *,
    kept: Mapping[str, Any] | None = None,
    events: Sequence[str] | None = None,
    limit: int = 20,
    session: str | None = None,
) -> list[Question]:
    """The next questions for this reader; `kept` narrows them to a filter, `events` to these events."""
    made = _questions(store, list(events) if events is not None else _pool(store, kept or {}))
    standing = store.judgements()
    mine, theirs = _matters(standing, reader)
    passed = _passed(store, reader, session)
    out = []
    for question in made:
        matter = matter_of(question)
        if question.key in passed or matter in mine:
            continue
        out.append(replace(question, value=question.value * AGAIN) if matter in theirs else question)
    out.sort(key=lambda q: (-round(q.value, 3), hashlib.sha256(f"{reader} {q.key}".encode()).hexdigest()))
    return _mixed(out)[:limit]


def _mixed(ranked: list[Question]) -> list[Question]:
    """Those about one event do not follow each other in a row: an answer may settle the next one."""
    seen: dict[str, int] = defaultdict(int)
    ordered = []
    for place, question in enumerate(ranked):
        ordered.append((seen[question.event], place, question))
        seen[question.event] += 1
    return [question for _, _, question in sorted(ordered, key=lambda one: one[:2])]


def matter_of(question: Question) -> tuple[str, ...]:
    """What a question is about, as judgements are filed."""
    pair = sorted((question.a, question.b or ""))
    return (
        (question.kind, *pair)
        if question.kind in ("same-event", "same-actor", "copy-of")
        else (question.kind, question.key)
    )


def _matters(standing: Iterable[Judgement], reader: str) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """What this reader and what others have decided."""
    mine: set[tuple[str, ...]] = set()
    theirs: set[tuple[str, ...]] = set()
    for j in standing:
        if j.kind in ("same-event", "same-actor", "copy-of"):
            (mine if j.by == reader else theirs).add((j.kind, *sorted((j.a, j.b or ""))))
    return mine, theirs - mine


def _passed(store: Store, reader: str, session: str | None) -> set[str]:
    """Questions that the reader answered, ever, or skipped in this session."""
    r = reviews.c
    skipped = r.answer != "skip" if session is None else or_(r.answer != "skip", r.session_id == session)
    with store.read() as connection:
        query = select(r.question).where(r.reader == reader, r.undone_at.is_(None), skipped)
        return set(connection.scalars(query))


def _pool(store: Store, kept: Mapping[str, Any]) -> list[str]:
    """Events worth looking into: of the newest those that are told most, or disputed."""
    e = t.events.c
    with store.read() as connection:
        conditions = event_conditions(connection, saved.asked(kept))
        newest = select(e.id, e.reports, e.verdict, e.independent_roots).where(*conditions)
        rows = connection.execute(newest.order_by(e.last_at.desc(), e.id).limit(RECENT)).all()
    stake = {"corroborated": 2.0, "disputed": 1.8, "echoed": 1.6, "relayed": 1.3, "withdrawn": 0.8}

    def rank(row: Any) -> tuple[float, str]:
        fragile = 1.0 if row.independent_roots <= 2 else 0.4
        return -stake.get(row.verdict, 1.0) * fragile * math.log2(1 + row.reports), row.id

    return [row.id for row in sorted(rows, key=rank)[:LOOKED]]


def _questions(store: Store, ids: list[str]) -> list[Question]:
    events = events_by_id(store, ids)
    wanted = [c for event in events for c in event["claims"][:CLAIMS]]
    claims = store.records_by_id(wanted)
    pairs = _pairs(store, wanted)
    event_of = store.event_of({c for pair in pairs for c in (pair.a, pair.b)})
    outside = sorted(set(event_of.values()) - set(ids))
    others = {event["id"]: event for event in (*events_by_id(store, outside), *events)}
    copies = store.copies_of({a for event in events for a in event["articles"]})
    outlets = _outlets(store, {a for edge in copies for a in (edge.child, edge.parent)})
    by_claim: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        for there in {event_of.get(pair.a), event_of.get(pair.b)} - {None}:
            by_claim[str(there)].append(pair)
    out: dict[str, Question] = {}
    for event in events:
        own = {c: claims[c] for c in event["claims"] if c in claims}
        mine = set(event["articles"])
        edges = [edge for edge in copies if edge.child in mine]
        held = Held(event, own, by_claim[event["id"]], edges, event_of, others, outlets)
        for question in questions(held):
            if question.key not in out or out[question.key].value < question.value:
                out[question.key] = question
    return list(out.values())


def _pairs(store: Store, claims: list[str]) -> list[Pair]:
    p = t.match_pairs.c
    found: dict[tuple[str, str], Pair] = {}
    with store.read() as connection:
        for column in (p.a, p.b):
            query = select(p.a, p.b, p.score).where(p.space == SPACE, among(column, claims, store.dialect))
            for row in connection.execute(query):
                found[row.a, row.b] = Pair(a=row.a, b=row.b, score=row.score)
    return [found[key] for key in sorted(found)]


def _outlets(store: Store, articles: set[str]) -> dict[str, tuple[str, str]]:
    a = t.articles.c
    with store.read() as connection:
        query = select(a.id, a.outlet, a.title).where(among(a.id, sorted(articles), store.dialect))
        return {row.id: (row.outlet or "", row.title or "") for row in connection.execute(query)}

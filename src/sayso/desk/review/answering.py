"""An answer as a judgement, what it moved, and taking it back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from sayso.desk import judging
from sayso.desk.filters import one_of
from sayso.desk.review.sessions import begin
from sayso.errors import InputError
from sayso.model import content_id
from sayso.store.change_log import stamp
from sayso.store.desk_tables import reviews
from sayso.store.rows import dumps

if TYPE_CHECKING:
    from sayso.desk.review.questions import Question
    from sayso.model.ledger import Event, Judgement
    from sayso.store import Store

Json = dict[str, Any]
Refresh = Callable[["Store"], object]
WAYS = ("yes", "no", "unsure", "edit", "skip")
_RIGHT = {"yes": "no", "no": "yes", "unsure": "unsure"}  # "the sentence says this" is a judgement that it is not wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was kept, and the events whose verdict or counters it moved."""

    review: str
    judgements: tuple[Judgement, ...] = ()
    moved: tuple[Json, ...] = ()
    answer: str = ""


def answer(
    store: Store,
    question: Question,
    given: str,
    *,
    reader: str,
    refresh: Refresh,
    choice: str | None = None,
    note: str | None = None,
) -> Answered:
    """Keep an answer, bring what it bears on up to date, and tell what moved. `choice` is what an edit puts in its place."""
    given = one_of("answer", given, WAYS)
    if given == "edit" and not choice:
        raise InputError("an edit needs what is right instead; choose one of the candidates", code="usage", value=given)
    own_session = begin(store, reader)
    rows: tuple[Judgement, ...] = ()
    moved: list[Json] = []
    if given != "skip":
        claims = _claims_around(store, question)
        before = _events_of(store, claims)
        rows = _judge(store, question, given, choice, reader, note)
        refresh(store)
        moved = what_moved(before, _events_of(store, claims))
    at = stamp()
    own = content_id("review", question.key, reader, at)
    row = {
        "id": own, "session_id": own_session, "reader": reader, "question": question.key, "kind": question.kind,
        "a": question.a, "b": choice or question.b, "event_id": question.event, "answer": given,
        "judgement_id": rows[0].id if rows else None, "moved": dumps(moved), "at": at, "undone_at": None,
    }  # fmt: skip
    with store.transaction(), store._writing() as connection:
        connection.execute(reviews.insert().values(**row))
    return Answered(review=own, judgements=rows, moved=tuple(moved), answer=given)


def _judge(
    store: Store, question: Question, given: str, choice: str | None, reader: str, note: str | None
) -> tuple[Judgement, ...]:
    if question.kind == "claim":
        return judging.judge(store, "wrong", question.a, None, answer=_RIGHT[given], by=reader, note=note)
    if given == "edit":
        new = question.kind == "root-is"
        return judging.judge(store, question.kind, question.a, choice, answer="yes", by=reader, note=note, new=new)
    return judging.judge(store, question.kind, question.a, question.b, answer=given, by=reader, note=note)


def undo(store: Store, *, reader: str, refresh: Refresh) -> Answered:
    """Take the reader's last answer back, with its judgement."""
    r = reviews.c
    with store.read() as connection:
        query = select(reviews).where(r.reader == reader, r.undone_at.is_(None)).order_by(r.at.desc(), r.id).limit(1)
        row = connection.execute(query).mappings().first()
    if row is None:
        raise InputError("there is no answer of yours to take back", code="usage", value=reader)
    rows: Sequence[Judgement] = ()
    moved: list[Json] = []
    if row["judgement_id"] and any(j.id == row["judgement_id"] for j in store.judgements()):
        touched = [j for j in store.judgements() if row["judgement_id"] in (j.id, j.extra.get(judging.WITH))]
        claims = {c for event in store.events(judging.touched(store, touched)) for c in event.claims}
        before = _events_of(store, claims)
        rows = judging.undo(store, row["judgement_id"], by=reader)
        refresh(store)
        moved = what_moved(before, _events_of(store, claims))
    with store.transaction(), store._writing() as connection:
        connection.execute(reviews.update().where(r.id == row["id"]).values(undone_at=stamp()))
    return Answered(review=row["id"], judgements=tuple(rows), moved=tuple(moved), answer=row["answer"])


def last_moved(store: Store, review: str) -> Json | None:
    """An answer that was kept, with what it moved."""
    with store.read() as connection:
        own = review if ":" in review else f"review:{review}"
        row = connection.execute(select(reviews).where(reviews.c.id == own)).mappings().first()
    return dict(row) | {"moved": json.loads(row["moved"])} if row else None


def _claims_around(store: Store, question: Question) -> set[str]:
    """The claims of all events that the answer can bear on."""
    named = {
        one for one in (question.claim, question.other, question.a, question.b) if one and one.startswith("claim:")
    }
    events = {question.event, *store.event_of(named).values()}
    return named | {c for event in store.events(events) for c in event.claims}


def _events_of(store: Store, claims: set[str]) -> dict[str, Event]:
    return {event.id: event for event in store.events(set(store.event_of(claims).values()))}


def what_moved(before: dict[str, Event], after: dict[str, Event]) -> list[Json]:
    """The events whose verdict or counters differ, those that are new and those that are gone."""
    out = []
    for own in sorted({*before, *after}, key=lambda one: (one not in after, one)):
        old, new = before.get(own), after.get(own)
        if old is not None and new is not None and _state(old) == _state(new):
            continue
        shown = new or old
        assert shown is not None
        out.append(
            {
                "event": own,
                "title": shown.title,
                "before": _state(old) if old else None,
                "after": _state(new) if new else None,
                "words": f"{_words(old)} → {_words(new)}",
                "why": new.verdict_why if new else "it is part of another event now",
            }
        )
    return out


def _state(event: Event) -> Json:
    return {"verdict": event.verdict, "reports": event.reports, "independent_roots": event.independent_roots}


def _words(event: Event | None) -> str:
    if event is None:
        return "no event of its own"
    reports, roots = event.reports, event.independent_roots
    return f"{event.verdict}, {reports} report{'s' * (reports != 1)} / {roots} root{'s' * (roots != 1)}"

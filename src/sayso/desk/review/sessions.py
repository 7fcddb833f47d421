"""Sessions of review: how far a reader has come, and how often readers agree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from sayso.desk.judging import WITH
from sayso.model import content_id
from sayso.store.change_log import stamp
from sayso.store.desk_tables import review_sessions, reviews

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
GOAL = 20
OVER = timedelta(hours=6)  # a session without an answer for so long is over


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a session has come. Skipped questions do not count."""

    session: str | None
    goal: int
    answered: int
    skipped: int
    last: Json | None  # the last answer that can be taken back


def session(store: Store, reader: str) -> str | None:
    """The session under way of this reader."""
    s, r = review_sessions.c, reviews.c
    with store.read() as connection:
        query = select(s.id, s.started_at).where(s.reader == reader, s.ended_at.is_(None))
        row = connection.execute(query.order_by(s.started_at.desc()).limit(1)).first()
        if row is None:
            return None
        last = connection.scalar(select(func.max(r.at)).where(r.session_id == row.id)) or row.started_at
    return None if datetime.fromisoformat(stamp()) - datetime.fromisoformat(last) > OVER else str(row.id)


def begin(store: Store, reader: str, *, goal: int = GOAL) -> str:
    """The session under way, or a new one."""
    found = session(store, reader)
    if found is not None:
        return found
    at = stamp()
    own = content_id("session", reader, at)
    with store.transaction(), store._writing() as connection:
        connection.execute(
            review_sessions.insert().values(id=own, reader=reader, started_at=at, goal=goal, ended_at=None)
        )
    return own


def end(store: Store, reader: str) -> None:
    """End the session under way; the next answer begins another."""
    s = review_sessions.c
    with store.transaction(), store._writing() as connection:
        connection.execute(
            review_sessions.update().where(s.reader == reader, s.ended_at.is_(None)).values(ended_at=stamp())
        )


def progress(store: Store, reader: str) -> Progress:
    """How far the session under way has come."""
    own, r = session(store, reader), reviews.c
    if own is None:
        return Progress(session=None, goal=GOAL, answered=0, skipped=0, last=None)
    with store.read() as connection:
        goal = connection.scalar(select(review_sessions.c.goal).where(review_sessions.c.id == own))
        rows = connection.execute(
            select(reviews).where(r.session_id == own, r.undone_at.is_(None)).order_by(r.at.desc(), r.id)
        ).mappings()
        found = [dict(row) for row in rows]
    skipped = sum(1 for row in found if row["answer"] == "skip")
    return Progress(
        session=own, goal=int(goal or GOAL), answered=len(found) - skipped, skipped=skipped,
        last=found[0] if found else None,
    )  # fmt: skip


def agreement(store: Store, reader: str) -> tuple[int, int]:
    """On how many matters this reader and somebody else both said yes or no, and on how many of them the same."""
    said: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for j in store.judgements():
        if WITH in j.extra or j.answer == "unsure":
            continue
        pair = sorted((j.a, j.b or "")) if j.kind in ("same-event", "same-actor") else [j.a, j.b or ""]
        said[j.kind, *pair][j.by] = j.answer
    both = [(answers[reader], answer) for answers in said.values() if reader in answers
            for by, answer in answers.items() if by != reader]  # fmt: skip
    return len(both), sum(1 for one, other in both if one == other)

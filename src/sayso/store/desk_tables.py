"""Tables of the desk's work: what became known in order of receipt, watchlists, rules with their alerts, briefs, reviews, visits.

None of it is derived: it survives `sayso rebuild`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table

from sayso.store.tables import WORDS, metadata

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")
PRIVATE = {"private": True}  # of a column or table that no query of a reader may see


def _words(name: str, *more: Any, **options: Any) -> Column[str]:
    return Column(name, WORDS, *more, **options)


def _must(name: str, *more: Any, **options: Any) -> Column[str]:
    return _words(name, *more, nullable=False, **options)


def _of(name: str, target: str, **options: Any) -> Column[str]:
    return _words(name, ForeignKey(target, ondelete="CASCADE"), nullable=False, **options)


def _count(name: str, **options: Any) -> Column[int]:
    return Column(name, Integer, nullable=False, **options)


# `changes` is made anew whenever an event is; here stands each change once, numbered as it became known.
change_log = Table(
    "change_log",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    _must("event_id"),
    _must("change"),
    _count("nth"),  # how often the event had come to this before
    _must("article_id"),
    _must("published"),
    _must("seen"),
    _words("verdict_before"),
    _must("verdict_after"),
    _count("roots_before"),
    _count("roots_after"),
    _must("why"),
    _must("logged_at", index=True),
    Index("ix_change_log_event", "event_id", "change"),
)

watchlists = Table(
    "watchlists",
    metadata,
    _must("id", primary_key=True),
    _must("name"),
    _must("owner"),
    Column("shared", Boolean, nullable=False),
    _must("filter"),
    _must("made_at"),
    _must("changed_at"),
    Index("ix_watchlists_owner", "owner", "name", unique=True),
)

rules = Table(
    "rules",
    metadata,
    _must("id", primary_key=True),
    _must("name", unique=True),
    _must("owner"),
    _must("filter"),
    _must("kinds"),
    _count("min_roots"),
    _count("min_reports"),
    _must("sinks", info=PRIVATE),  # the address of a webhook may be a secret
    _words("secret", info=PRIVATE),  # signs what a webhook gets
    _words("feed_key", info=PRIVATE),  # digest of the key that opens the feed where people must log in
    Column("enabled", Boolean, nullable=False),
    _must("made_at"),
    Column("cursor", _NUMBER, nullable=False),  # number of the last change that it was asked about
)

alerts = Table(
    "alerts",
    metadata,
    _must("id", primary_key=True),
    _of("rule_id", "rules.id"),
    Column("number", _NUMBER, nullable=False),
    _must("event_id"),
    _must("payload"),
    _must("made_at"),
    Index("ix_alerts_rule", "rule_id", "number", unique=True),
)

deliveries = Table(
    "deliveries",
    metadata,
    _of("alert_id", "alerts.id", primary_key=True),
    _must("sink", primary_key=True, info=PRIVATE),
    _must("state"),  # waiting, sent or failed
    _count("attempts"),
    _must("next_at"),
    _words("error"),
    _words("done_at"),
    Index("ix_deliveries_state", "state", "next_at"),
)

briefs = Table(
    "briefs",
    metadata,
    _must("id", primary_key=True),
    _must("day", index=True),
    _words("watchlist_id"),
    _must("name"),
    _must("filter"),
    _must("state"),  # draft or locked
    _must("made_by"),
    _must("made_at"),
    _words("locked_by"),
    _words("locked_at"),
    _words("hash"),
    _words("document"),  # what was locked, whole
)

brief_items = Table(
    "brief_items",
    metadata,
    _of("brief_id", "briefs.id", primary_key=True),
    _must("item", primary_key=True),
    Column("position", Integer),
    _words("note"),
    Column("pinned", Boolean, nullable=False),
    Column("dropped", Boolean, nullable=False),
    _must("changed_by"),
    _must("changed_at"),
)

review_sessions = Table(
    "review_sessions",
    metadata,
    _must("id", primary_key=True),
    _must("reader"),
    _must("started_at"),
    _count("goal"),
    _words("ended_at"),
    Index("ix_review_sessions_reader", "reader", "started_at"),
)

reviews = Table(
    "reviews",
    metadata,
    _must("id", primary_key=True),
    _must("session_id", ForeignKey("review_sessions.id"), index=True),
    _must("reader"),
    _must("question"),
    _must("kind"),
    _must("a"),
    _words("b"),
    _words("event_id"),
    _must("answer"),  # yes, no, unsure, edit or skip
    _words("judgement_id"),
    _must("moved"),
    _must("at"),
    _words("undone_at"),
    Index("ix_reviews_reader", "reader", "question"),
)

visits = Table(
    "visits",
    metadata,
    _must("reader", primary_key=True),
    _must("page", primary_key=True),
    _must("at"),
    Column("number", _NUMBER, nullable=False),
    _must("before_at"),
    Column("before_number", _NUMBER, nullable=False),
)

DESK = (
    *(change_log, watchlists, rules, alerts, deliveries, briefs, brief_items),
    *(review_sessions, reviews, visits),
)

"""The tables of a store. People read them too, in datasette or psql: columns say what they hold, lists are JSON text."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import TEXT as PG_TEXT

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Sorted by code point on both dialects, as Python sorts.
WORDS = Text().with_variant(PG_TEXT(collation="C"), "postgresql")


def _words(name: str, *more: Any, **options: Any) -> Column[str]:
    return Column(name, WORDS, *more, **options)


def _must(name: str, *more: Any, **options: Any) -> Column[str]:
    return _words(name, *more, nullable=False, **options)


def _of(name: str, target: str, **options: Any) -> Column[str]:
    """A column that names a row of another table and goes with it."""
    return _words(name, ForeignKey(target, ondelete="CASCADE"), nullable=False, **options)


def _number(name: str, **options: Any) -> Column[int]:
    return Column(name, Integer, nullable=False, **options)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _site() -> tuple[Column[Any], ...]:
    """Where: a claim and an event have the same columns."""
    return (
        _words("place"),
        _words("place_country"),
        _words("place_admin1"),
        Column("lat", Float(53)),
        Column("lon", Float(53)),
        Column("geonames_id", Integer),
        _words("place_precision"),
    )


# The ledger: rows are added and stay. Only a quarantined input that is tried again changes, and a run that ends.

runs = Table(
    "runs",
    metadata,
    _must("id", primary_key=True),
    _must("command"),
    _must("profile"),
    _must("parts"),
    _must("started_at"),
    _words("ended_at"),
)

inputs = Table(
    "inputs",
    metadata,
    _must("id", primary_key=True),
    _must("run_id", ForeignKey("runs.id")),
    _must("source"),
    _number("position"),
    _words("given_id"),
    _must("sha256"),
    _must("received_at"),
    _must("state", index=True),
    _words("reason"),
    _flag("retryable"),
    _words("message"),
    _number("attempts"),
    _words("article_id", index=True),
)

articles = Table(
    "articles",
    metadata,
    _must("id", primary_key=True),
    _must("text_hash"),
    _must("outlet_key"),
    _words("given_id"),
    _words("url", index=True),
    _words("outlet", index=True),
    _words("outlet_id", index=True),
    _words("family"),
    _words("title"),
    _words("byline"),
    _words("dateline"),
    _must("credits"),
    _words("published_at"),
    _must("seen_at"),
    _must("ordered_at"),  # published_at, else seen_at: the canonical order of reports
    _words("language"),
    _words("translated_from"),
    _number("version"),
    _words("previous", unique=True),  # the version that this one takes the place of
    Index(None, "text_hash", "outlet_key"),
    Index(None, "given_id", "outlet_key"),
    Index(None, "ordered_at", "id"),
)

documents = Table(
    "documents",
    metadata,
    Column("number", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
    _words("article_id", ForeignKey("articles.id"), nullable=False, unique=True),
    _words("title"),
    _must("text"),
    _must("text_map"),
    _must("reading"),  # the contract's object without text, text_map and claims, which stand in their own places
)

originals = Table(
    "originals",
    metadata,
    _must("article_id", ForeignKey("articles.id"), primary_key=True),
    _must("media_type"),
    _must("raw_text"),
)

claims = Table(
    "claims",
    metadata,
    _must("id", primary_key=True),
    _must("article_id", ForeignKey("articles.id")),
    _number("position"),
    _must("type", index=True),
    _words("mode"),
    _must("contexts"),
    _words("cameo"),
    Column("quad", Integer),
    _must("status", index=True),
    _must("certainty"),
    _must("polarity"),
    _must("modality"),
    _words("completion"),
    _flag("self_report"),
    _flag("export"),
    Column("confidence", Float(53), nullable=False),
    _must("root_id", index=True),
    _must("root_name"),
    _must("root_kind"),
    *_site(),
    _words("earliest"),
    _words("latest"),
    _words("granularity"),
    _words("when_how"),
    _flag("historical"),
    _must("trigger"),
    _number("trigger_start"),
    _number("trigger_end"),
    _must("sentence"),
    _number("sentence_start"),
    _number("sentence_end"),
    _words("content_kind"),
    _words("content_type"),
    _words("content_text"),
    _must("json"),
    Index(None, "article_id", "position"),
    Index(None, "place_country"),
    Index(None, "earliest"),
)

participants = Table(
    "participants",
    metadata,
    _must("claim_id", ForeignKey("claims.id"), primary_key=True),
    _number("position", primary_key=True, autoincrement=False),
    _must("role"),
    _words("actor_id", index=True),
    _words("name"),
    _words("kind"),
    _words("country", index=True),
    _must("sectors"),
    _words("text"),
)

links = Table(
    "links",
    metadata,
    _must("claim_id", ForeignKey("claims.id"), primary_key=True),
    _number("position", primary_key=True, autoincrement=False),
    _must("source_id", index=True),
    _must("name"),
    _must("kind"),
    _words("country"),
    _words("cue"),
    _must("scope"),
    _words("text"),
)

counts = Table(
    "counts",
    metadata,
    _must("claim_id", ForeignKey("claims.id"), primary_key=True),
    _number("position", primary_key=True, autoincrement=False),
    _must("kind"),
    Column("low", BigInteger),
    Column("high", BigInteger),
)

problems = Table(
    "problems",
    metadata,
    _must("id", primary_key=True),
    _must("input_id", ForeignKey("inputs.id"), index=True),
    _words("article_id"),
    _must("stage"),
    _must("code"),
    _must("message"),
    Column("span_start", Integer),
    Column("span_end", Integer),
    _flag("retryable"),
    _must("first_seen"),
)

judgements = Table(
    "judgements",
    metadata,
    _must("id", primary_key=True),
    _must("kind"),
    _must("a", index=True),
    _words("b"),
    _must("answer"),
    _must("judged_by"),
    _must("judged_at"),
    _words("note"),
    _words("undoes"),
    _must("extra"),
)

# Derived: a pure function of the ledger, all of it can be cleared and rebuilt.

# Rows of `match_keys` are many, so what they name is named by its number here.
match_items = Table(
    "match_items",
    metadata,
    Column("number", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    _must("space"),
    _must("item"),
    Index(None, "item", "space", unique=True),
)

match_keys = Table(
    "match_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),  # of a space: its keys are its own
    _number("day", primary_key=True, autoincrement=False),
    Column("item", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

match_pairs = Table(
    "match_pairs",
    metadata,
    _must("space", primary_key=True),
    _must("a", primary_key=True),
    _must("b", primary_key=True),
    Column("score", Float(53), nullable=False),
    _must("why"),
    Index(None, "space", "b"),
    sqlite_with_rowid=False,
)

copies = Table(
    "copies",
    metadata,
    _must("child", primary_key=True),
    _must("parent", primary_key=True, index=True),
    _must("kind"),
    Column("share", Float(53), nullable=False),
    Column("score", Float(53), nullable=False),
    _flag("directed"),
    _must("evidence"),
)

sources = Table(
    "sources",
    metadata,
    _must("id", primary_key=True),
    _must("name"),
    _must("kind"),
    _must("standing"),
    _words("family"),
    _words("country"),
)

source_aliases = Table(
    "source_aliases",
    metadata,
    _of("source_id", "sources.id", primary_key=True),
    _must("alias", primary_key=True, index=True),
)

events = Table(
    "events",
    metadata,
    _must("id", primary_key=True),
    _must("title"),
    _must("type", index=True),
    _words("mode"),
    Column("quad", Integer),
    _must("contexts"),
    *_site(),
    _words("earliest"),
    _words("latest"),
    _words("granularity"),
    _must("counts"),
    _number("reports"),
    _number("outlets"),
    _number("independent_roots"),
    _must("verdict", index=True),
    _must("verdict_why"),
    _must("reliability"),
    _must("reliability_why"),
    _number("credibility"),
    _must("credibility_why"),
    _must("first_report"),
    _must("first_at", index=True),
    _must("last_at", index=True),
    _words("story_id", index=True),
    _number("conflicts"),
    _flag("circular"),
    _flag("export"),
    _must("json"),
    # Lists are walked in this order, with all that they are filtered or ordered by: rows themselves are long.
    Index(
        "ix_events_list",
        *("earliest", "id", "latest", "first_at", "last_at", "type", "mode", "quad", "verdict", "reports"),
        *("independent_roots", "export", "place_country", "place", "place_admin1", "geonames_id", "story_id"),
        "place_precision",
    ),
    # The same lists by weight, and those of one country: a page of them must not look at every event.
    Index("ix_events_reports", "reports", "independent_roots", "earliest", "id"),
    Index("ix_events_roots", "independent_roots", "reports", "earliest", "id"),
    Index("ix_events_country", "place_country", "earliest", "id"),
    # What counts of sources and actors are made from.
    Index("ix_events_facts", "id", "verdict", "independent_roots", "first_at", "last_at"),
)

event_claims = Table(
    "event_claims",
    metadata,
    _of("event_id", "events.id", primary_key=True),
    _must("claim_id", primary_key=True, index=True),
    _number("position"),
    _must("stance"),
    _words("root_id"),
    _must("would_be", index=True),  # the event's id if this claim came first: so an id that once was leads here
)

event_articles = Table(
    "event_articles",
    metadata,
    _of("event_id", "events.id", primary_key=True),
    _must("article_id", primary_key=True, index=True),
    _number("position"),
)

event_roots = Table(
    "event_roots",
    metadata,
    _of("event_id", "events.id", primary_key=True),
    _must("root_id", primary_key=True),
    _number("position"),
    _must("name"),
    _must("kind"),
    _must("standing"),
    _number("claims"),
    _number("articles"),
    _flag("self_report"),
    _flag("counted"),
    _flag("denies"),
    _must("why"),
    Index("ix_event_roots_root", "root_id", "event_id", "claims"),
)

event_actors = Table(
    "event_actors",
    metadata,
    _of("event_id", "events.id", primary_key=True),
    _number("position", primary_key=True, autoincrement=False),
    _must("role"),
    _must("actor_id"),
    _must("name", index=True),
    _words("kind"),
    _words("country"),
    _must("sectors"),
    Index("ix_event_actors_actor", "actor_id", "role", "event_id", "position"),
    Index("ix_event_actors_country", "country", "role", "event_id", "position"),
)

stories = Table(
    "stories",
    metadata,
    _must("id", primary_key=True),
    _must("title"),
    _number("articles"),
    _must("first_at", index=True),
    _must("last_at", index=True),
    _flag("reopened"),
    Index("ix_stories_articles", "articles", "last_at", "id"),
)

story_articles = Table(
    "story_articles",
    metadata,
    _of("story_id", "stories.id", primary_key=True),
    _must("article_id", primary_key=True, index=True),
    _number("position"),
)

changes = Table(
    "changes",
    metadata,
    _must("id", primary_key=True),
    _of("event_id", "events.id", index=True),
    _number("position"),
    _must("change"),
    _must("article_id"),
    _must("published", index=True),
    _must("seen", index=True),
    _words("verdict_before"),
    _must("verdict_after"),
    _number("roots_before"),
    _number("roots_after"),
    _must("why"),
    Index("ix_changes_kind", "change", "seen", "event_id", "position"),
)

derived_articles = Table("derived_articles", metadata, _must("article_id", primary_key=True))

# What is new waits here, so that finding it costs the same however long the ledger is.
pending_articles = Table(
    "pending_articles",
    metadata,
    _must("article_id", primary_key=True),
    _must("ordered_at"),
    Index(None, "ordered_at", "article_id"),
)

LEDGER = (runs, inputs, articles, documents, originals, claims, participants, links, counts, problems, judgements)
DERIVED = (
    *(
        match_items,
        match_keys,
        match_pairs,
        copies,
        sources,
        source_aliases,
        events,
        event_claims,
        event_articles,
        event_roots,
    ),
    *(event_actors, stories, story_articles, changes, derived_articles, pending_articles),
)

"""Feeds, what was polled, and what waits to be fetched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("url", WORDS, nullable=False),
        sa.Column("site", WORDS, nullable=True),
        sa.Column("title", WORDS, nullable=True),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("language", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("allow_private", sa.Boolean(), nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("paused_why", WORDS, nullable=True),
        sa.Column("added_at", WORDS, nullable=False),
        sa.Column("next_due", WORDS, nullable=False),
        sa.Column("interval_seconds", sa.Float(precision=53), nullable=False),
        sa.Column("hint_seconds", sa.Float(precision=53), nullable=True),
        sa.Column("etag", WORDS, nullable=True),
        sa.Column("modified", WORDS, nullable=True),
        sa.Column("body_hash", WORDS, nullable=True),
        sa.Column("polled_at", WORDS, nullable=True),
        sa.Column("success_at", WORDS, nullable=True),
        sa.Column("new_at", WORDS, nullable=True),
        sa.Column("item_at", WORDS, nullable=True),
        sa.Column("items_held", sa.Integer(), nullable=False),
        sa.Column("per_day", sa.Float(precision=53), nullable=True),
        sa.Column("longest_seconds", sa.Float(precision=53), nullable=True),
        sa.Column("polls", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", WORDS, nullable=True),
        sa.Column("code", WORDS, nullable=True),
        sa.Column("message", WORDS, nullable=True),
        sa.Column("moved_from", WORDS, nullable=True),
        sa.Column("shifting", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("url", name=op.f("uq_feeds_url")),
    )
    op.create_index(op.f("ix_feeds_next_due"), "feeds", ["next_due"], unique=False)
    op.create_table(
        "robots",
        sa.Column("site", WORDS, nullable=False),
        sa.Column("fetched_at", WORDS, nullable=False),
        sa.Column("until", WORDS, nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", WORDS, nullable=True),
        sa.Column("message", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_robots")),
    )
    op.create_table(
        "watch_gaps",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("feed_id", WORDS, nullable=True),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("from_at", WORDS, nullable=False),
        sa.Column("to_at", WORDS, nullable=False),
        sa.Column("message", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_gaps")),
    )
    op.create_index(op.f("ix_watch_gaps_feed_id"), "watch_gaps", ["feed_id"], unique=False)
    op.create_index(op.f("ix_watch_gaps_to_at"), "watch_gaps", ["to_at"], unique=False)
    op.create_table(
        "watchers",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("host", WORDS, nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started_at", WORDS, nullable=False),
        sa.Column("beat_at", WORDS, nullable=False),
        sa.Column("ended_at", WORDS, nullable=True),
        sa.Column("run_id", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watchers")),
    )
    op.create_table(
        "feed_items",
        sa.Column("feed_id", WORDS, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("url", WORDS, nullable=True),
        sa.Column("page", WORDS, nullable=True),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=True),
        sa.Column("published_at", WORDS, nullable=True),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("seen_at", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("how", WORDS, nullable=True),
        sa.Column("message", WORDS, nullable=True),
        sa.Column("input_id", WORDS, nullable=True),
        sa.Column("done_at", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name=op.f("fk_feed_items_feed_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("feed_id", "key", name=op.f("pk_feed_items")),
    )
    op.create_index("ix_feed_items_at", "feed_items", ["feed_id", "at"], unique=False)
    op.create_index("ix_feed_items_digest", "feed_items", ["feed_id", "digest"], unique=False)
    op.create_index(op.f("ix_feed_items_page"), "feed_items", ["page"], unique=False)
    op.create_index("ix_feed_items_state", "feed_items", ["feed_id", "state"], unique=False)
    op.create_table(
        "feed_polls",
        sa.Column("feed_id", WORDS, nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("outcome", WORDS, nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("fresh", sa.Integer(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("code", WORDS, nullable=True),
        sa.Column("message", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name=op.f("fk_feed_polls_feed_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("feed_id", "at", name=op.f("pk_feed_polls")),
    )
    op.create_index("ix_feed_polls_at", "feed_polls", ["at"], unique=False)
    op.create_table(
        "feed_queue",
        sa.Column("page", WORDS, nullable=False),
        sa.Column("url", WORDS, nullable=False),
        sa.Column("feed_id", WORDS, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=True),
        sa.Column("published_at", WORDS, nullable=True),
        sa.Column("byline", WORDS, nullable=True),
        sa.Column("text", WORDS, nullable=True),
        sa.Column("allow_private", sa.Boolean(), nullable=False),
        sa.Column("queued_at", WORDS, nullable=False),
        sa.Column("next_try", WORDS, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("code", WORDS, nullable=True),
        sa.Column("message", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name=op.f("fk_feed_queue_feed_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page", name=op.f("pk_feed_queue")),
    )
    op.create_index(op.f("ix_feed_queue_feed_id"), "feed_queue", ["feed_id"], unique=False)
    op.create_index(op.f("ix_feed_queue_queued_at"), "feed_queue", ["queued_at"], unique=False)

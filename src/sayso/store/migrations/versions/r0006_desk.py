"""The log of changes, watchlists, rules with their alerts, briefs, reviews, and when a reader looked last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# What an older store knows already is no news to a rule made tomorrow.
_KNOWN = """
INSERT INTO change_log (number, event_id, change, nth, article_id, published, seen, verdict_before, verdict_after,
                        roots_before, roots_after, why, logged_at)
SELECT row_number() OVER (ORDER BY seen, event_id, position), event_id, change,
       row_number() OVER (PARTITION BY event_id, change, verdict_after, roots_after ORDER BY position) - 1,
       article_id, published, seen, verdict_before, verdict_after, roots_before, roots_after, why, seen
FROM changes
"""


def upgrade() -> None:
    op.create_table(
        "change_log",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("change", WORDS, nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("published", WORDS, nullable=False),
        sa.Column("seen", WORDS, nullable=False),
        sa.Column("verdict_before", WORDS, nullable=True),
        sa.Column("verdict_after", WORDS, nullable=False),
        sa.Column("roots_before", sa.Integer(), nullable=False),
        sa.Column("roots_after", sa.Integer(), nullable=False),
        sa.Column("why", WORDS, nullable=False),
        sa.Column("logged_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change_log")),
    )
    op.create_index("ix_change_log_event", "change_log", ["event_id", "change"], unique=False)
    op.create_index("ix_change_log_logged_at", "change_log", ["logged_at"], unique=False)
    op.create_table(
        "watchlists",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("owner", WORDS, nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("filter", WORDS, nullable=False),
        sa.Column("made_at", WORDS, nullable=False),
        sa.Column("changed_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watchlists")),
    )
    op.create_index("ix_watchlists_owner", "watchlists", ["owner", "name"], unique=True)
    op.create_table(
        "rules",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("owner", WORDS, nullable=False),
        sa.Column("filter", WORDS, nullable=False),
        sa.Column("kinds", WORDS, nullable=False),
        sa.Column("min_roots", sa.Integer(), nullable=False),
        sa.Column("min_reports", sa.Integer(), nullable=False),
        sa.Column("sinks", WORDS, nullable=False),
        sa.Column("secret", WORDS, nullable=True),
        sa.Column("feed_key", WORDS, nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("made_at", WORDS, nullable=False),
        sa.Column("cursor", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules")),
        sa.UniqueConstraint("name", name=op.f("uq_rules_name")),
    )
    op.create_table(
        "alerts",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("rule_id", WORDS, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("payload", WORDS, nullable=False),
        sa.Column("made_at", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["rule_id"], ["rules.id"], name=op.f("fk_alerts_rule_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
    )
    op.create_index("ix_alerts_rule", "alerts", ["rule_id", "number"], unique=True)
    op.create_table(
        "deliveries",
        sa.Column("alert_id", WORDS, nullable=False),
        sa.Column("sink", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", WORDS, nullable=False),
        sa.Column("error", WORDS, nullable=True),
        sa.Column("done_at", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_deliveries_alert_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("alert_id", "sink", name=op.f("pk_deliveries")),
    )
    op.create_index("ix_deliveries_state", "deliveries", ["state", "next_at"], unique=False)
    op.create_table(
        "briefs",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("day", WORDS, nullable=False),
        sa.Column("watchlist_id", WORDS, nullable=True),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("filter", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("made_by", WORDS, nullable=False),
        sa.Column("made_at", WORDS, nullable=False),
        sa.Column("locked_by", WORDS, nullable=True),
        sa.Column("locked_at", WORDS, nullable=True),
        sa.Column("hash", WORDS, nullable=True),
        sa.Column("document", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefs")),
    )
    op.create_index("ix_briefs_day", "briefs", ["day"], unique=False)
    op.create_table(
        "brief_items",
        sa.Column("brief_id", WORDS, nullable=False),
        sa.Column("item", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("changed_by", WORDS, nullable=False),
        sa.Column("changed_at", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["brief_id"], ["briefs.id"], name=op.f("fk_brief_items_brief_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("brief_id", "item", name=op.f("pk_brief_items")),
    )
    op.create_table(
        "review_sessions",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("started_at", WORDS, nullable=False),
        sa.Column("goal", sa.Integer(), nullable=False),
        sa.Column("ended_at", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_sessions")),
    )
    op.create_index("ix_review_sessions_reader", "review_sessions", ["reader", "started_at"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("session_id", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("question", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("a", WORDS, nullable=False),
        sa.Column("b", WORDS, nullable=True),
        sa.Column("event_id", WORDS, nullable=True),
        sa.Column("answer", WORDS, nullable=False),
        sa.Column("judgement_id", WORDS, nullable=True),
        sa.Column("moved", WORDS, nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("undone_at", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["review_sessions.id"], name=op.f("fk_reviews_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index("ix_reviews_reader", "reviews", ["reader", "question"], unique=False)
    op.create_index("ix_reviews_session_id", "reviews", ["session_id"], unique=False)
    op.create_table(
        "visits",
        sa.Column("reader", WORDS, nullable=False),
        sa.Column("page", WORDS, nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("before_at", WORDS, nullable=False),
        sa.Column("before_number", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("reader", "page", name=op.f("pk_visits")),
    )
    op.create_index("ix_changes_published", "changes", ["published"], unique=False)
    op.get_bind().exec_driver_sql(_KNOWN)

"""Users, sessions, tokens, what they did, and when each derived row last changed."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("name", WORDS, nullable=False),
        sa.Column("role", WORDS, nullable=False),
        sa.Column("password", WORDS, nullable=True),
        sa.Column("created_at", WORDS, nullable=False),
        sa.Column("changed_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
    )
    op.create_table(
        "sessions",
        sa.Column("hash", WORDS, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("user_name", WORDS, nullable=False),
        sa.Column("created_at", WORDS, nullable=False),
        sa.Column("used_at", WORDS, nullable=False),
        sa.Column("expires_at", WORDS, nullable=False),
        sa.Column("address", WORDS, nullable=True),
        sa.Column("agent", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["user_name"], ["users.name"], name=op.f("fk_sessions_user_name"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_sessions")),
        sa.UniqueConstraint("key", name=op.f("uq_sessions_key")),
    )
    op.create_index(op.f("ix_sessions_user_name"), "sessions", ["user_name"], unique=False)
    op.create_table(
        "tokens",
        sa.Column("hash", WORDS, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("user_name", WORDS, nullable=True),
        sa.Column("scopes", WORDS, nullable=False),
        sa.Column("created_at", WORDS, nullable=False),
        sa.Column("expires_at", WORDS, nullable=True),
        sa.Column("used_at", WORDS, nullable=True),
        sa.Column("revoked_at", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["user_name"], ["users.name"], name=op.f("fk_tokens_user_name"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_tokens")),
        sa.UniqueConstraint("key", name=op.f("uq_tokens_key")),
    )
    op.create_index(op.f("ix_tokens_user_name"), "tokens", ["user_name"], unique=False)
    op.create_table(
        "log_ins_failed",
        sa.Column("hash", WORDS, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("last_at", WORDS, nullable=False),
        sa.Column("next_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_log_ins_failed")),
    )
    op.create_table(
        "audit",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("who", WORDS, nullable=True),
        sa.Column("how", WORDS, nullable=False),
        sa.Column("deed", WORDS, nullable=False),
        sa.Column("what", WORDS, nullable=True),
        sa.Column("address", WORDS, nullable=True),
        sa.Column("outcome", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)
    op.create_table(
        "desk_secrets",
        sa.Column("name", WORDS, nullable=False),
        sa.Column("value", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_desk_secrets")),
    )
    op.create_table(
        "revisions",
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_revisions")),
    )
    op.create_index(op.f("ix_revisions_at"), "revisions", ["at"], unique=False)
    op.create_index(op.f("ix_revisions_kind_number_id"), "revisions", ["kind", "number", "id"], unique=False)
    # When what is there changed last is not known: so it counts as changed now, and nobody misses it.
    now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    for kind, table in (("event", "events"), ("story", "stories")):
        op.execute(
            f"INSERT INTO revisions (kind, id, number, at, gone, digest) "
            f"SELECT '{kind}', id, 1, '{now}', false, '' FROM {table}"
        )

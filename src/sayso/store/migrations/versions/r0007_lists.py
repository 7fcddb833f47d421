"""Indexes for lists of events by weight and by country."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_events_reports", "events", ["reports", "independent_roots", "earliest", "id"], unique=False)
    op.create_index("ix_events_roots", "events", ["independent_roots", "reports", "earliest", "id"], unique=False)
    op.create_index("ix_events_country", "events", ["place_country", "earliest", "id"], unique=False)

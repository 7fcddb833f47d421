"""Indexes for lists of events by weight and by country, and for the map."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


LIST = (
    *("earliest", "id", "latest", "first_at", "last_at", "type", "mode", "quad", "verdict", "reports"),
    *("independent_roots", "export", "place_country", "place", "place_admin1", "geonames_id", "story_id"),
    "place_precision",
)


def upgrade() -> None:
    op.drop_index("ix_events_list", table_name="events", if_exists=True)
    op.create_index("ix_events_list", "events", LIST, unique=False)
    op.create_index("ix_events_reports", "events", ["reports", "independent_roots", "earliest", "id"], unique=False)
    op.create_index("ix_events_roots", "events", ["independent_roots", "reports", "earliest", "id"], unique=False)
    op.create_index("ix_events_country", "events", ["place_country", "earliest", "id"], unique=False)
    op.create_index("ix_changes_kind", "changes", ["change", "seen", "event_id", "position"], unique=False)
    op.create_index("ix_stories_articles", "stories", ["articles", "last_at", "id"], unique=False)
    op.create_index("ix_articles_outlet", "articles", ["outlet"], unique=False)

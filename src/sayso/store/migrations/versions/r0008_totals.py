"""Totals of actors and sources, kept in step with the events; indexes for the newest pairs of a country and for weighing dyads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
MASS = ("level", "day", "a", "b", "quad", "certainty", "events", "by_roots", "by_reports")


def upgrade() -> None:
    _totals("actor_sums", ("actor_id",), ("parts", "events", "as_actor", "as_recipient", "as_other"), timed=True)
    _totals("actor_countries", ("country", "actor_id"), ("parts",), timed=False)
    counts = ("events", "claims", "alone", "corroborated", "disputed", "withdrawn")
    _totals("source_sums", ("root_id",), counts, timed=True)
    op.create_index("ix_actor_sums_parts", "actor_sums", ["parts", "actor_id"], unique=False)
    op.create_index("ix_actor_countries_parts", "actor_countries", ["country", "parts", "actor_id"], unique=False)
    op.create_index("ix_source_sums_events", "source_sums", ["events", "claims", "root_id"], unique=False)
    op.create_index("ix_event_pairs_a_country", "event_pairs", ["a_country", "day"], unique=False)
    op.drop_index("ix_dyad_days_day", table_name="dyad_days", if_exists=True)
    op.create_index("ix_dyad_days_mass", "dyad_days", MASS, unique=False)
    _fill()


def _totals(name: str, keys: tuple[str, ...], sums: tuple[str, ...], *, timed: bool) -> None:
    op.create_table(
        name,
        *(sa.Column(key, WORDS, nullable=False) for key in keys),
        *(sa.Column(one, sa.BigInteger(), nullable=False) for one in sums),
        *(sa.Column(one, WORDS, nullable=False) for one in (("first_at", "last_at") if timed else ())),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )


def _fill() -> None:
    """A store that has events already gets its totals at once."""
    from sayso.store.totals import refill_totals

    refill_totals(op.get_bind())

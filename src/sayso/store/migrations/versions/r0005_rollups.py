"""Counts a day of dyads and of all events, kept in step with the events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "event_pairs",
        sa.Column("event_id", WORDS, nullable=False),
        *(sa.Column(name, WORDS, nullable=False) for name in ("a_id", "b_id", "relation")),
        *(sa.Column(name, WORDS, nullable=True) for name in ("a_country", "b_country")),
        sa.Column("day", WORDS, nullable=False),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("mode", WORDS, nullable=True),
        sa.Column("quad", sa.Integer(), nullable=False),
        *(sa.Column(name, WORDS, nullable=False) for name in ("certainty", "verdict")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("reports", "roots", "strength")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_pairs_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "a_id", "b_id", "relation", name=op.f("pk_event_pairs")),
        sqlite_with_rowid=False,
    )
    for name, columns in (
        ("countries", ["a_country", "b_country", "day"]),
        ("b_country", ["b_country", "day"]),
        ("a", ["a_id", "day"]),
        ("b", ["b_id", "day"]),
    ):
        op.create_index(f"ix_event_pairs_{name}", "event_pairs", columns, unique=False)
    sums = ("events", "reports", "roots")
    more = ("strength", "by_roots", "by_reports", "spread", "spread_sure")
    _sums("dyad_days", ("level", "a", "b", "day", "direction", "quad", "certainty"), (*sums, *more))
    _sums("country_days", ("country", "day", "verdict", "quad"), sums)
    _sums("party_days", ("party", "day", "part", "quad"), sums)
    op.create_index("ix_dyad_days_day", "dyad_days", ["level", "day"], unique=False)
    _fill()


def _sums(name: str, keys: tuple[str, ...], sums: tuple[str, ...]) -> None:
    op.create_table(
        name,
        *(
            sa.Column(key, sa.Integer() if key == "quad" else WORDS, nullable=False, autoincrement=False)
            for key in keys
        ),
        *(sa.Column(one, sa.BigInteger(), nullable=False) for one in sums),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )


def _fill() -> None:
    """A store that has events already gets its sums at once; one revision later this is a matter of `sayso rebuild`."""
    from sayso.store.rollups import refill_days

    refill_days(op.get_bind())

"""The ledger and what is derived from it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("text_hash", WORDS, nullable=False),
        sa.Column("outlet_key", WORDS, nullable=False),
        sa.Column("given_id", WORDS, nullable=True),
        sa.Column("url", WORDS, nullable=True),
        sa.Column("outlet", WORDS, nullable=True),
        sa.Column("outlet_id", WORDS, nullable=True),
        sa.Column("family", WORDS, nullable=True),
        sa.Column("title", WORDS, nullable=True),
        sa.Column("byline", WORDS, nullable=True),
        sa.Column("dateline", WORDS, nullable=True),
        sa.Column("credits", WORDS, nullable=False),
        sa.Column("published_at", WORDS, nullable=True),
        sa.Column("seen_at", WORDS, nullable=False),
        sa.Column("ordered_at", WORDS, nullable=False),
        sa.Column("language", WORDS, nullable=True),
        sa.Column("translated_from", WORDS, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("previous", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("previous", name=op.f("uq_articles_previous")),
    )
    op.create_index(op.f("ix_articles_given_id_outlet_key"), "articles", ["given_id", "outlet_key"], unique=False)
    op.create_index(op.f("ix_articles_ordered_at_id"), "articles", ["ordered_at", "id"], unique=False)
    op.create_index(op.f("ix_articles_outlet_id"), "articles", ["outlet_id"], unique=False)
    op.create_index(op.f("ix_articles_text_hash_outlet_key"), "articles", ["text_hash", "outlet_key"], unique=False)
    op.create_index(op.f("ix_articles_url"), "articles", ["url"], unique=False)
    op.create_table(
        "copies",
        sa.Column("child", WORDS, nullable=False),
        sa.Column("parent", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("share", sa.Float(precision=53), nullable=False),
        sa.Column("score", sa.Float(precision=53), nullable=False),
        sa.Column("directed", sa.Boolean(), nullable=False),
        sa.Column("evidence", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("child", "parent", name=op.f("pk_copies")),
    )
    op.create_index(op.f("ix_copies_parent"), "copies", ["parent"], unique=False)
    op.create_table(
        "derived_articles",
        sa.Column("article_id", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_derived_articles")),
    )
    op.create_table(
        "events",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("mode", WORDS, nullable=True),
        sa.Column("quad", sa.Integer(), nullable=True),
        sa.Column("contexts", WORDS, nullable=False),
        sa.Column("place", WORDS, nullable=True),
        sa.Column("place_country", WORDS, nullable=True),
        sa.Column("place_admin1", WORDS, nullable=True),
        sa.Column("lat", sa.Float(precision=53), nullable=True),
        sa.Column("lon", sa.Float(precision=53), nullable=True),
        sa.Column("geonames_id", sa.Integer(), nullable=True),
        sa.Column("place_precision", WORDS, nullable=True),
        sa.Column("earliest", WORDS, nullable=True),
        sa.Column("latest", WORDS, nullable=True),
        sa.Column("granularity", WORDS, nullable=True),
        sa.Column("counts", WORDS, nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.Column("independent_roots", sa.Integer(), nullable=False),
        sa.Column("verdict", WORDS, nullable=False),
        sa.Column("verdict_why", WORDS, nullable=False),
        sa.Column("reliability", WORDS, nullable=False),
        sa.Column("reliability_why", WORDS, nullable=False),
        sa.Column("credibility", sa.Integer(), nullable=False),
        sa.Column("credibility_why", WORDS, nullable=False),
        sa.Column("first_report", WORDS, nullable=False),
        sa.Column("first_at", WORDS, nullable=False),
        sa.Column("last_at", WORDS, nullable=False),
        sa.Column("story_id", WORDS, nullable=True),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("circular", sa.Boolean(), nullable=False),
        sa.Column("export", sa.Boolean(), nullable=False),
        sa.Column("json", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(
        "ix_events_facts", "events", ["id", "verdict", "independent_roots", "first_at", "last_at"], unique=False
    )
    op.create_index(op.f("ix_events_first_at"), "events", ["first_at"], unique=False)
    op.create_index(op.f("ix_events_last_at"), "events", ["last_at"], unique=False)
    op.create_index(
        "ix_events_list",
        "events",
        [
            "earliest",
            "id",
            "latest",
            "first_at",
            "last_at",
            "type",
            "mode",
            "quad",
            "verdict",
            "reports",
            "independent_roots",
            "export",
            "place_country",
            "place",
            "place_admin1",
            "geonames_id",
            "story_id",
        ],
        unique=False,
    )
    op.create_index(op.f("ix_events_story_id"), "events", ["story_id"], unique=False)
    op.create_index(op.f("ix_events_type"), "events", ["type"], unique=False)
    op.create_index(op.f("ix_events_verdict"), "events", ["verdict"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("a", WORDS, nullable=False),
        sa.Column("b", WORDS, nullable=True),
        sa.Column("answer", WORDS, nullable=False),
        sa.Column("judged_by", WORDS, nullable=False),
        sa.Column("judged_at", WORDS, nullable=False),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("undoes", WORDS, nullable=True),
        sa.Column("extra", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
    )
    op.create_index(op.f("ix_judgements_a"), "judgements", ["a"], unique=False)
    op.create_table(
        "match_items",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("space", WORDS, nullable=False),
        sa.Column("item", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_match_items")),
    )
    op.create_index(op.f("ix_match_items_item_space"), "match_items", ["item", "space"], unique=True)
    op.create_table(
        "match_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "day", "item", name=op.f("pk_match_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "match_pairs",
        sa.Column("space", WORDS, nullable=False),
        sa.Column("a", WORDS, nullable=False),
        sa.Column("b", WORDS, nullable=False),
        sa.Column("score", sa.Float(precision=53), nullable=False),
        sa.Column("why", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("space", "a", "b", name=op.f("pk_match_pairs")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_match_pairs_space_b"), "match_pairs", ["space", "b"], unique=False)
    op.create_table(
        "pending_articles",
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("ordered_at", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_pending_articles")),
    )
    op.create_index(
        op.f("ix_pending_articles_ordered_at_article_id"),
        "pending_articles",
        ["ordered_at", "article_id"],
        unique=False,
    )
    op.create_table(
        "runs",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("command", WORDS, nullable=False),
        sa.Column("profile", WORDS, nullable=False),
        sa.Column("parts", WORDS, nullable=False),
        sa.Column("started_at", WORDS, nullable=False),
        sa.Column("ended_at", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "sources",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("standing", WORDS, nullable=False),
        sa.Column("family", WORDS, nullable=True),
        sa.Column("country", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
    )
    op.create_table(
        "stories",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("first_at", WORDS, nullable=False),
        sa.Column("last_at", WORDS, nullable=False),
        sa.Column("reopened", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
    )
    op.create_index(op.f("ix_stories_first_at"), "stories", ["first_at"], unique=False)
    op.create_index(op.f("ix_stories_last_at"), "stories", ["last_at"], unique=False)
    op.create_table(
        "changes",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("change", WORDS, nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("published", WORDS, nullable=False),
        sa.Column("seen", WORDS, nullable=False),
        sa.Column("verdict_before", WORDS, nullable=True),
        sa.Column("verdict_after", WORDS, nullable=False),
        sa.Column("roots_before", sa.Integer(), nullable=False),
        sa.Column("roots_after", sa.Integer(), nullable=False),
        sa.Column("why", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_changes_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_event_id"), "changes", ["event_id"], unique=False)
    op.create_index(op.f("ix_changes_seen"), "changes", ["seen"], unique=False)
    op.create_table(
        "claims",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", WORDS, nullable=False),
        sa.Column("mode", WORDS, nullable=True),
        sa.Column("contexts", WORDS, nullable=False),
        sa.Column("cameo", WORDS, nullable=True),
        sa.Column("quad", sa.Integer(), nullable=True),
        sa.Column("status", WORDS, nullable=False),
        sa.Column("certainty", WORDS, nullable=False),
        sa.Column("polarity", WORDS, nullable=False),
        sa.Column("modality", WORDS, nullable=False),
        sa.Column("completion", WORDS, nullable=True),
        sa.Column("self_report", sa.Boolean(), nullable=False),
        sa.Column("export", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(precision=53), nullable=False),
        sa.Column("root_id", WORDS, nullable=False),
        sa.Column("root_name", WORDS, nullable=False),
        sa.Column("root_kind", WORDS, nullable=False),
        sa.Column("place", WORDS, nullable=True),
        sa.Column("place_country", WORDS, nullable=True),
        sa.Column("place_admin1", WORDS, nullable=True),
        sa.Column("lat", sa.Float(precision=53), nullable=True),
        sa.Column("lon", sa.Float(precision=53), nullable=True),
        sa.Column("geonames_id", sa.Integer(), nullable=True),
        sa.Column("place_precision", WORDS, nullable=True),
        sa.Column("earliest", WORDS, nullable=True),
        sa.Column("latest", WORDS, nullable=True),
        sa.Column("granularity", WORDS, nullable=True),
        sa.Column("when_how", WORDS, nullable=True),
        sa.Column("historical", sa.Boolean(), nullable=False),
        sa.Column("trigger", WORDS, nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_end", sa.Integer(), nullable=False),
        sa.Column("sentence", WORDS, nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_end", sa.Integer(), nullable=False),
        sa.Column("content_kind", WORDS, nullable=True),
        sa.Column("content_type", WORDS, nullable=True),
        sa.Column("content_text", WORDS, nullable=True),
        sa.Column("json", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_claims_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_article_id_position"), "claims", ["article_id", "position"], unique=False)
    op.create_index(op.f("ix_claims_earliest"), "claims", ["earliest"], unique=False)
    op.create_index(op.f("ix_claims_place_country"), "claims", ["place_country"], unique=False)
    op.create_index(op.f("ix_claims_root_id"), "claims", ["root_id"], unique=False)
    op.create_index(op.f("ix_claims_status"), "claims", ["status"], unique=False)
    op.create_index(op.f("ix_claims_type"), "claims", ["type"], unique=False)
    op.create_table(
        "documents",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=True),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("text_map", WORDS, nullable=False),
        sa.Column("reading", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_documents_article_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_documents")),
        sa.UniqueConstraint("article_id", name=op.f("uq_documents_article_id")),
    )
    op.create_table(
        "event_actors",
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", WORDS, nullable=False),
        sa.Column("actor_id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("sectors", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_actors_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "position", name=op.f("pk_event_actors")),
    )
    op.create_index("ix_event_actors_actor", "event_actors", ["actor_id", "role", "event_id", "position"], unique=False)
    op.create_index(
        "ix_event_actors_country", "event_actors", ["country", "role", "event_id", "position"], unique=False
    )
    op.create_index(op.f("ix_event_actors_name"), "event_actors", ["name"], unique=False)
    op.create_table(
        "event_articles",
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_articles_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "article_id", name=op.f("pk_event_articles")),
    )
    op.create_index(op.f("ix_event_articles_article_id"), "event_articles", ["article_id"], unique=False)
    op.create_table(
        "event_claims",
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("claim_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stance", WORDS, nullable=False),
        sa.Column("root_id", WORDS, nullable=True),
        sa.Column("would_be", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_claims_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "claim_id", name=op.f("pk_event_claims")),
    )
    op.create_index(op.f("ix_event_claims_claim_id"), "event_claims", ["claim_id"], unique=False)
    op.create_index(op.f("ix_event_claims_would_be"), "event_claims", ["would_be"], unique=False)
    op.create_table(
        "event_roots",
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("root_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("standing", WORDS, nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("self_report", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("denies", sa.Boolean(), nullable=False),
        sa.Column("why", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_roots_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "root_id", name=op.f("pk_event_roots")),
    )
    op.create_index("ix_event_roots_root", "event_roots", ["root_id", "event_id", "claims"], unique=False)
    op.create_table(
        "inputs",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("run_id", WORDS, nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("given_id", WORDS, nullable=True),
        sa.Column("sha256", WORDS, nullable=False),
        sa.Column("received_at", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=True),
        sa.Column("retryable", sa.Boolean(), nullable=False),
        sa.Column("message", WORDS, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("article_id", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_inputs_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inputs")),
    )
    op.create_index(op.f("ix_inputs_article_id"), "inputs", ["article_id"], unique=False)
    op.create_index(op.f("ix_inputs_state"), "inputs", ["state"], unique=False)
    op.create_table(
        "originals",
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("media_type", WORDS, nullable=False),
        sa.Column("raw_text", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_originals_article_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_originals")),
    )
    op.create_table(
        "source_aliases",
        sa.Column("source_id", WORDS, nullable=False),
        sa.Column("alias", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_source_aliases_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", "alias", name=op.f("pk_source_aliases")),
    )
    op.create_index(op.f("ix_source_aliases_alias"), "source_aliases", ["alias"], unique=False)
    op.create_table(
        "story_articles",
        sa.Column("story_id", WORDS, nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name=op.f("fk_story_articles_story_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story_id", "article_id", name=op.f("pk_story_articles")),
    )
    op.create_index(op.f("ix_story_articles_article_id"), "story_articles", ["article_id"], unique=False)
    op.create_table(
        "counts",
        sa.Column("claim_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_counts_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_counts")),
    )
    op.create_table(
        "links",
        sa.Column("claim_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("cue", WORDS, nullable=True),
        sa.Column("scope", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_links_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_source_id"), "links", ["source_id"], unique=False)
    op.create_table(
        "participants",
        sa.Column("claim_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", WORDS, nullable=False),
        sa.Column("actor_id", WORDS, nullable=True),
        sa.Column("name", WORDS, nullable=True),
        sa.Column("kind", WORDS, nullable=True),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("sectors", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_participants_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_participants")),
    )
    op.create_index(op.f("ix_participants_actor_id"), "participants", ["actor_id"], unique=False)
    op.create_index(op.f("ix_participants_country"), "participants", ["country"], unique=False)
    op.create_table(
        "problems",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("input_id", WORDS, nullable=False),
        sa.Column("article_id", WORDS, nullable=True),
        sa.Column("stage", WORDS, nullable=False),
        sa.Column("code", WORDS, nullable=False),
        sa.Column("message", WORDS, nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.Column("retryable", sa.Boolean(), nullable=False),
        sa.Column("first_seen", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["input_id"], ["inputs.id"], name=op.f("fk_problems_input_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problems")),
    )
    op.create_index(op.f("ix_problems_input_id"), "problems", ["input_id"], unique=False)

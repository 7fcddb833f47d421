"""Full text of titles and texts, which the database itself keeps in step in each transaction."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE_TEXT = (
    "CREATE VIRTUAL TABLE documents_fts USING fts5"
    '(title, text, content="documents", content_rowid="number", tokenize="porter unicode61 remove_diacritics 2")',
    "CREATE TRIGGER documents_fts_insert AFTER INSERT ON documents BEGIN "
    "INSERT INTO documents_fts(rowid, title, text) VALUES (new.number, new.title, new.text); END",
    "CREATE TRIGGER documents_fts_delete AFTER DELETE ON documents BEGIN "
    "INSERT INTO documents_fts(documents_fts, rowid, title, text) "
    "VALUES ('delete', old.number, old.title, old.text); END",
    "CREATE TRIGGER documents_fts_update AFTER UPDATE ON documents BEGIN "
    "INSERT INTO documents_fts(documents_fts, rowid, title, text) "
    "VALUES ('delete', old.number, old.title, old.text); "
    "INSERT INTO documents_fts(rowid, title, text) VALUES (new.number, new.title, new.text); END",
    "INSERT INTO documents_fts(documents_fts) VALUES ('rebuild')",
)

# A tsvector holds one megabyte at most, so of an endless text only the beginning is searched.
_POSTGRES_TEXT = (
    "ALTER TABLE documents ADD COLUMN search tsvector GENERATED ALWAYS AS "
    "(to_tsvector('english', left(coalesce(title, '') || ' ' || text, 200000))) STORED",
    "CREATE INDEX ix_documents_search ON documents USING gin (search)",
)


def upgrade() -> None:
    connection = op.get_bind()
    for statement in _SQLITE_TEXT if connection.dialect.name == "sqlite" else _POSTGRES_TEXT:
        connection.exec_driver_sql(statement)

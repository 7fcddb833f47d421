"""Whether a store is whole: the file, the counts, what belongs together, the full text."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from sayso.store.opening import Store

# Each query counts rows that must not be.
_ORPHANS = (
    (
        "inputs have their articles",
        "inputs WHERE state IN ('coded', 'no-event', 'duplicate') "
        "AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = inputs.article_id)",
    ),
    (
        "articles have their inputs",
        "articles WHERE NOT EXISTS (SELECT 1 FROM inputs i WHERE i.article_id = articles.id "
        "AND i.state IN ('coded', 'no-event'))",
    ),
    (
        "articles have their texts",
        "articles WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.article_id = articles.id)",
    ),
    (
        "versions follow each other",
        "articles WHERE (previous IS NULL) <> (version = 1) OR (previous IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM articles p WHERE p.id = articles.previous AND p.version = articles.version - 1))",
    ),
    ("claims have their chains", "claims WHERE NOT EXISTS (SELECT 1 FROM links l WHERE l.claim_id = claims.id)"),
    (
        "events rest on claims of the ledger",
        "event_claims WHERE NOT EXISTS (SELECT 1 FROM claims c WHERE c.id = event_claims.claim_id)",
    ),
    ("no claim is in two events", "(SELECT claim_id FROM event_claims GROUP BY claim_id HAVING count(*) > 1) AS x"),
    ("events have claims", "events WHERE NOT EXISTS (SELECT 1 FROM event_claims c WHERE c.event_id = events.id)"),
    (
        "stories rest on articles of the ledger",
        "story_articles WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = story_articles.article_id)",
    ),
    (
        "copies join articles of the ledger",
        "copies WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = copies.child) "
        "OR NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = copies.parent)",
    ),
    (
        "undone judgements are there",
        "judgements WHERE undoes IS NOT NULL AND NOT EXISTS (SELECT 1 FROM judgements j WHERE j.id = judgements.undoes)",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that must hold of a store."""

    name: str
    ok: bool
    says: str


def check_store(store: Store) -> tuple[Check, ...]:
    """What was looked at, and whether it holds."""
    balance = store.balance()
    counts = (
        f"{balance.inputs} inputs = {balance.coded} coded + {balance.duplicate} duplicate + {balance.no_event} no-event "
        f"+ {balance.quarantined} quarantined; {balance.articles} articles"
    )
    with store.read() as connection:
        whole = _database(connection) if store.dialect == "sqlite" else ()
        orphans = tuple(_none(connection, name, what) for name, what in _ORPHANS)
    return (*whole, Check(name="counts add up", ok=balance.adds_up, says=counts), *orphans, _full_text(store))


def _database(connection: Connection) -> tuple[Check, ...]:
    said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(5)")]
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return (
        Check(name="the file is whole", ok=said == ["ok"], says="; ".join(said)),
        Check(
            name="rows have what they belong to",
            ok=not broken,
            says=f"{len(broken)} without, the first in {broken[0][0]}" if broken else "all",
        ),
    )


def _none(connection: Connection, name: str, what: str) -> Check:
    found = connection.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar_one()
    return Check(name=name, ok=not found, says=f"{found} do not" if found else "all")


def _full_text(store: Store) -> Check:
    """Full text has every document as it is. A store that is open for reading only is counted, not compared word by word."""
    name = "full text is in step"
    kept = "documents_fts_docsize" if store.dialect == "sqlite" else "documents WHERE search IS NOT NULL"
    with store.read() as connection:
        searched = connection.exec_driver_sql(f"SELECT count(*) FROM {kept}").scalar_one()
        stored = connection.exec_driver_sql("SELECT count(*) FROM documents").scalar_one()
    if searched != stored:
        return Check(name=name, ok=False, says=f"{searched} of {stored} documents")
    if store.dialect == "sqlite" and not store.read_only:
        with store._writing() as connection:
            try:
                connection.exec_driver_sql(
                    "INSERT INTO documents_fts(documents_fts, rank) VALUES ('integrity-check', 1)"
                )
            except DatabaseError:
                return Check(name=name, ok=False, says="its words are not those of the documents")
    return Check(name=name, ok=True, says=f"{stored} documents")

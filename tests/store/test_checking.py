"""`check_store` finds what is not whole, and nothing where all is well."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.store import Store, check_store, open_store
from tests.store.entries import fill
from tests.store.test_copying import furnish


def bad(store: Store) -> set[str]:
    return {check.name for check in check_store(store) if not check.ok}


def change(store: Store, *statements: str) -> None:
    with store.engine.connect() as connection:
        if store.dialect == "sqlite":
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")  # which only works before it begins
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")  # no foreign keys
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()
        connection.invalidate()


def test_a_store_in_order_passes(store: Store) -> None:
    furnish(store)
    # The events of the furniture name claims and articles that are there.
    assert bad(store) == set()
    assert len({check.name for check in check_store(store)}) == len(check_store(store)) >= 12


def test_an_empty_store_passes(store: Store) -> None:
    assert bad(store) == set()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE inputs SET state = 'duplicate' WHERE source = 'files' AND state = 'coded'", "counts add up"),
        ("DELETE FROM documents", "articles have their texts"),
        ("DELETE FROM links", "claims have their chains"),
        ("UPDATE inputs SET article_id = 'article:none' WHERE state = 'coded'", "inputs have their articles"),
        ("UPDATE inputs SET article_id = 'article:none' WHERE state = 'coded'", "articles have their inputs"),
        ("UPDATE articles SET version = 5 WHERE version = 2", "versions follow each other"),
        ("UPDATE articles SET previous = 'article:none' WHERE version = 2", "versions follow each other"),
        ("UPDATE event_claims SET claim_id = 'claim:none' WHERE position = 0", "events rest on claims of the ledger"),
        ("DELETE FROM event_claims", "events have claims"),
        ("UPDATE story_articles SET article_id = 'article:none'", "stories rest on articles of the ledger"),
        ("UPDATE copies SET parent = 'article:none'", "copies join articles of the ledger"),
        ("UPDATE judgements SET undoes = 'j9'", "undone judgements are there"),
    ],
)
def test_what_is_not_whole_is_named(store: Store, statement: str, expected: str) -> None:
    furnish(store)
    change(store, statement)
    assert expected in bad(store)


def test_a_claim_in_two_events_is_found(store: Store) -> None:
    furnish(store)
    change(
        store,
        "INSERT INTO event_claims SELECT event_id || 'x', claim_id, position, stance, root_id, would_be "
        "FROM event_claims WHERE position = 0",
    )
    assert "no claim is in two events" in bad(store)


def test_full_text_out_of_step_is_found(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.db", create=True) as store:
        fill(store, 2)
        change(store, "DROP TRIGGER documents_fts_update", "UPDATE documents SET text = 'zebras'")
        assert bad(store) == {"full text is in step"}
    with open_store(tmp_path / "s.db") as store:
        change(store, "DROP TRIGGER documents_fts_insert")
        fill(store, 1, start=5)
        assert bad(store) == {"full text is in step"}


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with open_store(path, create=True) as store:
        fill(store, 30)
    with path.open("r+b") as file:
        size = path.stat().st_size
        file.seek(size // 2)
        file.write(b"\xa5" * (size // 4))
    with open_store(path) as store:
        try:
            found = bad(store)
        except Exception as error:
            found = {getattr(error, "code", str(error))}
    assert found & {"the file is whole", "damaged"}

"""People open the file with the tools they have: datasette and sqlite-utils."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils

from sayso.store import open_store
from tests.store.test_copying import furnish


@pytest.fixture
def furnished(tmp_path: Path) -> Path:
    path = tmp_path / "sayso.db"
    with open_store(path, create=True) as store:
        furnish(store)
    return path


def test_sqlite_utils_reads_tables_and_views(furnished: Path) -> None:
    db = sqlite_utils.Database(furnished)
    assert {"articles", "claims", "participants", "links", "events", "stories", "judgements"} <= set(db.table_names())
    assert {"v_claims", "v_events", "v_problems"} <= set(db.view_names())
    claim = next(row for row in db["v_claims"].rows if row["type"] == "ASSAULT")
    assert (claim["actor"], claim["recipient"]) == ("Sudanese military aircraft", "rebels")
    assert claim["chain"] == "Example News < two government officials"
    problem = next(db["v_problems"].rows)
    assert (problem["state"], problem["code"], problem["message"]) == (
        "quarantined",
        "timeout",
        "timed out failed: timeout",
    )
    assert db["documents"].detect_fts() == "documents_fts"
    assert len(list(db["documents"].search("aircraft"))) == 8
    assert db["claims"].foreign_keys[0].other_table == "articles"


def test_lists_in_cells_are_json(furnished: Path) -> None:
    db = sqlite_utils.Database(furnished)
    assert [json.loads(row["credits"]) for row in db["articles"].rows if row["credits"] != "[]"] == [
        ["outlet:wire"]
    ] * 2
    assert json.loads(next(db["event_actors"].rows)["sectors"]) == ["MIL"]


def test_sqlite_utils_keeps_full_text_in_step(furnished: Path) -> None:
    db = sqlite_utils.Database(furnished)
    with db.conn:
        db.conn.execute("UPDATE documents SET text = 'zebras' WHERE number = 1")
    assert [row["number"] for row in db["documents"].search("zebra")] == [1]


def get(path: Path, *addresses: str) -> list[Any]:
    from datasette.app import Datasette

    async def ask() -> list[Any]:
        datasette = Datasette([str(path)])
        await datasette.invoke_startup()
        return [await datasette.client.get(address) for address in addresses]

    return asyncio.run(ask())


def test_datasette_shows_tables_and_views(furnished: Path) -> None:
    index, claims, events, article, page = get(
        furnished,
        "/sayso.json",
        "/sayso/v_claims.json?type=ASSAULT&_shape=array",
        "/sayso/v_events.json?_shape=array",
        "/sayso/articles.json?_shape=array&title__contains=Gas",
        "/sayso/v_claims",
    )
    assert {"v_claims", "v_events", "v_problems"} <= {view["name"] for view in index.json()["views"]}
    assert {row["type"] for row in claims.json()} == {"ASSAULT"}
    assert [row["title"] for row in events.json()] == ["Ardia bombed Bovia"]
    assert [row["version"] for row in article.json()] == [1, 2]
    assert page.status_code == 200
    assert "Sudanese military aircraft" in page.text


def test_datasette_searches_the_texts(furnished: Path) -> None:
    with open_store(furnished) as store, store._writing() as connection:
        connection.exec_driver_sql("UPDATE documents SET text = 'zebras' WHERE number = 2")
    (found,) = get(furnished, "/sayso/documents.json?_search=zebra&_shape=array")
    assert [row["number"] for row in found.json()] == [2]

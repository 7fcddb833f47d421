"""What must not be asked by SQL: passwords, sessions, tokens, secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.desk.sql import sql
from sayso.errors import InputError
from sayso.store import open_store
from sayso.store.people_tables import PEOPLE, revisions
from tests.desk.stores import fill


@pytest.mark.parametrize("table", sorted(table.name for table in PEOPLE if table is not revisions))
def test_sql_does_not_know_tables_of_people(tmp_path: Path, table: str) -> None:
    fill(tmp_path / "s.db").close()
    with open_store(tmp_path / "s.db") as store:
        store.add_user("ada", "admin", "hash-of-a-password")
    with pytest.raises(InputError, match="does not exist") as told:
        sql(tmp_path / "s.db", f"SELECT * FROM {table}")
    assert table not in told.value.message.partition("there are:")[2].split(", ")


def test_sql_knows_when_rows_changed(tmp_path: Path) -> None:
    fill(tmp_path / "s.db").close()
    found = sql(tmp_path / "s.db", "SELECT count(*) AS n FROM revisions WHERE kind = 'event'")
    assert found.rows[0]["n"] == 5

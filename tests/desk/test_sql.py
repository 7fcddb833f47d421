"""SQL over a store and over Parquet: what is read, what is refused, limits of rows and time."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso import registry
from sayso.desk import Desk, open_desk
from sayso.desk.exporting import export_store
from sayso.desk.filters import filter_of
from sayso.desk.loading import schema_of
from sayso.desk.sql import sql
from sayso.errors import InputError, StoreError
from sayso.export.parquet import Parquet
from tests.desk.stores import SHELLING


def test_tables_of_the_store(store_path: Path) -> None:
    found = sql(store_path, "select type, count(*) as n from events group by all order by n desc, type")
    assert found.columns == ("type", "n")
    assert found.rows[0] == {"type": "ASSAULT", "n": 2}
    assert not found.cut


def test_views_of_the_store(store_path: Path) -> None:
    found = sql(store_path, "select actor, roots, conflicts + 1 as c from v_events where reports > 1")
    assert found.rows == ({"actor": "Norland navy", "roots": "two officials; Sudland coast guard", "c": 3},)


def test_lists_are_lists_and_json_is_json(store_path: Path) -> None:
    query = (
        "select len(p.sectors) as n, c.json->>'$.place.name' as place, list_contains(p.sectors, 'MIL') as mil "
        "from claims c join participants p on p.claim_id = c.id where c.id = 'claim:1' and p.role = 'actor'"
    )
    assert sql(store_path, query).rows == ({"n": 1, "place": "Port Amber", "mil": True},)


def test_large_columns_are_there_when_the_query_names_them_or_asks_for_all(store_path: Path) -> None:
    named = sql(store_path, "select text from documents order by article_id limit 1").rows[0]["text"]
    assert named.startswith("Shells fell")
    assert sql(store_path, "from documents where article_id = 'article:1'").rows[0]["text"] == named
    assert sql(store_path, "select count(*) as n from documents").rows == ({"n": 5},)


@pytest.mark.parametrize("where", ["store_path", "store_url"])
def test_every_table_can_be_read(where: str, request: pytest.FixtureRequest) -> None:
    place = request.getfixturevalue(where)
    with open_desk(place) as desk:
        schema = schema_of(desk.store)
    assert {"events", "claims", "v_events", "v_claims"} < set(schema)
    for name, columns in schema.items():
        assert sql(place, f'select * from "{name}"').columns == tuple(columns)
    (row,) = sql(
        place, "select e.circular, len(r.why) as n from events e join event_roots r on r.event_id = e.id limit 1"
    ).rows
    assert row == {"circular": False, "n": 1}


def test_two_columns_of_one_name_are_kept_apart(store_path: Path) -> None:
    query = "select a.id, b.id from events a, events b where a.id = b.id limit 1"
    assert sql(store_path, query).columns == ("id", "id_2")


def test_too_many_rows_are_cut_and_told(store_path: Path) -> None:
    found = sql(store_path, "select * from range(1000)", limit=10)
    assert len(found.rows) == 10
    assert found.cut
    assert not sql(store_path, "select * from range(10)", limit=10).cut


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("select * from evens", r"evens does not exist.*there are: .*events"),
        ("select nope from events", r'"nope" not found'),
        ("selec 1", "syntax error"),
        ("select 1; select 2", "one statement of SQL, not 2"),
        ("", "one statement of SQL, not 0"),
        ("drop table events", "DROP is not allowed here"),
        ("insert into events (id) values ('x')", "INSERT is not allowed here"),
        ("copy events to 'x.csv'", "COPY is not allowed here"),
        ("attach 'x.db'", "ATTACH is not allowed here"),
        ("install httpfs", "LOAD is not allowed here"),
        ("set enable_external_access = true", "SET is not allowed here"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(store_path: Path, query: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as caught:
        sql(store_path, query)
    assert caught.value.code == "sql"
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("where", ["store", "folder"])
@pytest.mark.parametrize(
    "query",
    [
        "select * from read_text('{secret}')",
        "select * from read_csv('{secret}')",
        "select * from '{secret}'",
        "select * from glob('{folder}/*')",
        "with x as (select * from read_text('{secret}')) select * from x",
        "select * from read_csv('https://example.org/x.csv')",
        "select * from sqlite_scan('{secret}', 'x')",
    ],
)
def test_no_file_and_no_network_can_be_reached(
    store_path: Path, desk: Desk, tmp_path: Path, query: str, where: str
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,hidden\n")
    place = store_path
    if where == "folder":
        place = tmp_path / "out"
        export_store(desk.store, Parquet(), place, filter_of())
    with pytest.raises(InputError) as caught:
        sql(place, query.format(secret=secret, folder=tmp_path))
    assert "hidden" not in caught.value.message


def test_a_query_without_end_is_stopped(store_path: Path) -> None:
    with pytest.raises(InputError, match=r"longer than 0.3 s .* --timeout") as caught:
        sql(
            store_path,
            "select count(*) from range(1000000000) a, range(1000000) b where a.range % 7 = b.range",
            seconds=0.3,
        )
    assert caught.value.code == "timeout"


def test_parquet_of_an_export(desk: Desk, tmp_path: Path) -> None:
    export_store(desk.store, registry.part("export", "parquet"), tmp_path / "out", filter_of())
    found = sql(tmp_path / "out", "select event_id, roots from events where independent_roots >= 2")
    assert found.rows == ({"event_id": SHELLING.id, "roots": ["two officials", "Sudland coast guard"]},)
    chains = sql(tmp_path / "out", "select chain[-1].name as root from claims where place.country = 'EGY' order by 1")
    assert [row["root"] for row in chains.rows] == ["Amber Wire", "Sudland coast guard", "two officials"]


def test_where_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="sayso export parquet"):
        sql(tmp_path, "select 1")
    with pytest.raises(StoreError, match="there is no store"):
        sql(tmp_path / "none.db", "select 1")

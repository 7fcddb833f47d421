"""A store moves between the databases and is the same there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column
from sqlalchemy.engine import Connection

from sayso.errors import StoreError
from sayso.model.ledger import Copy, Judgement, Pair, SourceNode, Story
from sayso.store import Store, check_store, copy_store, copying, open_store
from sayso.store.tables import metadata
from tests.postgres import server
from tests.store.entries import EVIDENCE, entry, event, failed, fill, found
from tests.store.test_derived import change


def furnish(store: Store) -> None:
    """Put something into every table."""
    ids = fill(store, 6)
    run = store.begin_run("code", "rules", {})
    for name in ("page", "page as changed"):
        store.record(entry(run, name, url="https://news.example/é", credits=("outlet:wire",), title="Öl & “Gas”"))
    store.record(failed(run, "timed out"))
    store.judge(
        Judgement(id="j1", kind="same-event", a="e1", b="e2", answer="yes", by="ada", at="2026", extra={"k": "v"})
    )
    claims = tuple(record.id for record in store.records(ids[:1])[ids[0]])
    one = event(claims, (ids[0],))
    store.replace_events([], [one], [change(one.id, article=ids[0])])
    store.replace_stories([], [Story(id="s1", title="T", articles=(ids[0],), first_at="2026", last_at="2026")])
    store.add_copies([Copy(child=ids[1], parent=ids[0], kind="partial", share=1 / 3, score=0.1, evidence=EVIDENCE)])
    store.add("copy", ids[0], 7, [1, 2**63 - 1, -5])
    store.add_pairs("event", [Pair(a="c1", b="c2", score=2 / 3, why=("day",))])
    store.replace_sources([SourceNode(id="outlet:a", name="Ä", kind="outlet", standing="named", aliases=("the Ä",))])
    store.mark_derived(ids[:2])
    fill_the_rest(store)


def fill_the_rest(store: Store) -> None:
    """One made-up row in every table that has none yet: those of watching, of people and of the desk's work."""
    with store._writing() as connection:
        for table in metadata.sorted_tables:
            if connection.execute(table.select().limit(1)).first() is None:
                connection.execute(table.insert().values({c.name: made_up(connection, c) for c in table.columns}))


def made_up(connection: Connection, column: Column[Any]) -> Any:
    """A value that the column takes; where it names a row of another table, one that is there."""
    for key in column.foreign_keys:
        return connection.scalar(key.column.table.select().with_only_columns(key.column).limit(1))
    kind: type = column.type.python_type
    return {str: f"{column.name} ü", int: 7, float: 0.1, bool: True}[kind]


def contents(store: Store) -> dict[str, tuple[int, str]]:
    with store.read() as connection:
        return {table.name: copying.digest(connection, table) for table in metadata.sorted_tables}


@pytest.fixture
def furnished(where: str) -> str:
    with open_store(where, create=True) as store:
        furnish(store)
        assert all(rows for rows, _ in contents(store).values())
    return where


@pytest.mark.parametrize("to", ["sqlite", "postgresql"])
def test_a_copy_is_the_same_and_whole(furnished: str, to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "PAGE", 4)
    target = server().database() if to == "postgresql" else str(tmp_path / "copy.db")
    done = copy_store(furnished, target)
    with open_store(furnished) as one, open_store(target) as other:
        assert contents(one) == contents(other)
        assert done.rows == {name: rows for name, (rows, _) in contents(one).items()}
        assert list(one.reports()) == list(other.reports())
        assert one.events() == other.events()
        assert other.search_articles("aircraft")
        assert [check.name for check in check_store(other) if not check.ok] == []
        more = fill(other, 1, start=20)  # and it can be written
        assert other.reading(more[0])["text"] == found()["text"]


def test_a_store_that_has_something_is_not_written_over(furnished: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "other.db", create=True) as store:
        fill(store, 1)
    with pytest.raises(StoreError, match="is not empty"):
        copy_store(furnished, tmp_path / "other.db")


def test_a_store_is_not_copied_onto_itself(furnished: str) -> None:
    with pytest.raises(StoreError, match="cannot be copied onto itself"):
        copy_store(furnished, furnished)


def test_a_copy_that_is_not_equal_is_not_kept(furnished: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Store._insert

    def lossy(self: Store, connection: object, table: object, rows: list) -> None:
        real(self, connection, table, rows[:-1] if str(table) == "links" else rows)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "_insert", lossy)
    with pytest.raises(StoreError, match=r"the copy of links in .* is not equal"):
        copy_store(furnished, tmp_path / "copy.db")
    with open_store(tmp_path / "copy.db") as store:
        assert store.balance().inputs == 0


def test_digests_tell_apart_what_differs(store: Store) -> None:
    furnish(store)
    before = contents(store)
    with store._writing() as connection:
        connection.exec_driver_sql("UPDATE stories SET title = 'other'")
    assert {name for name, held in contents(store).items() if held != before[name]} == {"stories"}

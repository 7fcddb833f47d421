"""Revisions: they make the tables that the code names, an old store is brought forward, a newer one is refused."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from sayso.errors import StoreError
from sayso.store import Store, check_store, metadata, open_store
from sayso.store.engine import address_of, engine_of
from sayso.store.schema import HEAD, config, revision_of, upgrade
from sayso.store.views import VIEWS
from tests.store.entries import fill

FIRST = "0001"


def test_the_newest_revision_is_the_one_that_the_code_names() -> None:
    assert ScriptDirectory.from_config(config()).get_heads() == [HEAD]


def test_the_revisions_make_the_tables_that_the_code_names(store: Store) -> None:
    def ours(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        made_by_full_text = kind in ("table", "column", "index") and ("fts" in str(name) or "search" in str(name))
        return not made_by_full_text

    with store.engine.connect() as connection:
        options = {"compare_type": True, "include_object": ours}
        found = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    assert found == []


def old_store(where: str, revision: str = FIRST) -> None:
    address = address_of(where)
    engine = engine_of(address, create=True)
    upgrade(engine, revision)
    engine.dispose()


def test_a_store_of_the_first_revision_is_brought_forward(where: str) -> None:
    old_store(where)
    address = address_of(where)
    with engine_of(address).connect() as connection:
        assert revision_of(connection) == FIRST
    old = Store(engine_of(address), address, FIRST)
    ids = fill(old, 3)
    old.close()
    with open_store(where) as store:
        assert store.version == HEAD
        assert store.pending(9) == ids
        assert sorted(store.search_articles("aircraft")) == sorted(ids)  # what came before is searched, too
        assert all(check.ok for check in check_store(store))
        with store.read() as connection:
            for view in VIEWS:
                connection.exec_driver_sql(f"SELECT * FROM {view}").all()


def test_a_file_is_saved_before_its_tables_change(tmp_path: Path) -> None:
    old_store(str(tmp_path / "s.db"))
    open_store(tmp_path / "s.db").close()
    saved = tmp_path / f"s.db.before-{HEAD}-from-{FIRST}"
    with engine_of(address_of(saved)).connect() as connection:
        assert revision_of(connection) == FIRST
    open_store(tmp_path / "s.db").close()
    assert len(list(tmp_path.glob(f"*.before-*-from-{FIRST}"))) == 1


def test_an_old_store_is_not_changed_by_reading(where: str) -> None:
    old_store(where)
    with pytest.raises(StoreError, match=f"revision {FIRST} and must be brought to {HEAD}") as told:
        open_store(where, read_only=True)
    assert told.value.code == "older_store"
    assert f"sayso store upgrade {address_of(where)}" in str(told.value)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_store_of_a_newer_program_is_refused(where: str, read_only: bool) -> None:
    with open_store(where, create=True) as store, store._writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"written by a newer Sayso .*9999.*pip install --upgrade sayso") as told:
        open_store(where, create=True, read_only=read_only)
    assert told.value.code == "newer_store"


def test_a_revision_that_fails_leaves_the_store_as_it_was(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import op

    old_store(where)

    def broken() -> None:
        raise RuntimeError("cut")

    with monkeypatch.context() as patched:
        patched.setattr(op, "get_bind", broken)
        with pytest.raises(RuntimeError):
            open_store(where)
    with engine_of(address_of(where)).connect() as connection:
        assert revision_of(connection) == FIRST
    assert open_store(where).version == HEAD


def _open(where: str) -> str:
    with open_store(where, create=True) as store:
        return store.version


def test_several_programs_may_make_one_store_at_once(where: str) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_open, [where] * 2) == [HEAD] * 2
    with open_store(where) as store:
        assert all(check.ok for check in check_store(store))

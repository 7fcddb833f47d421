"""Export, import, export: equal bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.desk import Desk
from sayso.desk.exporting import export_store
from sayso.desk.filters import filter_of
from sayso.desk.importing import import_jsonl
from sayso.errors import InputError
from sayso.export.jsonl import Jsonl
from sayso.store import Store, open_store
from tests.desk.stores import CHANGES, COPIES, EVENTS, GAZETTE, NORTH, SOURCES, SOUTH, STORIES, claim, entry, fill

LEDGER = ("articles.jsonl", "claims.jsonl", "judgements.jsonl")


def exported(store: Store, out: Path) -> dict[str, bytes]:
    export_store(store, Jsonl(), out, filter_of())
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.jsonl"))}


def test_the_ledger_comes_back_and_what_is_derived_can_be_put_beside_it(desk: Desk, tmp_path: Path) -> None:
    first = exported(desk.store, tmp_path / "first")
    with open_store(tmp_path / "new.db", create=True) as store:
        assert import_jsonl(tmp_path / "first", store) == (5, 1)
        assert store.balance().adds_up
        with store.transaction():
            store.replace_stories((), STORIES)
            store.replace_events((), EVENTS, CHANGES)
            store.add_copies(COPIES)
            store.replace_sources(SOURCES)
        second = exported(store, tmp_path / "second")
    assert set(LEDGER) < set(first)
    assert second == first


def test_a_second_import_adds_nothing(desk: Desk, tmp_path: Path) -> None:
    exported(desk.store, tmp_path / "out")
    with open_store(tmp_path / "new.db", create=True) as store:
        import_jsonl(tmp_path / "out", store)
        before = store.balance()
        import_jsonl(tmp_path / "out" / "articles.jsonl", store)
        assert store.balance() == before


def test_importing_into_the_store_it_came_from_adds_no_article(tmp_path: Path) -> None:
    with fill(tmp_path / "made.db") as store:
        exported(store, tmp_path / "out")
        before = store.balance()
        import_jsonl(tmp_path / "out", store)
        after = store.balance()
        assert (after.articles, after.claims, after.duplicate) == (before.articles, before.claims, before.articles)
        assert after.adds_up


def test_what_is_no_export_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path / "new.db", create=True) as store:
        with pytest.raises(InputError, match="sayso export jsonl"):
            import_jsonl(tmp_path, store)
        for line, told in (("{", r"articles.jsonl:1 is no JSON"), ('{"schema": "sayso-read/1"}', "no sayso-article/1")):
            (tmp_path / "articles.jsonl").write_text(line + "\n")
            with pytest.raises(InputError, match=told):
                import_jsonl(tmp_path, store)


words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=30)
articles = st.lists(
    st.tuples(words, words, st.integers(0, 3), st.dates().map(lambda d: d.isoformat())), min_size=1, max_size=6
)


@settings(max_examples=25)
@given(made=articles)
def test_export_import_export_is_equal_for_any_ledger(
    made: list[Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any text, any number of claims, changed pages: some articles share their address and so are versions."""
    folder = tmp_path_factory.mktemp("round")
    with open_store(folder / "a.db", create=True) as store:
        run = store.begin_run("made", "default", {})
        for number, (title, text, claims, day) in enumerate(made):
            told = [claim(f"{number}-{n}", "ASSAULT", "Shells fell.", [GAZETTE], NORTH, SOUTH) for n in range(claims)]
            one = entry(run, number, f"Outlet {number % 2}", title, text, told, published=day)
            store.record(one)
        first = exported(store, folder / "first")
    with open_store(folder / "b.db", create=True) as other:
        import_jsonl(folder / "first", other)
        second = exported(other, folder / "second")
    assert second == first
    assert len(first["articles.jsonl"].splitlines()) == len(made)
    assert [json.loads(line)["schema"] for line in first["articles.jsonl"].splitlines()] == ["sayso-article/1"] * len(
        made
    )

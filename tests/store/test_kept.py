"""Answers that are kept: given again only while the store is as it was."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from sayso.store import Store, kept, open_store
from sayso.store.kept import state_of
from sayso.store.tables import runs


def counted(calls: list[str]) -> Any:
    @kept.kept(2)
    def runs_of(store: Store, what: str = "", more: Any = ()) -> int:
        calls.append(what)
        with store.read() as connection:
            return connection.scalar(select(func.count()).select_from(runs)) or 0

    return runs_of


def begin(store: Store) -> str:
    return store.begin_run("code news/", "rules", {"events": "rules"})


def test_an_answer_is_given_again_until_anything_is_committed(store: Store, where: str) -> None:
    calls: list[str] = []
    ask = counted(calls)
    with open_store(where, read_only=True) as reader, open_store(where, read_only=True) as other:
        assert [ask(reader), ask(reader), ask(other)] == [0, 0, 0]
        assert len(calls) == 1
        for wanted in (1, 2, 3):
            begin(store)
            assert ask(reader) == ask(other) == wanted
        assert len(calls) == 4


def test_who_asks_while_an_answer_is_made_waits_for_it(store: Store, where: str) -> None:
    calls: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    @kept.kept(2)
    def slowly(_store: Store, what: str) -> str:
        calls.append(what)
        begun.set()
        assert go_on.wait(20)
        return what.upper()

    with open_store(where, read_only=True) as reader, ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(slowly, reader, "a")]
        assert begun.wait(20)
        asked += [pool.submit(slowly, reader, what) for what in ("a", "b", "a")]
        while "b" not in calls:  # another question waits for nobody
            time.sleep(0.01)
        go_on.set()
        assert [one.result(20) for one in asked] == ["A", "A", "B", "A"]
    assert sorted(calls) == ["a", "b"]


def test_who_waits_for_one_that_fails_asks_anew(store: Store, where: str) -> None:
    calls: list[int] = []

    @kept.kept(2)
    def fails_once(_store: Store) -> int:
        calls.append(len(calls))
        time.sleep(0.05)
        if len(calls) == 1:
            raise ValueError("once")
        return len(calls)

    with open_store(where, read_only=True) as reader, ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(fails_once, reader) for _ in range(2)]
        told = [one.exception(20) or one.result(20) for one in asked]
    assert sorted(map(str, told)) == ["2", "once"]


def test_a_store_that_is_open_for_writing_is_always_asked(store: Store) -> None:
    calls: list[str] = []
    ask = counted(calls)
    assert state_of(store) is None
    assert [ask(store), ask(store)] == [0, 0]
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        (("a", "a", "b", "a"), 2),
        (("a", "b", "c", "a"), 4),  # two are kept, the one that was not asked for longest goes
        (("a", "b", "a", "c", "a"), 3),
    ],
)
def test_the_last_answers_are_kept_each_for_its_question(
    store: Store, where: str, asked: tuple[str, ...], made: int
) -> None:
    calls: list[str] = []
    ask = counted(calls)
    with open_store(where, read_only=True) as reader:
        for one in asked:
            ask(reader, one)
    assert len(calls) == made


def test_what_cannot_be_a_key_is_asked_each_time(store: Store, where: str) -> None:
    calls: list[str] = []
    ask = counted(calls)
    with open_store(where, read_only=True) as reader:
        assert ask(reader, "a", ["list"]) == ask(reader, "a", ["list"]) == 0
    assert len(calls) == 2


def test_two_stores_are_not_taken_for_one_another(tmp_path: Path) -> None:
    calls: list[str] = []
    ask = counted(calls)
    for n, name in enumerate(("one.db", "two.db")):
        with open_store(tmp_path / name, create=True) as made:
            for _ in range(n):
                begin(made)
        with open_store(tmp_path / name, read_only=True) as reader:
            assert ask(reader) == n

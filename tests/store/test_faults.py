"""Full disks, kills, and programs that write at once: what was committed stays, and running again gives the same."""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso.errors import StoreError
from sayso.store import Balance, Store, check_store, engine, open_store
from tests.store.entries import entry, failed

WHOLE = 120  # inputs of a run: two of three are new articles, the rest end otherwise
ENDS = Balance(inputs=120, coded=80, duplicate=20, no_event=0, quarantined=20, articles=80, claims=720)

# Records every input, telling each that is committed, and stops with exit code 3 at the first error.
WRITER = """
import sys
from sayso.errors import StoreError
from sayso.store import open_store
from tests.store.test_faults import inputs
if len(sys.argv) > 2:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    with open_store(sys.argv[1], create=True) as store:
        for one in inputs(store):
            store.record(one)
            print(one.input.id, flush=True)
except StoreError as error:
    print(error.code, error.message)
    sys.exit(3)
"""


def inputs(store: Store):  # type: ignore[no-untyped-def]
    run = store.begin_run("code", "rules", {})
    for n in range(WHOLE):
        name = f"input {n}"
        if n % 6 == 4:
            yield entry(run, f"input {n - 1}", again=name)  # the text of the one before
        elif n % 6 == 5:
            yield failed(run, name, retryable=False)
        else:
            yield entry(run, name, url=f"https://news.example/{n}")


def _record_all(store: Store) -> None:
    for one in inputs(store):
        store.record(one)


def writer(where: str, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WRITER, where, *more], stdout=subprocess.PIPE, text=True)


def whole(store: Store) -> None:
    assert [check for check in check_store(store) if not check.ok] == []
    assert store.balance().adds_up


def finish(where: str) -> None:
    """Run again to the end: the store is as if nothing had happened."""
    with open_store(where, create=True) as store:
        _record_all(store)
        whole(store)
        assert store.balance() == ENDS


def test_a_full_disk_keeps_what_was_committed_and_says_what_to_do(tmp_path: Path) -> None:
    where = str(tmp_path / "sayso.db")
    child = writer(where, str(1_500_000))  # the system lets no file grow beyond
    *done, said = child.communicate(timeout=120)[0].splitlines()
    assert child.returncode == 3
    assert said.startswith("disk_full")
    assert f"nothing more can be written to the store {where}" in said
    assert "run the same command again" in said
    assert 0 < len(done) < WHOLE
    with open_store(where) as store:
        assert set(store.input_states(done)) == set(done)
        whole(store)
    finish(where)


def test_a_store_that_was_full_goes_on_once_there_is_space(tmp_path: Path) -> None:
    where = str(tmp_path / "sayso.db")
    with open_store(where, create=True) as store:
        with store._writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 120}")
        with pytest.raises(StoreError, match=r"the store .*sayso\.db: the disk or the quota is full") as told:
            _record_all(store)
        assert told.value.code == "disk_full"
        before = store.balance()  # it can still be read
        assert 0 < before.inputs < WHOLE
        whole(store)
        with store._reading() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        _record_all(store)
        assert store.balance() == ENDS


def test_a_disk_that_is_full_from_the_start(tmp_path: Path) -> None:
    child = writer(str(tmp_path / "sayso.db"), "20000")
    assert "disk_full" in child.communicate(timeout=120)[0]
    finish(str(tmp_path / "sayso.db"))


def test_a_kill_at_any_time_loses_and_doubles_nothing(where: str) -> None:
    chance = random.Random(5)
    done: set[str] = set()
    for _ in range(5):
        child = writer(where)
        assert child.stdout is not None
        for line in child.stdout:
            done.add(line.strip())
            if chance.random() < 0.05:
                time.sleep(chance.random() / 200)
                break
        child.kill()
        done.update(line.strip() for line in child.stdout if line.startswith("input:") and line.endswith("\n"))
        child.wait()
        with open_store(where) as store:
            assert set(store.input_states(sorted(done))) >= {own for own in done if len(own) == 22}
            whole(store)
    finish(where)


def _write_all(where: str) -> None:
    with open_store(where, create=True) as store:
        _record_all(store)


def test_two_programs_write_the_same_at_once(where: str) -> None:
    context = multiprocessing.get_context("spawn")
    programs = [context.Process(target=_write_all, args=(where,)) for _ in range(2)]
    for program in programs:
        program.start()
    for program in programs:
        program.join(120)
        assert program.exitcode == 0
    finish(where)


def _versions(where: str, mine: str) -> None:
    with open_store(where) as store:
        run = store.begin_run("code", "rules", {})
        for n in range(15):
            store.record(entry(run, f"{mine} {n}", url="https://news.example/live"))


def test_two_programs_see_one_page_change(where: str) -> None:
    open_store(where, create=True).close()
    context = multiprocessing.get_context("spawn")
    programs = [context.Process(target=_versions, args=(where, mine)) for mine in ("one", "other")]
    for program in programs:
        program.start()
    for program in programs:
        program.join(120)
        assert program.exitcode == 0
    with open_store(where) as store:
        whole(store)
        assert len(list(store.reports())) == 1
        assert store.latest_version("https://news.example/live", None, "")[1] == 30  # type: ignore[index]


def test_a_lock_that_is_never_given_up_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = tmp_path / "s.db"
    open_store(where, create=True).close()
    other = sqlite3.connect(where, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(engine, "WAIT", 0.1)
    with open_store(where) as store:
        with pytest.raises(StoreError, match="another program has kept the store") as told:
            store.begin_run("code", "rules", {})
        assert told.value.code == "locked"
        assert store.balance().inputs == 0  # readers do not wait
    other.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "SELECT item FROM match_keys WHERE key IN (SELECT value FROM json_each('[1]')) AND day BETWEEN 1 AND 5",
            "USING PRIMARY KEY (key=? AND day>? AND day<?)",
        ),
        ("SELECT number FROM match_items WHERE item = 'i' AND space = 'x'", "USING COVERING INDEX"),
        ("SELECT id FROM articles WHERE url = 'u' ORDER BY version DESC, id LIMIT 1", "USING INDEX ix_articles_url"),
        ("SELECT article_id FROM pending_articles ORDER BY ordered_at, article_id", "USING COVERING INDEX"),
        (
            "SELECT 1 FROM articles n WHERE n.previous = 'a'",
            "USING COVERING INDEX sqlite_autoindex_articles_2 (previous=?)",
        ),
        ("SELECT event_id FROM event_claims WHERE claim_id = 'c'", "ix_event_claims_claim_id"),
        ("SELECT a FROM match_pairs WHERE space = 'x' AND b = 'i'", "ix_match_pairs_space_b"),
    ],
)
def test_what_is_asked_for_each_article_is_found_without_looking_through_a_table(
    tmp_path: Path, query: str, expected: str
) -> None:
    with open_store(tmp_path / "s.db", create=True) as store, store.read() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
    assert any(expected in step for step in plan), plan

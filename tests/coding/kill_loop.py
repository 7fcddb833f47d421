"""Kills a program that codes articles, again and again, and starts it anew until it is through; then compares.

    python -m tests.coding.kill_loop WRITER FOLDER --kills 200 [--how random|points|derive|workers] [--seed 1]

Prints one JSON object: how many kills there were, how often the work came to its end, and what was lost or there twice in
all, compared with a run that nobody disturbed. WRITER is `store`, or `naive`: a file of results and a list of what is done.
Every try is a fork of this process, which has imported everything, so that a kill costs milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from sayso.coding import code, fault
from sayso.coding.identity import text_hash
from sayso.coding.inputs import items
from sayso.coding.pool import Pool
from sayso.coding.readers import Inline
from sayso.ingest import Given
from sayso.rebuild import refresh
from sayso.store import open_store
from tests.coding.fake import FACTORY

POINTS = ("received", "read", "before_record", "statement", "in_transaction", "after_commit")
DERIVING = ("statement", "in_transaction", "after_commit", "before_derive", "after_derive")
MOST = {"statement": 60, "before_derive": 1, "after_derive": 1}  # passes; 12 of the others
# What differs between any two runs.
NEVER_EQUAL = ("run_id", "received_at", "seen_at", "ordered_at", "first_seen", "number", "seen", "logged_at", "at")
RUNS = ("runs", "alembic_version")
Writer = Callable[[list[str], Path], None]
Rows = Counter[str]


def write_inputs(folder: Path) -> list[str]:
    """Sources with all that can happen: fresh articles, repetitions, a copy by another outlet, new versions, broken lines."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for k in range(40):
        page = {
            "id": f"a{k}",
            "url": f"https://news.example/{k % 30}",  # the last ten are new versions
            "outlet": "Example News" if k % 3 else "Other News",
            "published_at": "2026-03-12",
            "text": f"Group{k} attacked Town{k}.\nNothing else happened in place {k}."
            if k % 7
            else f"A quiet day, {k}.",
        }
        lines.append(json.dumps(page))
        if k % 8 == 0:
            lines.append(json.dumps(page | {"id": f"again{k}", "url": None}))
        if k % 9 == 0:
            lines.append(json.dumps(page | {"outlet": "Third News", "url": None}))
        if k % 11 == 0:
            lines.append("{broken")
    (folder / "lines.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for k in range(6):
        (folder / f"page{k}.txt").write_text(f"Crowd{k} attacked Guards{k}.", encoding="utf-8")
    (folder / "twice.txt").write_text("Crowd1 attacked Guards1.", encoding="utf-8")
    (folder / "odd.xyz").write_text("not read", encoding="utf-8")
    return [str(folder), str(folder / "missing.txt")]


# ---------------------------------------------------------------------- writers
def store_writer(sources: list[str], path: Path) -> None:
    with open_store(path, create=True) as store:
        code(sources, store, readers=Inline(factory=FACTORY))


def deriving_writer(sources: list[str], path: Path) -> None:
    """Events and stories too; all articles have one day, since the order of those without a date is that of their receipt."""
    with open_store(path, create=True) as store:
        code(sources, store, given=Given(date="2026-03-12"), readers=Inline(factory=FACTORY))
        fault.point("before_derive")
        refresh(store, batch=20)
        fault.point("after_derive")


def workers_writer(sources: list[str], path: Path) -> None:
    with open_store(path, create=True) as store:
        code(sources, store, readers=Pool(factory="tests.coding.fake:noting", jobs=2, batch=3))


def naive_writer(sources: list[str], path: Path) -> None:
    """What one writes first: a line a result, then its id on the list of what is done."""
    listed = path.with_suffix(".done")
    done = set(listed.read_text().split()) if listed.exists() else set()
    with path.open("a") as results, listed.open("a") as ids:
        for item in items(sources, Given()):
            if item.id in done:
                continue
            fault.point("before_record")
            results.write(json.dumps({"id": item.id, "text": text_hash(item.load().text)}) + "\n")
            results.flush()
            fault.point("in_transaction")
            ids.write(item.id + "\n")
            ids.flush()
            fault.point("after_commit")


# ---------------------------------------------------------------------- what a writer left
def store_rows(path: Path) -> Rows:
    """Every row of every table as one line, without times and the names of runs."""
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        names = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if row[0] not in RUNS and "_fts" not in row[0] and not row[0].startswith("sqlite_")
        ]
        rows: Rows = Counter()
        for name in names:
            for row in connection.execute(f"SELECT * FROM {name}"):
                kept = {key: row[key] for key in row.keys() if key not in NEVER_EQUAL}  # noqa: SIM118
                line = _plain(name, kept)
                rows[line] = 1 if "not_found" in line else rows[line] + 1
    connection.close()
    return rows


def _plain(name: str, row: dict[str, Any]) -> str:
    """One row as a line. The file that is missing is looked for in every run, which is no difference between two stores."""
    if row.get("reason") == "not_found":
        row = row | {"attempts": 0}
    if row.get("code") == "not_found":
        row = row | {"id": ""}
    return json.dumps([name, row], sort_keys=True, default=str)


def naive_rows(path: Path) -> Rows:
    return Counter(path.read_text().splitlines()) if path.exists() else Counter()


def sound(path: Path) -> bool:
    """Whether the database itself says that it is whole, and no row hangs in the air."""
    with sqlite3.connect(path) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        whole = whole and not connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    with open_store(path, read_only=True) as store:
        return whole and store.balance().adds_up


# ---------------------------------------------------------------------- the loop
def forked(work: Callable[[], None], *, point: str | None = None, after: float | None = None) -> bool:
    """Do the work in a child and kill it at a point or after some seconds; whether it came to its end before."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if point is not None:
                os.environ["SAYSO_FAULT"] = point
            work()
            status = 0
        finally:
            os._exit(status)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if status and not os.WIFSIGNALED(status):
        raise RuntimeError(f"the writer failed by itself, status {status}")
    return status == 0


def loop(writer: str, folder: Path, *, kills: int, how: str, seed: int) -> dict[str, Any]:
    """Kill and resume until there were so many kills; every time that the work is through, compare."""
    write = {"workers": workers_writer, "derive": deriving_writer}.get(how, store_writer)
    write = naive_writer if writer == "naive" else write
    rows_of = store_rows if writer == "store" else naive_rows
    sources = write_inputs(folder / "inputs")
    empty = folder / "empty"
    assert forked(lambda: open_store(empty, create=True).close())
    undisturbed = folder / "undisturbed"
    if writer == "store":
        shutil.copy(empty, undisturbed)
    started = time.monotonic()
    assert forked(lambda: write(sources, undisturbed))
    usual = time.monotonic() - started
    wanted = rows_of(undisturbed)
    assert forked(lambda: write(sources, undisturbed))
    again = rows_of(undisturbed)
    draw, told = random.Random(seed), Counter[str]()
    told["second_run_added"] = sum((again - wanted).values())
    while told["kills"] < kills:
        told["through"] += 1
        path = folder / f"run{told['through']}"
        if writer == "store" and told["through"] % 8:  # else tables are made anew, under blows too
            shutil.copy(empty, path)
        for tries in count(1):
            point, after = _blow(draw, how, usual * tries / 4)  # later and later, so that all come to an end
            if forked(lambda path=path: write(sources, path), point=point, after=after):  # type: ignore[misc]
                break
            told["kills"] += 1
        _compare(told, rows_of(path), wanted)
        told["unsound"] += writer == "store" and not sound(path)
        for file in folder.glob(f"run{told['through']}*"):
            file.unlink()
    return {"writer": writer, "how": how, "rows": sum(wanted.values()), **told}


def _blow(draw: random.Random, how: str, usual: float) -> tuple[str | None, float | None]:
    if how in ("points", "derive"):
        name = draw.choice(POINTS if how == "points" else DERIVING)
        most = 500 if (how, name) == ("derive", "statement") else MOST.get(name, 12)
        return f"{name}:{draw.randint(1, most)}", None
    return None, draw.uniform(0, usual)


def _compare(told: Counter[str], found: Rows, wanted: Rows) -> None:
    told["lost"] += sum((wanted - found).values())
    told["too_many"] += sum((found - wanted).values())


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("writer", choices=("store", "naive"))
    options.add_argument("folder", type=Path)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--how", choices=("random", "points", "derive", "workers"), default="random")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    told = loop(given.writer, given.folder, kills=given.kills, how=given.how, seed=given.seed)
    sys.stdout.write(json.dumps(told) + "\n")

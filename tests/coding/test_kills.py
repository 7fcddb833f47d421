"""kill -9 while coding: nothing is lost, nothing is there twice, and a writer that is naive fails the very same check."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sayso.coding import fault

ROOT = Path(__file__).parents[2]


def killed(writer: str, folder: Path, how: str, kills: int, seed: int = 5) -> dict[str, Any]:
    """What the kill loop tells."""
    pids = folder / "pids"
    pids.mkdir()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.coding.kill_loop", writer, str(folder)),
            *("--kills", str(kills), "--how", how, "--seed", str(seed)),
        ],
        cwd=ROOT,
        env={**os.environ, "SAYSO_TEST_PIDS": str(pids)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["kills"] >= kills
    return told


@pytest.mark.slow
@pytest.mark.parametrize(("how", "kills"), [("points", 120), ("derive", 45), ("random", 40)])
def test_the_store_is_as_if_nobody_had_killed_it(tmp_path: Path, how: str, kills: int) -> None:
    told = killed("store", tmp_path, how, kills)
    assert told["rows"] > 300
    assert {name: told[name] for name in ("second_run_added", "lost", "too_many", "unsound")} == {
        "second_run_added": 0,
        "lost": 0,
        "too_many": 0,
        "unsound": 0,
    }


@pytest.mark.slow
def test_a_naive_writer_fails_the_same_check(tmp_path: Path) -> None:
    told = killed("naive", tmp_path, "points", 60)
    assert told["second_run_added"] == 0
    assert told["too_many"] > 0


@pytest.mark.slow
def test_workers_end_with_the_run_that_was_killed(tmp_path: Path) -> None:
    told = killed("store", tmp_path, "workers", 4)
    assert (told["lost"], told["too_many"], told["unsound"]) == (0, 0, 0)
    workers = [int(file.name) for file in (tmp_path / "pids").iterdir()]
    assert workers
    deadline = time.monotonic() + 20
    while any(map(_alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(_alive, workers))


def _alive(pid: int) -> bool:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"sayso.coding.worker" in command


def test_a_point_that_nobody_named_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAYSO_FAULT", raising=False)
    for name in fault.POINTS:
        fault.point(name)
    monkeypatch.setenv("SAYSO_FAULT", "after_commit:2")
    fault.point("before_record")
    fault.point("after_commit")  # the first pass; the second would end this process

"""A full disk while coding: a clear error, what was committed is there, and the same command goes on once there is room."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sayso.store import open_store
from tests.coding import kill_loop

ROOT = Path(__file__).parents[2]
FULL = """
import resource, sys
from pathlib import Path
from sayso.errors import StoreError
from tests.coding.kill_loop import store_writer
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
try:
    store_writer(sys.argv[3:], Path(sys.argv[2]))
except StoreError as error:
    sys.stderr.write(f"{error.code}: {error.message}")
    sys.exit(1)
"""


def write(room: int, path: Path, sources: list[str]) -> subprocess.CompletedProcess[str]:
    """Code the sources with files of at most so many bytes."""
    command = [sys.executable, "-c", FULL, str(room), str(path), *sources]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_what_was_committed_is_there_and_the_rest_follows(tmp_path: Path, share: float) -> None:
    sources = kill_loop.write_inputs(tmp_path / "inputs")
    whole, path = tmp_path / "whole", tmp_path / "sayso.db"
    kill_loop.store_writer(sources, whole)
    wanted = kill_loop.store_rows(whole)
    open_store(path, create=True).close()
    empty, needed = path.stat().st_size, whole.stat().st_size
    done = write(int(empty + share * (needed - empty)), path, sources)
    if done.returncode == 0:  # the file could be kept small enough
        assert share > 0.5
    else:
        assert done.returncode == 1, done.stderr
        assert done.stderr.startswith("disk_full: ")
        assert str(path) in done.stderr
        assert "run the same command again" in done.stderr
    assert kill_loop.sound(path)
    kept = kill_loop.store_rows(path)
    assert kept
    ledger = {
        row for row in kept if '"pending_articles"' not in row
    }  # a later version takes an earlier one off that list
    assert not ledger - set(wanted)
    kill_loop.store_writer(sources, path)
    assert kill_loop.store_rows(path) == wanted

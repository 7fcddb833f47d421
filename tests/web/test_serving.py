"""The desk as a process: what it starts ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso.store import open_store


def children(pid: int) -> list[int]:
    return [int(own) for own in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for child processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_watcher_beside_the_desk_ends_with_it(tmp_path: Path, how: signal.Signals) -> None:
    store = tmp_path / "s.db"
    open_store(store, create=True).close()
    command = [sys.executable, "-m", "sayso", "desk", str(store), "-p", "0", "--watch"]
    desk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert desk.stdout is not None
        assert "http://localhost:" in desk.stdout.readline()
        late = time.monotonic() + 20
        while not children(desk.pid) and time.monotonic() < late:
            time.sleep(0.05)
        (watcher,) = children(desk.pid)
        time.sleep(1.0)  # until uvicorn listens, and hears signals
        desk.send_signal(how)
        desk.wait(40)
        assert not alive(watcher)
    finally:
        desk.kill()
        desk.wait()

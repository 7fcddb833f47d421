"""`sayso watch` as a process: it ends cleanly when told to, goes on where it was, and lets no second one in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.cli.watch import Span
from sayso.store import open_store
from sayso.watch import books
from tests.servers import FeedServer


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as made:
        feed = made.feed("alpha", host="")
        feed.add(
            "Trade talks", ["The minister of trade of Algeria met union leaders in Paris on Monday, officials said."]
        )
        yield made


def store_of(server: FeedServer, path: Path) -> Path:
    with open_store(path, create=True) as store:
        books.add_feed(store, server.address("/feed/alpha"), allow_private=True)
    return path


def started(path: Path, *args: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sayso", "watch", "--store", str(path), "--jobs", "1", *args]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ)


def until(process: subprocess.Popen[str], what: str) -> list[dict[str, Any]]:
    """What was told up to the first news of a kind."""
    told = []
    assert process.stdout is not None
    for line in process.stdout:
        told.append(json.loads(line))
        if told[-1]["what"] == what:
            return told
    raise AssertionError(f"it ended without {what}: {process.stderr.read() if process.stderr else ''}")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_when_told_to(server: FeedServer, tmp_path: Path, number: int) -> None:
    path = store_of(server, tmp_path / "s.db")
    process = started(path)
    told = until(process, "article")
    assert told[0] == {"what": "started", "feeds": 1, "queue": 0}
    assert told[-1]["state"] == "coded"
    second = CliRunner().invoke(main, ["watch", "--once", "--store", str(path)])
    assert second.exit_code == 1
    assert "is being watched already (process" in second.stderr
    process.send_signal(number)
    assert until(process, "ended")[-1]["coded"] == 1
    assert process.wait(60) == 0
    with open_store(path) as store, store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM events").scalar() == 1
        assert connection.exec_driver_sql("SELECT ended_at FROM watchers").scalar() is not None
        assert connection.exec_driver_sql("SELECT ended_at FROM runs WHERE command = 'watch'").scalar() is not None


@pytest.mark.slow
def test_it_ends_by_itself_after_a_time(server: FeedServer, tmp_path: Path) -> None:
    path = store_of(server, tmp_path / "s.db")
    began = time.monotonic()
    process = started(path, "--for", "2s")
    assert until(process, "ended")[-1]["polls"] == 1
    assert process.wait(60) == 0
    assert time.monotonic() - began < 60


def test_a_store_without_feeds_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.cli.watch import _verdict
    from sayso.watch.run import Tally

    assert "sayso feeds add URL --store s.db" in _verdict(Tally(), "s.db")


@pytest.mark.parametrize(("said", "seconds"), [("90", 90), ("90s", 90), ("30m", 1800), ("1.5h", 5400), ("2d", 172_800)])
def test_lengths_of_time(said: str, seconds: float) -> None:
    assert Span().convert(said, None, None) == seconds


@pytest.mark.parametrize("said", ["", "soon", "-3s", "0", "5 weeks"])
def test_what_is_no_length_of_time(said: str) -> None:
    import click

    with pytest.raises(click.BadParameter, match="no length of time"):
        Span().convert(said, None, None)

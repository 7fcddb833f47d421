"""Pages are parsed in a child process that can be killed: C code that hangs cannot be stopped in any other way.

Parent and child speak in frames: eight bytes of length, then JSON. The child ends when its standard input does.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import struct
import subprocess
import sys
import threading
import time
from typing import IO, Any

from sayso.errors import InputError

CPU_SECONDS = 5
WALL_SECONDS = 6.0
START_SECONDS = 60.0  # imports, on a busy machine
MEMORY = 1 << 30
PAGES = 2000  # after so many a child is replaced, so that caches inside the libraries cannot grow for ever
_LENGTH = struct.Struct(">Q")


class PageWorker:
    """One child, started when first needed, killed and replaced when a page costs too much."""

    def __init__(self, *, cpu: int = CPU_SECONDS, wall: float = WALL_SECONDS, memory: int = MEMORY) -> None:
        self._limits = (cpu, wall, memory)
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._done = 0

    def parse(self, html: str, url: str | None = None) -> dict[str, Any]:
        """What trafilatura finds in the page; raises `InputError` (`complexity_limit`) where limits were hit."""
        frame = json.dumps({"html": html, "url": url}).encode("ascii")
        with self._lock:
            child = self._ready()
            try:
                reply = self._ask(child, frame)
            except (OSError, EOFError, TimeoutError):
                self._kill()
                cpu, wall, memory = self._limits
                raise InputError(
                    f"parsing the page took more than {cpu} s of work, {wall:.0f} s in all or {memory >> 20} MiB; it was stopped",
                    code="complexity_limit",
                ) from None
            self._done += 1
            if self._done >= PAGES:
                self._kill()
        if "error" in reply:
            raise InputError(f"the page cannot be parsed: {reply['error']}", code=str(reply.get("code", "bad_html")))
        return reply

    def close(self) -> None:
        """End the child, if there is one."""
        with self._lock:
            self._kill()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._owner == os.getpid() and self._child.poll() is None:
            return self._child
        if self._owner == os.getpid():
            self._kill()  # after a fork the child is the other process's: leave it alone
        cpu, _, memory = self._limits
        self._owner, self._done = os.getpid(), 0
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "sayso.ingest.page_child", str(cpu), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )
        try:
            _receive(_pipe(self._child.stdout), time.monotonic() + START_SECONDS)
        except (OSError, EOFError, TimeoutError):
            self._kill()
            raise InputError(
                "the process that parses pages does not start; is trafilatura installed?", code="no_worker"
            ) from None
        return self._child

    def _ask(self, child: subprocess.Popen[bytes], frame: bytes) -> dict[str, Any]:
        deadline = time.monotonic() + self._limits[1]
        _send(_pipe(child.stdin), frame, deadline)
        reply = json.loads(_receive(_pipe(child.stdout), deadline))
        return reply if isinstance(reply, dict) else {"error": "no answer"}

    def _kill(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()


def _pipe(pipe: IO[bytes] | None) -> int:
    if pipe is None:
        raise OSError("the child has no such pipe")
    return pipe.fileno()


def _send(pipe: int, frame: bytes, deadline: float) -> None:
    """Write without ever blocking past the deadline."""
    os.set_blocking(pipe, False)
    data = memoryview(_LENGTH.pack(len(frame)) + frame)
    with selectors.DefaultSelector() as wait:
        wait.register(pipe, selectors.EVENT_WRITE)
        while data:
            _until(wait, deadline)
            with contextlib.suppress(BlockingIOError):
                data = data[os.write(pipe, data[:65_536]) :]


def _receive(pipe: int, deadline: float) -> bytes:
    with selectors.DefaultSelector() as wait:
        wait.register(pipe, selectors.EVENT_READ)
        (size,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size, wait, deadline))
        return _exactly(pipe, size, wait, deadline)


def _exactly(pipe: int, size: int, wait: selectors.BaseSelector, deadline: float) -> bytes:
    data = bytearray()
    while len(data) < size:
        _until(wait, deadline)
        piece = os.read(pipe, min(size - len(data), 1 << 20))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def _until(wait: selectors.BaseSelector, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0 or not wait.select(left):
        raise TimeoutError


WORKER = PageWorker()
atexit.register(WORKER.close)

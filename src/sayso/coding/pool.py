"""Worker processes that read articles: one that dies or hangs is replaced, and what it held is tried again one by one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait

from sayso.coding.outcome import Failed, Outcome
from sayso.coding.readers import READER, Done
from sayso.errors import ConfigError, SaysoError
from sayso.model import Article, Problem

BATCH = 8  # articles a worker gets at once: enough to fill the parser's batches, few enough to spread
SECONDS = 120.0  # for a batch; the slowest sound article takes a few
START_SECONDS = 180.0  # imports and tables, on a busy machine
TRIES = 2  # an article that ends so many workers is given up
WORN = 4_000  # articles after which a worker gives way to a new one, so that no leak of a library adds up
_STARTS = 3  # workers that end before they are ready, one after the other


@dataclass(slots=True)
class _Task:
    key: str
    article: Article
    kills: int = 0


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    tasks: Connection
    results: Connection
    deadline: float
    ready: bool = False
    read: int = 0  # articles
    batch: list[_Task] = field(default_factory=list)


class Pool:
    """Up to `jobs` workers, started as there is work for them."""

    def __init__(
        self,
        profile: str = "default",
        *,
        jobs: int = 2,
        factory: str = READER,
        batch: int = BATCH,
        seconds: float = SECONDS,
        worn: int = WORN,
    ) -> None:
        self._command = [sys.executable, "-P", "-m", "sayso.coding.worker", factory, profile]
        self._jobs, self._batch, self._seconds, self._worn = max(1, jobs), batch, seconds, worn
        self._queue: deque[_Task] = deque()
        self._workers: list[_Worker] = []
        self._done: list[Done] = []
        self._failed_starts = 0

    # ------------------------------------------------------------------ in
    def submit(self, key: str, article: Article) -> None:
        self._queue.append(_Task(key, article))
        if not self._workers or (len(self._workers) < self._jobs and len(self._queue) > self._batch):
            self._start()
        self._hand_out()

    def _start(self) -> None:
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("SAYSO_DEBUG") else subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "OMP_NUM_THREADS": "1"},
            process_group=0,  # Ctrl-C is for the parent alone
        )
        assert process.stdin is not None
        assert process.stdout is not None
        tasks = Connection(os.dup(process.stdin.fileno()), readable=False)
        results = Connection(os.dup(process.stdout.fileno()), writable=False)
        process.stdin.close()
        process.stdout.close()
        self._workers.append(_Worker(process, tasks, results, time.monotonic() + START_SECONDS))

    def _hand_out(self) -> None:
        """Give every idle worker its next batch; an article that a worker died of goes alone."""
        for worker in list(self._workers):
            if worker.ready and not worker.batch and self._queue:
                worker.batch = self._next_batch()
                worker.deadline = time.monotonic() + self._seconds
                try:
                    worker.tasks.send([task.article for task in worker.batch])
                except OSError:
                    self._lost(worker)

    def _next_batch(self) -> list[_Task]:
        share = min(self._batch, -(-len(self._queue) // self._jobs))
        batch = [self._queue.popleft()]
        while self._queue and len(batch) < share and not batch[0].kills and not self._queue[0].kills:
            batch.append(self._queue.popleft())
        return batch

    # ------------------------------------------------------------------ out
    def collect(self, *, wait: bool) -> list[Done]:
        """Outcomes that are there; with `wait` at least one, unless nothing is on its way."""
        self._listen(0.0)
        while wait and not self._done and (self._queue or any(w.batch for w in self._workers)):
            self._listen(max(0.0, self._next_deadline() - time.monotonic()))
        done, self._done = self._done, []
        return done

    def _listen(self, seconds: float) -> None:
        ready = wait([worker.results for worker in self._workers], seconds) if self._workers else []
        for worker in [w for w in self._workers if w.results in ready]:
            self._hear(worker)
        now = time.monotonic()
        for worker in [w for w in self._workers if (w.batch or not w.ready) and w.deadline <= now]:
            self._lost(worker, late=True)
        if self._queue and not self._workers:
            self._start()
        self._hand_out()

    def _hear(self, worker: _Worker) -> None:
        try:
            message = worker.results.recv()
        except (EOFError, OSError):
            self._lost(worker)
            return
        if isinstance(message, SaysoError):
            raise message
        if not worker.ready:
            worker.ready, self._failed_starts = True, 0
            return
        outcomes: list[Outcome] = message
        self._done += [(task.key, outcome) for task, outcome in zip(worker.batch, outcomes, strict=True)]
        worker.read += len(worker.batch)
        worker.batch = []
        if worker.read >= self._worn:
            self._end(worker)
            if self._queue:
                self._start()

    def _next_deadline(self) -> float:
        return min((w.deadline for w in self._workers if w.batch or not w.ready), default=time.monotonic())

    # ------------------------------------------------------------------ workers that are lost
    def _lost(self, worker: _Worker, *, late: bool = False) -> None:
        """Replace a worker that died or hangs; what it held is tried again one by one, and given up at the second time."""
        self._end(worker)
        status = worker.process.returncode
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise ConfigError(
                    f"the processes that read articles do not start (the last ended with {_said(status)}); "
                    "SAYSO_DEBUG=1 shows what they say",
                    code="no_worker",
                )
        again = []
        for task in worker.batch:
            task.kills += 1
            if task.kills >= TRIES:
                self._done.append((task.key, self._given_up(status, late=late)))
            else:
                again.append(task)
        self._queue.extendleft(reversed(again))
        if self._queue:
            self._start()

    def _given_up(self, status: int | None, *, late: bool) -> Failed:
        code = "timeout" if late else "worker_died"
        said = (
            f"reading it took over {self._seconds:.0f} s, twice; it was left out"
            if late
            else f"the process that read it ended with {_said(status)}, twice; it was left out"
        )
        return Failed(reason=code, message=said, problems=(Problem(stage="coding", code=code, message=said),))

    def _end(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.kill()
        worker.tasks.close()
        worker.results.close()
        worker.process.wait()

    def close(self) -> None:
        """End all workers at once; what they were reading is dropped."""
        self._queue.clear()
        for worker in list(self._workers):
            self._end(worker)


def _said(status: int | None) -> str:
    if status is not None and status < 0:
        try:
            return f"signal {-status} ({signal.Signals(-status).name})"
        except ValueError:
            return f"signal {-status}"
    return f"exit code {status}"

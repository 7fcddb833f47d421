"""Who reads: worker processes, or for tests and small embeddings this process itself."""

from __future__ import annotations

from collections import deque
from typing import Protocol

from sayso.coding.outcome import Failed, Outcome
from sayso.coding.worker import load, read_batch
from sayso.model import Article

READER = "sayso.coding.worker:reader"
Done = tuple[str, Outcome]


class Readers(Protocol):
    """Takes articles under a key and gives their outcomes back, in any order."""

    def submit(self, key: str, article: Article) -> None: ...

    def collect(self, *, wait: bool) -> list[Done]:
        """Outcomes that are there; with `wait` at least one, unless nothing was submitted."""

    def close(self) -> None: ...


class Inline:
    """Reads in this process, one article at a time; nothing protects it from an article that ends or hangs a process."""

    def __init__(self, profile: str = "default", *, factory: str = READER) -> None:
        self._read = load(factory, profile)
        self._tasks: deque[tuple[str, Article]] = deque()

    def submit(self, key: str, article: Article) -> None:
        self._tasks.append((key, article))

    def collect(self, *, wait: bool) -> list[Done]:
        if not wait or not self._tasks:
            return []
        key, article = self._tasks.popleft()
        outcomes = read_batch(self._read, [article])
        return [(key, outcomes[0] if outcomes else Failed(reason="internal", message="the reader gave nothing"))]

    def close(self) -> None:
        self._tasks.clear()

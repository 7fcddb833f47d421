"""What a desk is started with."""

from __future__ import annotations

from dataclasses import dataclass

PORT = 8400
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The store, where the desk listens, and its limits."""

    store: str = "sayso.db"
    host: str = "127.0.0.1"
    port: int = PORT
    hosts: tuple[str, ...] = ()  # names under which the desk may be asked for, besides those of the loopback
    https: bool = False  # a proxy before the desk speaks https to browsers
    desks: int = 4  # questions answered at a time by one process
    seconds: float = 5.0  # that one question to the store may take
    sql_seconds: float = 5.0
    sql_rows: int = 1000
    allow_private: bool = False  # feeds and webhooks inside one's own network
    ahead: bool = False  # answers that take long are made before anybody asks
    watching: bool = False  # a watcher was started beside the desk

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the desk."""
        return self.host in LOOPBACK or self.host.startswith("127.")

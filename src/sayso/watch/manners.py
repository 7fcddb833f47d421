"""One request at a time to a host, and a pause between two."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sayso.watch.clock import Clock

# Hosts that are remembered: items of gathered feeds lead to ever new ones. More than `robots.SITES`, so that a pause which a
# robots.txt asks for is not forgotten before those rules are, with which it comes back.
HOSTS = 4_096


@dataclass(slots=True)
class _Host:
    users: int = 0  # who ask it or wait for their turn
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    delay: float = 0.0


class Manners:
    """Whose turn it is with every host; this machine itself needs no pause."""

    def __init__(self, clock: Clock, *, gap: float, most_delay: float) -> None:
        self._clock, self._gap, self._most = clock, gap, most_delay
        self._hosts: dict[str, _Host] = {}

    def slower(self, site: str, delay: float | None) -> None:
        """Honour the pause that a site asks for."""
        self._host(site).delay = min(delay or 0.0, self._most)

    @asynccontextmanager
    async def turn(self, site: str) -> AsyncIterator[None]:
        """Inside, nobody else asks this host."""
        host = self._host(site)
        host.users += 1
        try:
            async with host.lock:
                await self._clock.sleep(host.free_at - self._clock.monotonic())
                try:
                    yield
                finally:
                    gap = 0.0 if is_this_machine(site) else self._gap
                    host.free_at = self._clock.monotonic() + max(gap, host.delay)
        finally:
            host.users -= 1

    def _host(self, site: str) -> _Host:
        name = urlsplit(site).netloc
        host = self._hosts.pop(name) if name in self._hosts else _Host()
        self._hosts[name] = host  # the last in the row
        if len(self._hosts) > HOSTS:
            self._forget()
        return host

    def _forget(self) -> None:
        """Drop an eighth at once, those that were asked longest ago, but none that is being asked or still has its pause."""
        now = self._clock.monotonic()
        idle = [name for name, host in self._hosts.items() if not host.users and host.free_at <= now]
        for name in idle[: len(self._hosts) - HOSTS * 7 // 8]:
            del self._hosts[name]


def is_this_machine(site: str) -> bool:
    """Whether the host is written as one of this machine's own names."""
    name = urlsplit(site).hostname or ""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False

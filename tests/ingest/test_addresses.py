"""Addresses that must never be connected to, in every disguise; a listener counts connections."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Iterator, Sequence

import pytest

from sayso.errors import InputError
from sayso.ingest.addresses import checked, is_public
from sayso.ingest.fetch import fetch


class Canary:
    """Listens on the loopback and counts who comes."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.accepts = 0
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.accepts += 1
            connection.close()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    found = Canary()
    yield found
    found.socket.close()


HOSTS = (
    "127.0.0.1", "127.1", "127.0.0.53", "localhost", "localhost.", "LOCALHOST", "sub.localhost", "printer.local",
    "metadata.google.internal", "0.0.0.0", "0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "2130706433", "0x7f000001", "0x7f.1",
    "0177.0.0.1", "017700000001", "127.0.0.1.", "user@127.0.0.1", "news.example:x@127.0.0.1", "①②⑦.⓪.⓪.①", "127。0。0。1",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
    "[2001:0:7f00:1::]", "[fe80::1]", "[fe80::1%25lo]", "[fc00::1]", "[fec0::1]", "[ff02::1]",
)  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_no_connection_to_blocked_hosts(host: str, canary: Canary) -> None:
    with pytest.raises(InputError) as caught:
        fetch(f"http://{host}:{canary.port}/", seconds=5)
    assert caught.value.code in ("blocked_address", "invalid_url", "unresolved_host")
    assert canary.accepts == 0


def test_the_canary_sings() -> None:
    """The test above can fail: with the address allowed, the same call does connect."""
    canary = Canary()
    with pytest.raises(InputError):
        fetch(f"http://127.0.0.1:{canary.port}/", allow=lambda a: True, seconds=5)
    assert canary.accepts == 1
    canary.socket.close()


def test_an_answer_that_changes_gains_nothing(canary: Canary) -> None:
    """DNS rebinding: the first look-up is public, the second is not; only one is made, and its address is used."""
    calls: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        calls.append(host)
        return ["127.0.0.1"] if len(calls) > 1 else ["192.0.2.1"]

    with pytest.raises(InputError):
        fetch(f"http://news.example:{canary.port}/", allow=lambda a: str(a) == "192.0.2.1", resolve=resolve, seconds=1)
    assert calls == ["news.example"]
    assert canary.accepts == 0


def test_one_private_address_among_public_ones_blocks_the_host() -> None:
    with pytest.raises(InputError) as caught:
        checked("news.example", 80, resolve=lambda h, p: ["93.184.216.34", "10.0.0.1"])
    assert caught.value.code == "blocked_address"
    assert checked("news.example", 80, resolve=lambda h, p: ["93.184.216.34"]) == ["93.184.216.34"]


@pytest.mark.parametrize("text", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))

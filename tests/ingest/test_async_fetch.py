"""Fetching on an event loop: by the same rules, and no server that is slow holds up another."""

from __future__ import annotations

import asyncio
import gzip
import threading
import time
import tracemalloc
import zlib
from collections.abc import Coroutine, Iterator, Sequence
from typing import Any, TypeVar

import pytest

from sayso.errors import InputError
from sayso.ingest.addresses import is_public
from sayso.ingest.answers import Fetched, Limits, decodable
from sayso.ingest.async_fetch import fetch_async
from sayso.ingest.fetch import fetch
from tests.ingest.test_addresses import HOSTS, Canary
from tests.servers import SICK, FeedServer

T = TypeVar("T")
WITHOUT = {
    name: pytest.mark.skipif(name in decodable(), reason=f"{name} can be undone here") for name in ("br", "zstd")
}
SHORT = Limits(total=1.5, connect=0.5, first_byte=0.7, slow_after=0.3, slowest=50)
READ_LATER = (
    "html",
    "empty",
    "truncated",
    "shifting",
    "xml-bomb",
    "encoding",
)  # these come well, and are seen when read


@pytest.fixture(scope="module")
def server() -> Iterator[FeedServer]:
    with FeedServer(step=0.05) as found:
        yield found


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def get(server: FeedServer, url: str, **options: Any) -> Fetched:
    return run(fetch_async(url, **{"allow": server.allow, "resolve": server.resolve, "limits": SHORT} | options))


# ---------------------------------------------------------------------- what is well
def test_a_feed_and_what_its_server_says(server: FeedServer) -> None:
    feed = server.feed("well")
    feed.add("Talks end without a result")
    got = get(server, feed.url)
    assert b"Talks end without a result" in got.body  # it came packed
    assert (got.status, got.media_type, got.charset, got.max_age) == (200, "application/rss+xml", "utf-8", 60.0)
    again = get(server, feed.url, etag=got.etag, modified=got.modified)
    assert again.not_modified
    assert again.body == b""
    assert get(server, feed.url, modified=got.modified).not_modified
    feed.add("Talks go on")
    assert b"Talks go on" in get(server, feed.url, etag=got.etag, modified=got.modified).body


def test_marks_stay_with_the_server_that_gave_them(server: FeedServer) -> None:
    server.put("/moved", b"", status=301, headers=(("location", server.address("/end", host="other.example")),))
    server.put("/end", b"here")
    got = get(server, server.address("/moved", host="one.example"), etag='"secret"')
    assert (got.url, got.moved_to) == (server.address("/end", host="other.example"),) * 2
    seen = {s.path: s.headers for s in server.log}
    assert seen["/moved"]["if-none-match"] == '"secret"'
    assert "if-none-match" not in seen["/end"]


def test_cookies_are_dropped(server: FeedServer) -> None:
    server.put("/cookie", b"", status=302, headers=(("location", "/after"), ("set-cookie", "id=1; Path=/")))
    server.put("/after", b"here")
    get(server, server.address("/cookie"))
    assert all("cookie" not in s.headers for s in server.log if s.path == "/after")


def test_marks_cannot_break_out_of_the_header(server: FeedServer) -> None:
    server.put("/plain", b"here")
    get(server, server.address("/plain"), etag='"x"\r\nx-evil: 1', modified="M\u00e4rz")
    seen = next(s.headers for s in server.log if s.path == "/plain")
    assert not {"x-evil", "if-none-match", "if-modified-since"} & set(seen)


def test_304_to_a_question_that_was_not_asked_is_an_error(server: FeedServer) -> None:
    with pytest.raises(InputError) as caught:
        get(server, server.put("/unasked", b"", status=304))
    assert (caught.value.code, caught.value.status) == ("http_status", 304)


def test_proxies_are_ignored(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert get(server, server.put("/no-proxy", b"here")).body == b"here"


# ---------------------------------------------------------------------- what is sick
@pytest.mark.parametrize("kind", [kind for kind in SICK if kind not in READ_LATER])
def test_sick_feeds(server: FeedServer, kind: str) -> None:
    started = time.monotonic()
    with pytest.raises(InputError) as caught:
        get(server, server.sick(kind))
    assert caught.value.code in SICK[kind].codes, caught.value.message
    assert caught.value.message
    assert time.monotonic() - started < 3
    assert caught.value.status == (int(kind) if kind.isdigit() else None)


def test_when_to_come_again(server: FeedServer) -> None:
    for kind, least, most in (("429", 90, 90), ("503", 100, 120)):
        with pytest.raises(InputError) as caught:
            get(server, server.sick(kind))
        assert caught.value.retry_after is not None
        assert least <= caught.value.retry_after <= most


@pytest.mark.parametrize(
    ("packing", "body", "code"),
    [
        ("gzip", gzip.compress(b"\0" * 10_000_000, mtime=0), "decompression_limit"),
        ("deflate", zlib.compress(b"\0" * 10_000_000), "decompression_limit"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"\0" * 10_000_000, mtime=0), mtime=0), "decompression_limit"),
        pytest.param(
            "br", b"\x1b\xff\xff\xff\x00" * 100, "unsupported_packing", marks=WITHOUT["br"]
        ),  # was not asked for
        pytest.param("zstd", b"\x28\xb5\x2f\xfd" * 100, "unsupported_packing", marks=WITHOUT["zstd"]),
        ("rot13", b"<eff/>", "unsupported_packing"),
    ],
)
def test_packed_bodies(server: FeedServer, packing: str, body: bytes, code: str) -> None:
    url = server.put("/packed", body, headers=(("content-encoding", packing),))
    tracemalloc.start()
    try:
        with pytest.raises(InputError) as caught:
            get(server, url)
        assert caught.value.code == code
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


def test_a_name_that_is_looked_up_for_ever(server: FeedServer) -> None:
    release = threading.Event()

    def resolve(host: str, port: int) -> Sequence[str]:
        release.wait(20)
        return ["127.0.0.1"]

    started = time.monotonic()
    with pytest.raises(InputError) as caught:
        get(server, server.address("/x", host="slow.example"), resolve=resolve)
    release.set()
    assert caught.value.code == "unresolved_host"
    assert time.monotonic() - started < 1.4


def test_the_slow_hold_up_nobody(server: FeedServer) -> None:
    """300 servers that never answer, beside 30 that do: no thread waits, and the 30 are done long before."""
    feed = server.feed("quick")
    feed.add("Talks end")
    limits = Limits(total=4, connect=3, first_byte=3)
    times: list[float] = []
    threads: list[int] = []

    async def one(url: str) -> None:
        started = time.monotonic()
        try:
            await fetch_async(url, allow=server.allow, resolve=server.resolve, limits=limits)
            times.append(time.monotonic() - started)
        except InputError:
            pass

    async def everything() -> None:
        slow = [asyncio.create_task(one(server.sick("silent", str(n)))) for n in range(300)]
        await asyncio.sleep(1.5)
        threads.append(threading.active_count())
        await asyncio.gather(*(one(feed.url) for _ in range(30)))
        for task in slow:
            task.cancel()

    before = threading.active_count()
    run(everything())
    assert len(times) == 30
    assert max(times) < 2.5
    assert threads[0] <= before + 10


# ---------------------------------------------------------------------- addresses
MORE_HOSTS = (
    "[::ffff:0:127.0.0.1]", "[64:ff9b:1::7f00:1]", "[100::1]", "[2001:db8::1]", "169.254.169.254.", "[::ffff:a9fe:a9fe]",
    "[2002:a9fe:a9fe::1]", "[fd00:ec2::254]", "127.000.000.001", "0x7f000001.", "127.0.0.1%00", "[::1%25lo]",
)  # fmt: skip


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    found = Canary()
    yield found
    found.socket.close()


def test_no_connection_to_blocked_hosts(canary: Canary) -> None:
    async def one(host: str) -> str:
        try:
            await fetch_async(f"http://{host}:{canary.port}/", limits=SHORT)
        except InputError as error:
            return error.code
        return "fetched"

    async def everything() -> list[str]:
        return await asyncio.gather(*(one(host) for host in (*HOSTS, *MORE_HOSTS)))

    codes = run(everything())
    assert len(codes) >= 35
    wrong = [
        (host, code) for host, code in zip((*HOSTS, *MORE_HOSTS), codes, strict=True)
        if code not in ("blocked_address", "invalid_url", "unresolved_host")
    ]  # fmt: skip
    assert not wrong
    assert canary.accepts == 0


@pytest.mark.parametrize("host", MORE_HOSTS)
def test_no_connection_without_a_loop_either(host: str, canary: Canary) -> None:
    with pytest.raises(InputError) as caught:
        fetch(f"http://{host}:{canary.port}/", seconds=3)
    assert caught.value.code in ("blocked_address", "invalid_url", "unresolved_host")
    assert canary.accepts == 0


def test_the_canary_sings() -> None:
    canary = Canary()
    with pytest.raises(InputError) as caught:
        run(fetch_async(f"http://127.0.0.1:{canary.port}/", allow=lambda _address: True, limits=SHORT))
    assert caught.value.code == "network"
    assert canary.accepts == 1
    canary.socket.close()


@pytest.mark.parametrize(
    "place", ["http://127.0.0.1:{port}/", "http://inside.example:{port}/", "http://[::ffff:7f00:1]:{port}/"]
)
def test_a_redirect_into_this_network(server: FeedServer, canary: Canary, place: str) -> None:
    """The first server is let pass as if it were public; where it sends us is checked anew."""
    first: list[str] = []

    def allow(address: Any) -> bool:
        first.append(str(address))
        return len(first) == 1 or is_public(address)

    url = server.put("/inside", b"", status=302, headers=(("location", place.format(port=canary.port)),))
    with pytest.raises(InputError) as caught:
        get(server, url, allow=allow)
    assert caught.value.code == "blocked_address"
    assert canary.accepts == 0


def test_an_answer_that_changes_gains_nothing(canary: Canary) -> None:
    """DNS rebinding: the first look-up is public, the second is not; only one is made, and its address is used."""
    calls: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        calls.append(host)
        return ["127.0.0.1"] if len(calls) > 1 else ["192.0.2.1"]

    with pytest.raises(InputError):
        run(
            fetch_async(
                f"http://news.example:{canary.port}/", allow=lambda a: str(a) == "192.0.2.1", resolve=resolve,
                limits=Limits(total=0.6, connect=0.5),
            )
        )  # fmt: skip
    assert calls == ["news.example"]
    assert canary.accepts == 0


def test_the_desk_of_this_machine_stays_closed(canary: Canary) -> None:
    """Also where addresses inside this network are allowed."""
    with pytest.raises(InputError) as caught:
        run(fetch_async(f"http://127.0.0.1:{canary.port}/", allow=lambda _a: True, closed=frozenset((canary.port,))))
    assert caught.value.code == "blocked_address"
    assert canary.accepts == 0

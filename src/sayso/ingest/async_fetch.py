"""Fetch on an event loop, by the same rules: thousands of slow servers hold no thread.

Each fetch opens its own connections to addresses that were checked for it, so nothing that one caller may reach is handed to
another. The TLS settings are shared, since they are what costs time.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Iterable
from functools import cache
from typing import Any

import httpcore2
import httpx2

from sayso.errors import InputError
from sayso.ingest.addresses import Allow, Resolve, is_public
from sayso.ingest.answers import Fetched, Head, Hops, Limits, Meter, decodable, failure, fetched, must_be_readable
from sayso.ingest.fetch import AGENT, PAGES
from sayso.ingest.lookup import checked_async

__all__ = ["FEEDS", "fetch_async"]

FEEDS = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml,application/xml;q=0.9,"
    "text/xml;q=0.9,application/json;q=0.8,*/*;q=0.1"
)
_USUAL = Limits()


async def fetch_async(
    url: str,
    *,
    etag: str | None = None,
    modified: str | None = None,
    accept: str = PAGES,
    allow: Allow = is_public,
    resolve: Resolve | None = None,
    limits: Limits = _USUAL,
    closed: frozenset[int] = frozenset(),
    agent: str = AGENT,
) -> Fetched:
    """The body at an http(s) address, or a `Fetched` with `not_modified` where the marks of the last visit still hold.

    Raises `InputError` with a code that names the reason; `http_status` comes with `status` and `retry_after`. `closed` are ports
    that are never reached inside this network, also where `allow` lets addresses there pass: the desk's own.
    """
    end = time.monotonic() + limits.total
    try:
        async with asyncio.timeout(limits.total):
            hops = Hops(url, limits)
            transport = _Transport(_Backend(allow, resolve, closed, limits))
            async with httpx2.AsyncClient(
                transport=transport,
                trust_env=False,
                follow_redirects=False,
                timeout=httpx2.Timeout(limits.first_byte, connect=limits.connect, pool=None),
                headers={"User-Agent": agent, "Accept": accept, "Accept-Encoding": _packings()},
            ) as client:
                return await _follow(client, hops, url, _marks(etag, modified), limits)
    except InputError as error:
        error.value = error.value or url
        raise
    except (
        httpx2.HTTPError, httpx2.InvalidURL, httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError,
        OSError, UnicodeError, ValueError,
    ) as error:  # fmt: skip
        raise failure(error, url, over=time.monotonic() >= end) from None


def _marks(etag: str | None, modified: str | None) -> dict[str, str]:
    """The header of a conditional request; what could break out of it is left away."""
    given = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in given.items() if value and value.isascii() and value.isprintable()}


@cache
def _packings() -> str:
    return ", ".join(sorted(decodable() & {"gzip", "deflate", "br", "zstd"}))


@cache
def _safety() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


async def _follow(client: httpx2.AsyncClient, hops: Hops, first: str, marks: dict[str, str], limits: Limits) -> Fetched:
    while True:
        client.cookies.clear()
        asked = marks if hops.same_site(first) else {}
        async with client.stream("GET", hops.url, headers=asked) as response:
            if hops.follow(response):
                continue
            if response.status_code == 304 and asked:
                return fetched(response, b"", hops)
            must_be_readable(response, hops.url, limits)
            return fetched(response, await _body(response, hops.url, limits), hops)


async def _body(response: httpx2.Response, url: str, limits: Limits) -> bytes:
    meter, pieces = Meter(url, limits), []
    async for piece in response.aiter_bytes():
        meter.add(piece, response.num_bytes_downloaded)
        pieces.append(piece)
    return b"".join(pieces)


class _Transport(httpx2.AsyncBaseTransport):
    """Sends requests over a pool of this one fetch."""

    def __init__(self, backend: httpcore2.AsyncNetworkBackend) -> None:
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=_safety(), network_backend=backend, retries=0, max_keepalive_connections=0
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        url = httpcore2.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        answer = await self._pool.handle_async_request(
            httpcore2.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx2.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=dict(answer.extensions)
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Body(httpx2.AsyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> Any:
        async for piece in self._answer.aiter_stream():
            yield piece

    async def aclose(self) -> None:
        await self._answer.aclose()


class _Backend(httpcore2.AsyncNetworkBackend):
    """Opens sockets to checked addresses only."""

    def __init__(self, allow: Allow, resolve: Resolve | None, closed: frozenset[int], limits: Limits) -> None:
        self._allow, self._resolve, self._closed, self._limits = allow, resolve, closed, limits
        self._plain = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  (our own limit is never longer)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        end = time.monotonic() + self._limits.connect
        last: Exception | None = None
        for address in await checked_async(
            host, port, allow=self._allow, resolve=self._resolve, closed=self._closed, seconds=self._limits.connect
        ):
            left = max(end - time.monotonic(), 0.05)
            try:
                stream = await self._plain.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
                continue
            return _Stream(stream, Head(self._limits.header))
        raise last or httpcore2.ConnectError(f"no address of {host} answers")


class _Stream(httpcore2.AsyncNetworkStream):
    """A stream that ends where the header of an answer is too long."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream, head: Head) -> None:
        self._stream, self._head = stream, head

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = await self._stream.read(max_bytes, timeout)
        self._head.add(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._head.again()
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        return _Stream(await self._stream.start_tls(ssl_context, server_hostname, timeout), self._head)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

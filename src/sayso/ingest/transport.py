"""An HTTP transport that connects only to checked addresses: the check is at the moment of connecting, on every hop.

The name is resolved once and the socket is opened to the very address that was checked, so that an answer which changes
between two look-ups (DNS rebinding) gains nothing. Proxies of the environment are not used: they would resolve for us.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore2
import httpx2

from sayso.ingest.addresses import Allow, Resolve, checked
from sayso.ingest.answers import Head, Limits


class Deadline:
    """The end of the time allowed; every wait on the network gets no more than what is left of it."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def cap(self, timeout: float | None, error: type[Exception]) -> float:
        left = self.end - time.monotonic()
        if left <= 0:
            raise error("the total time is over")
        return left if timeout is None else min(timeout, left)


def checked_transport(
    *, allow: Allow, resolve: Resolve | None, deadline: Deadline, connect: float, header: int = Limits().header
) -> httpx2.BaseTransport:
    """A transport for one fetch."""
    backend = _Backend(allow, resolve, deadline, connect, header)
    return _Transport(
        httpcore2.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=backend, retries=0)
    )


class _Transport(httpx2.BaseTransport):
    def __init__(self, pool: httpcore2.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = httpcore2.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        answer = self._pool.handle_request(
            httpcore2.Request(
                request.method, url, headers=request.headers.raw, content=request.stream, extensions=request.extensions
            )
        )
        return httpx2.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=dict(answer.extensions)
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Backend(httpcore2.NetworkBackend):
    """Opens sockets to checked addresses only; sockets of this machine are left to raise, as the base class does."""

    def __init__(self, allow: Allow, resolve: Resolve | None, deadline: Deadline, connect: float, header: int) -> None:
        self._allow, self._resolve, self._deadline, self._connect = allow, resolve, deadline, connect
        self._header = header
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  (our own limits are never longer)
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        end = time.monotonic() + self._connect
        last: Exception | None = None
        for address in checked(host, port, allow=self._allow, resolve=self._resolve, seconds=self._connect):
            left = self._deadline.cap(max(end - time.monotonic(), 0.05), httpcore2.ConnectTimeout)
            try:
                stream = self._plain.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
                continue
            return _Stream(stream, self._deadline, Head(self._header))
        raise last or httpcore2.ConnectError(f"no address of {host} answers")


class _Stream(httpcore2.NetworkStream):
    """A stream whose every wait ends with the deadline, also of headers that trickle in byte by byte; these may not be too long."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline, head: Head) -> None:
        self._stream, self._deadline, self._head = stream, deadline, head

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._deadline.cap(timeout, httpcore2.ReadTimeout))
        self._head.add(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._head.again()
        self._stream.write(buffer, self._deadline.cap(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._deadline.cap(timeout, httpcore2.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline, self._head)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

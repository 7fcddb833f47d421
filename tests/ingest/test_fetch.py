"""Fetching from a local server that misbehaves."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sayso.errors import InputError
from sayso.ingest.addresses import is_public
from sayso.ingest.fetch import fetch


class Server(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        path = self.path.strip("/")
        if path.startswith("hop"):
            left = int(path[3:])
            self._send(302, b"", location=f"/hop{left - 1}" if left > 1 else "/page")
        elif path == "loop":
            self._send(302, b"", location="/loop")
        elif path == "to-private":
            self._send(302, b"", location="http://10.0.0.1/")
        elif path == "to-file":
            self._send(302, b"", location="file:///etc/hostname")
        elif path == "bomb":
            self._send(200, gzip.compress(b"\0" * 10_000_000), **{"content-encoding": "gzip"})
        elif path == "twice":
            self._send(200, gzip.compress(gzip.compress(b"x")), **{"content-encoding": "gzip, gzip"})
        elif path == "large":
            self._endless(b"x" * 65_536, 0)
        elif path == "trickle":
            self._endless(b"x", 0.2)
        elif path == "headers":
            self._trickle_headers()
        elif path == "missing":
            self._send(404, b"no")
        else:
            self._send(200, "<p>é</p>".encode("latin-1"), **{"content-type": "text/html; charset=latin-1"})

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _endless(self, piece: bytes, pause: float) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(400):
                self.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            pass

    def _trickle_headers(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for _ in range(100):
                self.wfile.write(b"x: y\r\n")
                time.sleep(0.2)
        except OSError:
            pass

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def allow(a: object) -> bool:
    return str(a) == "127.0.0.1" or is_public(a)  # type: ignore[arg-type]


def test_a_page(address: str) -> None:
    got = fetch(f"{address}/hop5", allow=allow)
    assert (got.url, got.body, got.media_type, got.charset) == (
        f"{address}/page",
        b"<p>\xe9</p>",
        "text/html",
        "latin-1",
    )


def test_proxies_are_ignored(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert fetch(f"{address}/page", allow=allow).body


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("hop6", "too_many_redirects"),
        ("loop", "too_many_redirects"),
        ("to-private", "blocked_address"),
        ("to-file", "unsupported_scheme"),
        ("bomb", "decompression_limit"),
        ("twice", "decompression_limit"),
        ("large", "too_large"),
        ("trickle", "timeout_total"),
        ("headers", "timeout_total"),
        ("missing", "http_status"),
    ],
)
def test_refusals(address: str, path: str, code: str) -> None:
    start = time.monotonic()
    with pytest.raises(InputError) as caught:
        fetch(f"{address}/{path}", allow=allow, seconds=1.5)
    assert caught.value.code == code
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("url", ["ftp://news.example/a", "file:///etc/hostname", "gopher://news.example/"])
def test_other_schemes(url: str) -> None:
    with pytest.raises(InputError) as caught:
        fetch(url)
    assert caught.value.code == "unsupported_scheme"

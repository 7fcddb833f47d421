"""Fetch a page from the open internet: checked addresses, few redirects, bounded size and time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.errors import InputError
from sayso.ingest.addresses import Allow, Resolve, is_public
from sayso.ingest.answers import Fetched, Hops, Limits, Meter, failure, fetched, must_be_readable

if TYPE_CHECKING:
    import httpx2

__all__ = ["AGENT", "PAGES", "Fetched", "fetch"]

AGENT = "sayso (+news reader)"
PAGES = "text/html,application/xhtml+xml,text/plain;q=0.9,text/markdown;q=0.9,application/json;q=0.8,*/*;q=0.1"
_LIMITS = Limits()
_COARSE = {"timeout_connect": "timeout", "tls": "network"}  # codes that users of `fetch` have always known


def fetch(
    url: str, *, allow: Allow = is_public, resolve: Resolve | None = None, seconds: float = _LIMITS.total
) -> Fetched:
    """The body at an http(s) address; raises `InputError` with a code that names the reason."""
    import httpcore2
    import httpx2

    from sayso.ingest.transport import Deadline, checked_transport

    limits = Limits(total=seconds)
    deadline = Deadline(seconds)
    try:
        with httpx2.Client(
            transport=checked_transport(
                allow=allow, resolve=resolve, deadline=deadline, connect=limits.connect, header=limits.header
            ),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx2.Timeout(seconds, connect=limits.connect),
            headers={"User-Agent": AGENT, "Accept": PAGES},
        ) as client:
            return _follow(client, Hops(url, limits), limits, deadline.end)
    except (
        httpx2.HTTPError, httpx2.InvalidURL, httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError,
        OSError, UnicodeError, ValueError,
    ) as error:  # fmt: skip
        found = failure(error, url, over=time.monotonic() >= deadline.end)
        found.code = _COARSE.get(found.code, found.code)
        raise found from None


def _follow(client: httpx2.Client, hops: Hops, limits: Limits, end: float) -> Fetched:
    while True:
        client.cookies.clear()
        with client.stream("GET", hops.url) as response:
            if hops.follow(response):
                continue
            must_be_readable(response, hops.url, limits)
            return fetched(response, b"".join(_pieces(response, hops.url, limits, end)), hops)


def _pieces(response: httpx2.Response, url: str, limits: Limits, end: float) -> Iterator[bytes]:
    meter = Meter(url, limits)
    for piece in response.iter_bytes():
        meter.add(piece, response.num_bytes_downloaded)
        if time.monotonic() > end:
            raise InputError(f"{url} took too long to send its page", code="timeout_total", value=url)
        yield piece

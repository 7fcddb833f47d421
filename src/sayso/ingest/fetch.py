"""Fetch a page from the open internet: checked addresses, few redirects, bounded size and time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from sayso.errors import InputError
from sayso.ingest.addresses import Allow, Resolve, is_public

if TYPE_CHECKING:
    import httpx2

MAX_REDIRECTS = 5
MAX_BODY = 5 * 1024 * 1024
MAX_RATIO = 100  # decoded to received bytes, once past `RATIO_FROM`
RATIO_FROM = 1024 * 1024
TOTAL_SECONDS = 30.0
CONNECT_SECONDS = 5.0
_ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,text/markdown;q=0.9,application/json;q=0.8,*/*;q=0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came back: the last address, the body, and what the server says it is."""

    url: str
    body: bytes
    media_type: str
    charset: str | None


def fetch(
    url: str, *, allow: Allow = is_public, resolve: Resolve | None = None, seconds: float = TOTAL_SECONDS
) -> Fetched:
    """The body at an http(s) address; raises `InputError` with a code that names the reason."""
    import httpcore2
    import httpx2

    from sayso.ingest.transport import Deadline, checked_transport

    deadline = Deadline(seconds)
    try:
        with httpx2.Client(
            transport=checked_transport(allow=allow, resolve=resolve, deadline=deadline, connect=CONNECT_SECONDS),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx2.Timeout(seconds, connect=CONNECT_SECONDS),
            headers={"User-Agent": "sayso (+news reader)", "Accept": _ACCEPT},
        ) as client:
            return _follow(client, url, deadline.end)
    except (httpx2.TimeoutException, httpcore2.TimeoutException) as error:
        code = "timeout_total" if time.monotonic() >= deadline.end else "timeout"
        raise InputError(f"{url} did not answer in time ({error or 'no answer'})", code=code, value=url) from None
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise InputError(f"{url!r} is no web address: {error}", code="invalid_url", value=url) from None
    except (httpx2.HTTPError, httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
        raise InputError(f"{url} cannot be fetched: {error}", code="network", value=url) from None


def _follow(client: httpx2.Client, url: str, end: float) -> Fetched:
    for _ in range(MAX_REDIRECTS + 1):
        _scheme(url)
        client.cookies.clear()
        with client.stream("GET", url) as response:
            if not response.is_redirect:
                return _read(response, url, end)
            url = urljoin(url, response.headers.get("location", ""))
    raise InputError(f"more than {MAX_REDIRECTS} redirects, the last to {url}", code="too_many_redirects", value=url)


def _scheme(url: str) -> None:
    scheme = urlsplit(url).scheme.lower()
    if scheme not in ("http", "https"):
        raise InputError(
            f"{url!r}: only http and https addresses are read, not {scheme!r}", code="unsupported_scheme", value=url
        )


def _read(response: httpx2.Response, url: str, end: float) -> Fetched:
    if response.status_code >= 300:
        raise InputError(
            f"{url} answers {response.status_code} {response.reason_phrase}", code="http_status", value=url
        )
    if "," in response.headers.get("content-encoding", ""):
        raise InputError(f"{url}: the body is packed more than once", code="decompression_limit", value=url)
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > MAX_BODY:
        raise _too_large(url)
    body = b"".join(_pieces(response, url, end))
    media, _, _ = response.headers.get("content-type", "").partition(";")
    return Fetched(url=url, body=body, media_type=media.strip().lower(), charset=response.charset_encoding)


def _pieces(response: httpx2.Response, url: str, end: float) -> Iterator[bytes]:
    size = 0
    for piece in response.iter_bytes():
        size += len(piece)
        received = response.num_bytes_downloaded
        if size > RATIO_FROM and size > MAX_RATIO * received:
            raise InputError(
                f"{url}: the body grows more than {MAX_RATIO} times when unpacked",
                code="decompression_limit",
                value=url,
            )
        if size > MAX_BODY or received > MAX_BODY:
            raise _too_large(url)
        if time.monotonic() > end:
            raise InputError(f"{url} took too long to send its page", code="timeout_total", value=url)
        yield piece


def _too_large(url: str) -> InputError:
    return InputError(f"{url} is over {MAX_BODY // 1024 // 1024} MiB", code="too_large", value=url)

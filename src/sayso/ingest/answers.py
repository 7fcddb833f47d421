"""What an answer from the web may be: the rules that fetching at once and fetching on an event loop share."""

from __future__ import annotations

import math
import ssl
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from sayso.errors import InputError

if TYPE_CHECKING:
    import httpx2

PACKINGS = frozenset(("", "identity", "gzip", "x-gzip", "deflate", "br", "zstd"))
MAX_RETRY_AFTER = 7 * 86_400.0
MAX_AGE = 30 * 86_400.0
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PERMANENT = frozenset((301, 308))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one fetch may take."""

    total: float = 30.0  # seconds
    connect: float = 5.0  # seconds, with the look-up of the name
    first_byte: float = 10.0  # seconds without a byte, also later
    slowest: float = 100.0  # bytes a second of the body, once `slow_after` seconds are over
    slow_after: float = 10.0
    redirects: int = 5
    body: int = 5 * 1024 * 1024  # bytes, packed as well as unpacked
    ratio: int = 100  # unpacked to packed, once past `ratio_from`
    ratio_from: int = 1024 * 1024
    header: int = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came back: the last address, the body, what the server says it is, and what it says about asking again."""

    url: str
    body: bytes
    media_type: str
    charset: str | None
    status: int = 200
    etag: str | None = None
    modified: str | None = None  # Last-Modified, as it was given
    max_age: float | None = None  # seconds that the server calls its answer fresh
    retry_after: float | None = None
    moved_to: str | None = None  # where the server says that the address has gone for good

    @property
    def not_modified(self) -> bool:
        """Whether the server has nothing newer than what was known here."""
        return self.status == 304


class Hops:
    """The way from the first address to the last; `follow` raises where it is too long or goes in a circle."""

    def __init__(self, url: str, limits: Limits) -> None:
        self.url, self._limits = url, limits
        self._seen = {_bare(url)}
        self._lasting = True
        self.moved_to: str | None = None
        self.check()

    def check(self) -> None:
        """Raise `InputError` (`unsupported_scheme`) where the address is not of the web."""
        scheme = urlsplit(self.url).scheme.lower()
        if scheme not in ("http", "https"):
            raise InputError(
                f"{self.url!r}: only http and https addresses are read, not {scheme!r}",
                code="unsupported_scheme",
                value=self.url,
            )

    def same_site(self, first: str) -> bool:
        """Whether the present address is of the server that was asked first: only that one knows our marks."""
        return urlsplit(first)[:2] == urlsplit(self.url)[:2]

    def follow(self, response: httpx2.Response) -> bool:
        """Whether the answer sends us on; then `url` is the next address."""
        place = response.headers.get("location", "")
        if response.status_code not in _REDIRECTS or not place:
            return False
        before = self.url
        self.url = urljoin(before, place)
        bare = _bare(self.url)
        if bare in self._seen:
            raise self._too_many(f"the redirects of {before} go in a circle")
        self._seen.add(bare)
        if len(self._seen) > self._limits.redirects + 1:
            raise self._too_many(f"more than {self._limits.redirects} redirects, the last to {self.url}")
        self.check()
        # Only an unbroken row of permanent moves tells a new address, and never one that gives up encryption.
        down = urlsplit(before).scheme == "https" and urlsplit(self.url).scheme == "http"
        self._lasting = self._lasting and response.status_code in _PERMANENT and not down
        if self._lasting:
            self.moved_to = bare
        return True

    def _too_many(self, words: str) -> InputError:
        return InputError(words, code="too_many_redirects", value=self.url)


def _bare(url: str) -> str:
    return url.partition("#")[0]


class Meter:
    """Watches a body come in; `add` raises as soon as it is too much, grows too much in unpacking, or comes too slowly."""

    def __init__(self, url: str, limits: Limits) -> None:
        self._url, self._limits = url, limits
        self._started = time.monotonic()
        self._size = 0

    def add(self, piece: bytes, received: int) -> None:
        limits = self._limits
        self._size += len(piece)
        if self._size > limits.ratio_from and self._size > limits.ratio * received:
            raise InputError(
                f"{self._url}: the body grows more than {limits.ratio} times when unpacked",
                code="decompression_limit",
                value=self._url,
            )
        if self._size > limits.body or received > limits.body:
            raise too_large(self._url, limits)
        took = time.monotonic() - self._started
        if took > limits.slow_after and received < limits.slowest * took:
            raise InputError(
                f"{self._url} sends less than {limits.slowest:g} bytes a second", code="timeout", value=self._url
            )


class Head:
    """Counts the bytes of the header of an answer; `add` raises when it is too long."""

    def __init__(self, most: int) -> None:
        self._most, self._seen, self._end, self._open = most, 0, b"", True

    def again(self) -> None:
        """Another request was sent: another header follows."""
        self._seen, self._end, self._open = 0, b"", True

    def add(self, data: bytes) -> None:
        if not self._open:
            return
        at = (self._end + data).find(b"\r\n\r\n")
        self._open = at < 0
        self._seen += len(data) if self._open else max(0, at - len(self._end))
        self._end = (self._end + data)[-3:]
        if self._seen > self._most:
            raise InputError(f"the header of the answer is over {self._most // 1024} kB", code="header_too_large")


def too_large(url: str, limits: Limits) -> InputError:
    return InputError(f"{url} is over {limits.body // 1024 // 1024} MiB", code="too_large", value=url)


def must_be_readable(response: httpx2.Response, url: str, limits: Limits) -> None:
    """Raise where status or header already tell that the body is not to be read."""
    if response.status_code >= 300:
        raise refused(response, url)
    packing = response.headers.get("content-encoding", "").strip().lower()
    if "," in packing:
        raise InputError(f"{url}: the body is packed more than once", code="decompression_limit", value=url)
    if packing not in PACKINGS or packing not in decodable():
        raise InputError(
            f"{url}: the body is packed with {packing!r}, which was not asked for",
            code="unsupported_packing",
            value=packing,
        )
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length[:20]) > limits.body:
        raise too_large(url, limits)


def decodable() -> frozenset[str]:
    """The packings that can be undone here."""
    from httpx2._decoders import SUPPORTED_DECODERS

    return frozenset(SUPPORTED_DECODERS) & PACKINGS | {"", "identity"}


def refused(response: httpx2.Response, url: str) -> InputError:
    """The error for an answer that is none; it has `status` and `retry_after`."""
    error = InputError(
        f"{url} answers {response.status_code} {response.reason_phrase}".rstrip(), code="http_status", value=url
    )
    error.status = response.status_code
    error.retry_after = retry_after(response.headers.get("retry-after"))
    return error


def fetched(response: httpx2.Response, body: bytes, hops: Hops) -> Fetched:
    """The answer with what its header says."""
    media, _, _ = response.headers.get("content-type", "").partition(";")
    return Fetched(
        url=hops.url,
        body=body,
        media_type=media.strip().lower(),
        charset=response.charset_encoding,
        status=response.status_code,
        etag=response.headers.get("etag"),
        modified=response.headers.get("last-modified"),
        max_age=max_age(response.headers),
        retry_after=retry_after(response.headers.get("retry-after")),
        moved_to=hops.moved_to,
    )


def retry_after(given: str | None, now: datetime | None = None) -> float | None:
    """Seconds of a `Retry-After`, which is a number or a date; None where it is neither."""
    text = (given or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), MAX_RETRY_AFTER)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max(0.0, (when - (now or datetime.now(UTC))).total_seconds()), MAX_RETRY_AFTER)


def max_age(headers: httpx2.Headers) -> float | None:
    """Seconds for which the answer is fresh by `Cache-Control`, less the age that it had on arrival."""
    for part in headers.get("cache-control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        value = value.strip('" ')
        if name in ("no-cache", "no-store"):
            return None
        if name == "max-age" and value.isascii() and value.isdigit():
            age = headers.get("age", "").strip()
            old = float(age[:12]) if age.isascii() and age.isdigit() else 0.0
            left = min(float(value[:12]) - old, MAX_AGE)
            return left if left > 0 and math.isfinite(left) else None
    return None


def failure(error: Exception, url: str, *, over: bool) -> InputError:
    """The `InputError` for what the network raised; `over` says that the total time had run out."""
    import httpcore2
    import httpx2

    if isinstance(error, (httpx2.TimeoutException, httpcore2.TimeoutException, TimeoutError)):
        connecting = isinstance(error, (httpx2.ConnectTimeout, httpcore2.ConnectTimeout))
        code = "timeout_total" if over else "timeout_connect" if connecting else "timeout"
        what = "could not be reached in time" if code == "timeout_connect" else "did not answer in time"
        return InputError(f"{url} {what} ({str(error) or 'no answer'})", code=code, value=url)
    if _of_tls(error):
        return InputError(f"{url}: no safe connection could be made: {_said(error)}", code="tls", value=url)
    if isinstance(error, httpx2.HTTPError | httpcore2.NetworkError | httpcore2.ProtocolError | OSError):
        return InputError(f"{url} cannot be fetched: {_said(error)}", code="network", value=url)
    return InputError(f"{url!r} is no web address: {error}", code="invalid_url", value=url)


def _of_tls(error: BaseException | None) -> bool:
    for _ in range(10):
        if error is None:
            return False
        if isinstance(error, ssl.SSLError | ssl.CertificateError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _said(error: BaseException) -> str:
    return str(error) or type(error).__name__

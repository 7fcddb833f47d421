"""Requests to a desk: asked again while it is busy, and what it complains of as an error of ours."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sayso.errors import ConfigError, InputError, SaysoError, StoreError

if TYPE_CHECKING:
    import httpx2

Json = dict[str, Any]
Query = Sequence[tuple[str, str]]
_AGAIN = (429, 502, 503, 504)
LONGEST = 60.0  # seconds that are waited before asking again
_STORE = ("store", "query_timeout", "locked", "disk_full", "no_server", "busy")


class Sender:
    """Keeps connections to one desk. GET is asked again after any passing fault; POST only where the desk says it did nothing."""

    def __init__(
        self, address: str, *, token: str | None, timeout: float, retries: int, transport: Any = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self.address = _checked(address, token)
        self._token, self._timeout, self._retries, self._transport = token, timeout, retries, transport
        self._sleep = sleep
        self._client: httpx2.Client | None = None

    def get(self, path: str, query: Query) -> Json:
        """The object at an address."""
        return self._asked("GET", path, query=query)

    def post(self, path: str, body: Json) -> Json:
        """What the desk says to an object that is handed to it."""
        return self._asked("POST", path, body=body)

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _asked(self, method: str, path: str, *, query: Query | None = None, body: Json | None = None) -> Json:
        import httpx2

        for turn in range(self._retries + 1):
            last = turn == self._retries
            try:
                response = self._opened().request(
                    method, f"{self.address}/api/v1/{path}", params=tuple(query) if query else None, json=body
                )
            except httpx2.TransportError as error:
                unsent = isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout)
                if last or not (unsent or method == "GET"):
                    raise self._unreached(error) from error
                self._sleep(_wait(turn, None))
                continue
            if response.status_code in _AGAIN and not last and (method == "GET" or response.status_code in (429, 503)):
                self._sleep(_wait(turn, response.headers.get("retry-after")))
                continue
            return _told(response)
        raise AssertionError("the last turn returns or raises")

    def _opened(self) -> httpx2.Client:
        if self._client is None:
            import httpx2

            headers = {"Accept": "application/json", "User-Agent": "sayso-client"}
            if self._token:
                headers["Authorization"] = f"Bearer {self._token}"
            # A desk leads to its own addresses only; credentials are never taken elsewhere.
            self._client = httpx2.Client(
                headers=headers,
                timeout=self._timeout,
                transport=self._transport,
                follow_redirects=True,
                max_redirects=2,
            )
        return self._client

    def _unreached(self, error: Exception) -> StoreError:
        return StoreError(
            f"the desk at {self.address} cannot be reached ({type(error).__name__}: {error}); is it running? sayso desk",
            code="no_server",
        )


def _checked(address: str, token: str | None) -> str:
    found = urlsplit(address)
    if found.scheme not in ("http", "https") or not found.hostname:
        raise ConfigError(f"{address!r} is no address of a desk; give one as http://127.0.0.1:8400")
    if found.username or found.password:
        raise ConfigError("a desk takes no password in its address; make a token: sayso tokens add NAME")
    if token is not None and (not token.isascii() or not token.isprintable() or " " in token):
        raise ConfigError("the token has characters that no token has; copy it once more")
    return address.rstrip("/").removesuffix("/api/v1")


def _wait(turn: int, told: str | None) -> float:
    """Seconds before asking again: what the desk says, else ever longer, and not all clients at the same time."""
    if told:
        try:
            seconds = float(told)
        except ValueError:
            try:
                seconds = parsedate_to_datetime(told).timestamp() - time.time()
            except ValueError:
                seconds = 1.0
        return min(LONGEST, max(0.0, seconds))
    return min(LONGEST, 0.5 * 2.0**turn * (0.5 + random.random()))


def _told(response: httpx2.Response) -> Json:
    """The object of an answer. Raises the error that the desk tells."""
    try:
        found = response.json()
    except ValueError:
        found = None
    if response.is_success and isinstance(found, dict):
        return found
    if isinstance(found, dict) and "detail" in found:
        raise _error(response.status_code, str(found.get("code", "http")), str(found["detail"]), found.get("value"))
    said = f"{response.url} answered {response.status_code} and not as the API of a desk; is the address right?"
    raise StoreError(said, code="no_server")


def _error(status: int, code: str, detail: str, value: Any) -> SaysoError:
    if code in _STORE or status >= 500:
        return StoreError(detail, code=code)
    return InputError(detail, code=code, value=None if value is None else str(value))

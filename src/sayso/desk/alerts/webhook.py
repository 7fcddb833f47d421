"""An alert as an HTTP POST, signed as https://www.standardwebhooks.com describes, to checked addresses only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from sayso.codec import compact
from sayso.desk.rules import Sink
from sayso.errors import InputError
from sayso.ingest.addresses import Resolve, is_public

Json = dict[str, Any]
SECONDS, CONNECT = 10.0, 5.0
GONE = (404, 405, 410, 413, 415)  # what trying again does not mend


class Refused(InputError):
    """The receiver said no; `wait` is how many seconds it asks for, `final` that it will not have it at all."""

    code = "webhook_refused"

    def __init__(self, message: str, *, wait: float | None = None, final: bool = False) -> None:
        super().__init__(message)
        self.wait, self.final = wait, final


def signature(secret: str, own: str, at: str, body: bytes) -> str:
    """`v1,` and the base64 of the HMAC-SHA256 of id, time and body."""
    mac = hmac.new(secret.encode(), f"{own}.{at}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(mac.digest()).decode()}"


def post_webhook(sink: Sink, alert: Json, *, secret: str, resolve: Resolve | None = None) -> None:
    """Send it once. Raises `Refused` where the receiver does not take it, `InputError` where it cannot be reached."""
    import httpcore2
    import httpx2

    from sayso.ingest.transport import Deadline, checked_transport

    body, at = compact(alert), str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "sayso (+alerts)",
        "webhook-id": alert["id"],
        "webhook-timestamp": at,
        "webhook-signature": signature(secret, alert["id"], at, body),
        "Idempotency-Key": alert["id"],
    }
    allow = (lambda _address: True) if sink.private else is_public
    transport = checked_transport(allow=allow, resolve=resolve, deadline=Deadline(SECONDS), connect=CONNECT)
    try:
        with (
            httpx2.Client(
                transport=transport, trust_env=False, follow_redirects=False, timeout=SECONDS, headers=headers
            ) as client,
            client.stream("POST", sink.to, content=body) as answer,
        ):
            _must_be_taken(sink.to, answer.status_code, answer.headers.get("retry-after"))
    except InputError as error:
        if error.code != "blocked_address":
            raise
        raise Refused(
            f"{sink.to} leads to an address that is not on the open internet; if that is your own receiver, make the rule again "
            "with --private",
            final=True,
        ) from None
    except (httpx2.TimeoutException, httpcore2.TimeoutException):
        raise InputError(f"{sink.to} did not answer within {SECONDS:g} s", code="timeout", value=sink.to) from None
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise Refused(f"{sink.to!r} is no web address: {error}", final=True) from None
    except (httpx2.HTTPError, httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
        raise InputError(f"{sink.to} cannot be reached: {error}", code="network", value=sink.to) from None


def _must_be_taken(url: str, status: int, after: str | None) -> None:
    if 200 <= status < 300:
        return
    if 300 <= status < 400:
        raise Refused(f"{url} answers {status} and sends us elsewhere; give the address it leads to", final=True)
    raise Refused(f"{url} answers {status}", wait=_seconds(after), final=status in GONE)


def _seconds(after: str | None) -> float | None:
    """How long to wait, of a `Retry-After`: seconds or a date."""
    if not after:
        return None
    if after.strip().isdecimal():
        return float(after)
    try:
        return max(0.0, (parsedate_to_datetime(after) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None

"""What went wrong, as `application/problem+json` (RFC 9457), with a stable code and the next step in words."""

from __future__ import annotations

import logging
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sayso.errors import InputError, SaysoError, StoreError

log = logging.getLogger(__name__)
MEDIA = "application/problem+json"
_STATUS = {
    "sign_in": 401, "forbidden": 403, "forged": 403, "unknown_actor": 404, "gone": 410, "too_large": 413, "media_type": 415,
    "body": 422, "too_many": 429, "query_timeout": 503, "locked": 503, "disk_full": 503, "no_server": 503, "busy": 503,
}  # fmt: skip
_TITLES = {
    400: "That cannot be asked", 401: "Sign in first", 403: "Not allowed", 404: "Nothing here", 405: "Not this method",
    410: "No longer here", 413: "Too large", 415: "Another kind of content is needed", 422: "That cannot be taken",
    429: "Too often", 500: "A fault of ours", 503: "Not just now",
}  # fmt: skip
AGAIN = {"too_many": None, "query_timeout": 5, "locked": 5, "busy": 2, "disk_full": 60, "no_server": 10}


def problem(status: int, code: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """One problem as a response."""
    body = {"type": f"urn:sayso:problem:{code}", "title": _TITLES.get(status, "A problem"), "status": status}
    return JSONResponse(body | {"detail": detail, "code": code} | more, status, headers, media_type=MEDIA)


def status_of(error: SaysoError) -> int:
    """The HTTP status of an error of ours."""
    if error.code in _STATUS:
        return _STATUS[error.code]
    if error.code.startswith("no_"):
        return 404
    return 400 if isinstance(error, InputError) else 503 if isinstance(error, StoreError) else 400


async def in_words(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """An error of ours as a problem."""
    assert isinstance(error, SaysoError)
    status = status_of(error)
    headers = {}
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="sayso"'
    if error.code in AGAIN:
        headers["Retry-After"] = str(AGAIN[error.code] or getattr(error, "value", None) or 60)
    value = getattr(error, "value", None)
    more = {"value": str(value)[:500]} if value is not None else {}
    return problem(status, error.code, error.message, headers=headers, **more)


async def of_http(request: Request, error: Exception) -> Response:
    """An address or a method that there is not."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        said = f"there is nothing at {request.url.path}; /api/v1/openapi.json lists every address"
        return problem(404, "no_address", said)
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "")
        return problem(
            405, "method", f"{request.method} is not for this address", headers=dict(error.headers or {}), allow=allowed
        )
    return problem(error.status_code, "http", str(error.detail), headers=dict(error.headers or {}))

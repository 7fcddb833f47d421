"""What went wrong, as a page."""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sayso.errors import SaysoError
from sayso.web.ask import Ask
from sayso.web.page import Page
from sayso.web.rendering import render

log = logging.getLogger(__name__)
_STATUS = {
    "sign_in": 401,
    "forbidden": 403,
    "forged": 403,
    "too_many": 429,
    "query_timeout": 503,
    "store": 503,
    "locked": 503,
    "disk_full": 503,
    "no_server": 503,
    "wrong_method": 405,
}
_NAMES = {
    400: "That cannot be asked",
    401: "Sign in first",
    403: "Not allowed",
    404: "Nothing here",
    405: "Not in this way",
    503: "Not just now",
}


def status_of(error: SaysoError) -> int:
    """The HTTP status of an error: 404 for what is not there, 400 for what cannot be asked."""
    if error.code in _STATUS:
        return _STATUS[error.code]
    return 404 if error.code.startswith("no_") else 400


def problem_page(request: Request, error: SaysoError, status: int) -> Response:
    """The error in words, in the frame of every page; without the frame where what fails is the store, which the frame needs."""
    title = _NAMES.get(status, "Something went wrong")
    try:
        with request.app.state.desks.reading() as desk:
            page = Page(
                title=title, data={"error": error.code, "message": error.message}, status=status,
            )  # fmt: skip
            return render(Ask(request, desk), "problem.html", page, "")
    except SaysoError as again:
        log.warning("%s: the page that tells of it could not be made either: %s", error, again)
        return PlainTextResponse(f"{title}: {error.message}\n", status)


async def cut_off(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """For the logs: whoever sent the request hung up before all of it was here, so nothing was done and nobody hears this."""
    return PlainTextResponse("the request ended before all of it was here, so nothing was done\n", 400)

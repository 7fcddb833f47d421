"""What fails on the way of a form is told in words, with a status of its own: never as a fault of ours."""

from __future__ import annotations

import asyncio
import errno
from typing import Any

import pytest
from starlette.formparsers import MultiPartParser
from starlette.testclient import TestClient

from sayso.errors import StoreError
from sayso.web.access.people import People
from tests.web.clients import token_of

LISTED = b'<opml version="2.0"><body><outline text="New" xmlUrl="https://new.example/rss"/></body></opml>'


def upload(web: TestClient, body: bytes = LISTED) -> Any:
    return web.post("/sources/opml", data={"csrf": token_of(web, "/sources")}, files={"file": ("a.opml", body)})


def test_a_store_that_stays_locked_is_no_fault_of_ours(web: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_people: People) -> str:
        raise StoreError("another program has kept the store locked", code="locked")

    token = token_of(web, "/sources")
    # the frame of every page asks for the same secret: the page that tells of the failure must not fail on it, too
    monkeypatch.setattr(People, "key", property(locked))
    answer = web.post("/sources/opml", data={"csrf": token}, files={"file": ("a.opml", LISTED)})
    assert (answer.status_code, "kept the store locked" in answer.text) == (503, True)


def test_an_upload_for_which_there_is_no_room_is_told_in_words(
    web: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(_parser: MultiPartParser) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    token = token_of(web, "/sources")
    monkeypatch.setattr(MultiPartParser, "parse", full)
    answer = web.post("/sources/opml", data={"csrf": token}, files={"file": ("a.opml", LISTED)})
    assert (answer.status_code, "free some space" in answer.text) == (503, True)


@pytest.mark.parametrize("path", ["/sources/opml", "/api/v1/judgements"])
def test_one_who_hangs_up_in_the_middle_is_no_fault_of_ours(web: TestClient, path: str) -> None:
    """A slow upload on a crowded machine: the client gives up, and the log must not tell of a fault."""
    token = token_of(web, "/sources")
    kind = "application/json" if path.startswith("/api") else "multipart/form-data; boundary=x"
    cookies = "; ".join(f"{name}={value}" for name, value in web.cookies.items())
    headers = {"host": "127.0.0.1:8400", "content-type": kind, "cookie": cookies, "x-csrf-token": token}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("127.0.0.1", 9),
        "server": ("127.0.0.1", 8400), "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
    }  # fmt: skip
    coming = iter([{"type": "http.request", "body": b"--x", "more_body": True}, {"type": "http.disconnect"}])
    sent: list[Any] = []

    async def receive() -> Any:
        return next(coming)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(web.app(scope, receive, send))
    assert [message["status"] for message in sent if message["type"] == "http.response.start"] == [400]

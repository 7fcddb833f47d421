"""Answers with their tags: who asks again for what did not change gets a short 304."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from sayso.codec import compact

if TYPE_CHECKING:
    from sayso.store import Store

_TAG = re.compile(r'(?:W/)?"([^"]*)"')
REMEMBERED = 1024  # answers whose tags are known
_RELATIVE = re.compile(r"=(today|yesterday|now|\d+(h|d|w))", re.IGNORECASE)


def tag_of(body: bytes) -> str:
    """A weak tag of what is told: the same in all processes and after a restart."""
    return f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def has_tag(request: Request, tag: str) -> bool:
    """Whether the one who asks has the answer of this tag already."""
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or tag.partition('"')[2].rstrip('"') in _TAG.findall(given)


def answer(request: Request, told: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """An object as JSON with its tag; a 304 to those who have it."""
    body = compact(told)
    more = dict(headers or {})
    if request.method == "GET" and status == 200:
        more |= {"ETag": tag_of(body), "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}
        if has_tag(request, more["ETag"]):
            return Response(status_code=304, headers={k: v for k, v in more.items() if k != "Link"})
    return Response(body, status, more, media_type="application/json")


class Remembered:
    """The tags of answers given since the store last changed, so that asking again costs no query.

    SQLite counts the commits of others for every open connection; one connection is kept to be asked. PostgreSQL has no such
    count, and there every question is answered anew.
    """

    def __init__(self, store: Store) -> None:
        self._lock = threading.Lock()
        self._tags: OrderedDict[tuple[str, ...], str] = OrderedDict()
        self._version: int | None = None
        self._connection: sqlite3.Connection | None = None
        if store.dialect == "sqlite" and not store.address.in_memory:
            name = f"file:{quote(str(store.address.path))}?mode=ro"
            self._connection = sqlite3.connect(name, uri=True, check_same_thread=False)

    def version(self) -> int | None:
        """A number that is another one after every change of the store; None where it is not known."""
        if self._connection is None:
            return None
        with self._lock:
            try:
                return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
            except sqlite3.Error:
                return None

    def unchanged(self, request: Request, who: str) -> Response | None:
        """A 304, where the store is as it was when this was answered last and the one who asks has that answer."""
        if "if-none-match" not in request.headers or (version := self.version()) is None:
            return None
        with self._lock:
            tag = self._tags.get(_key(request, who)) if version == self._version else None
        if tag is None or not has_tag(request, tag):
            return None
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "private, no-cache"})

    def keep(self, request: Request, who: str, response: Response, version: int | None) -> None:
        """Remember the tag of an answer that was made from this version; none that speaks of the present time."""
        tag = response.headers.get("etag")
        if tag is None or version is None or _RELATIVE.search(str(request.url.query)):
            return
        with self._lock:
            if version != self._version:
                self._tags.clear()
                self._version = version
            self._tags[_key(request, who)] = tag
            while len(self._tags) > REMEMBERED:
                self._tags.popitem(last=False)

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def _key(request: Request, who: str) -> tuple[str, ...]:
    return who, str(request.scope["path"]), str(request.url.query)

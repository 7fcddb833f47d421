"""A network in memory: addresses and what they answer, told at each request; nothing leaves this process."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Self

from sayso.errors import InputError
from sayso.ingest.answers import Fetched

ROBOTS_FREE = "User-agent: *\nDisallow:\n"


def refused(code: str = "http_status", *, status: int | None = None, retry_after: float | None = None) -> InputError:
    """What a fetch raises."""
    error = InputError(f"the address answers {status or code}", code=code)
    error.status, error.retry_after = status, retry_after  # type: ignore[attr-defined]
    return error


@dataclass
class Net:
    """`sites` maps addresses to a text, a `Fetched`, an error to raise, or a function that gives one of these."""

    sites: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    conditional: Counter[str] = field(default_factory=Counter)
    busy: Counter[str] = field(default_factory=Counter)
    most_busy: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0  # that an answer takes

    def __call__(self, _settings: Any) -> Self:
        return self

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        return None

    async def get(
        self,
        url: str,
        *,
        private: bool = False,
        etag: str | None = None,
        modified: str | None = None,
        feed: bool = False,
    ) -> Fetched:
        host = url.split("/")[2]
        self.asked.append(url)
        self.busy[host] += 1
        self.most_busy[host] = max(self.most_busy[host], self.busy[host])
        try:
            await asyncio.sleep(self.seconds)
            return self._answer(url, etag)
        finally:
            self.busy[host] -= 1

    def _answer(self, url: str, etag: str | None) -> Fetched:
        found = self.sites.get(url)
        if isinstance(found, Callable):  # type: ignore[arg-type]
            found = found()
        if found is None:
            raise refused(status=404)
        if isinstance(found, Exception):
            raise found
        got = found if isinstance(found, Fetched) else answer(url, found)
        mark = got.etag or f'"{hashlib.sha256(got.body).hexdigest()[:8]}"'
        if got.etag is None and got.status == 200:
            got = replace(got, etag=mark)
        if etag == mark:
            self.conditional[url] += 1
            return answer(url, "", status=304)
        return got


def answer(url: str, text: str, **more: Any) -> Fetched:
    """An answer of the network."""
    return Fetched(url=url, body=text.encode(), **{"media_type": _media(text), "charset": None} | more)


def _media(text: str) -> str:
    return "text/html" if text.lstrip().startswith("<html") else "application/json" if text.startswith("{") else ""


def feed(items: list[dict[str, Any]], **about: Any) -> str:
    """A JSON Feed."""
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "Example Feed", **about, "items": items})


def item(n: int | str, *, host: str = "news.example", published: str | None = None, **more: Any) -> dict[str, Any]:
    """One item of a feed."""
    out = {"id": f"id{n}", "url": f"https://{host}/{n}", "title": f"Group{n} attacked Town{n}"} | more
    return out | ({"date_published": published} if published else {})


def page(n: int | str, words: str = "") -> str:
    """A page with one claim for the reader of the tests."""
    text = words or f"Group{n} attacked Town{n}. The town lies in a valley that many people cross on their way to work."
    return (
        f"<html><head><title>Story {n}</title></head><body><article><h1>Story {n}</h1>"
        f"<p>{text}</p><p>People of place {n} said that nothing else had happened there on that day, and went home.</p>"
        "</article></body></html>"
    )

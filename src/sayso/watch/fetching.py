"""The guarded fetcher as a watcher uses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

from sayso.errors import InputError
from sayso.ingest.fetch import Fetched
from sayso.watch.polled import Offered

if TYPE_CHECKING:
    from sayso.watch.settings import Settings

_FINAL = frozenset(
    (400, 401, 402, 403, 404, 405, 406, 410, 414, 415, 451)
)  # statuses that another try does not change
_PASSING = frozenset(
    ("network", "timeout", "timeout_total", "http_status", "unresolved_host", "no_worker", "robots_unreachable", "gone")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What came back: a body, or 304 for "nothing new"."""

    status: int
    url: str
    body: bytes = b""
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    max_age: float | None = None  # seconds that the server calls its answer fresh
    moved_to: str | None = None  # where it says that this address has gone for good

    @property
    def fetched(self) -> Fetched:
        return Fetched(url=self.url, body=self.body, media_type=self.media_type, charset=self.charset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A feed that was read."""

    kind: str
    title: str | None
    site: str | None
    language: str | None
    hint: float | None
    items: tuple[Offered, ...]
    remarks: tuple[str, ...] = ()


class Fetcher(Protocol):
    """Fetches; refusals are `InputError` with `status` and `retry_after` where the server said so."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *error: object) -> None: ...

    async def get(
        self, url: str, *, private: bool = False, etag: str | None = None, modified: str | None = None
    ) -> Got: ...


def network(settings: Settings) -> Fetcher:
    raise NotImplementedError


def read_body(got: Got) -> Body:
    import json
    d = json.loads(got.body)
    return Body(kind="json", title=d.get("title"), site=None, language=None, hint=None, items=tuple(Offered(key=i["id"], url=i.get("url"), title=i.get("title"), published=i.get("date_published"), text=i.get("content_text"), whole=bool(i.get("content_text"))) for i in d["items"]))


def passes(error: InputError) -> bool:
    """Whether another try may help."""
    return error.code in _PASSING and getattr(error, "status", None) not in _FINAL

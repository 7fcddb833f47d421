"""placeholder"""
from __future__ import annotations
import json
from dataclasses import dataclass
from sayso.ingest.answers import Fetched
from sayso.watch.polled import Offered


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


def read_body(got: Fetched) -> Body:
    d = json.loads(got.body)
    return Body(kind="json", title=d.get("title"), site=None, language=None, hint=None, items=tuple(Offered(key=i["id"], url=i.get("url"), title=i.get("title"), published=i.get("date_published"), text=i.get("content_text"), whole=bool(i.get("content_text"))) for i in d["items"]))

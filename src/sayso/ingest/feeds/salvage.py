"""Feeds too broken for a tree -> feed, by way of feedparser, which forgives nearly everything and takes its time."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from sayso.errors import MissingExtra
from sayso.ingest.feeds.dates import read_date
from sayso.ingest.feeds.plain import address, line, paragraphs
from sayso.ingest.feeds.values import MAX_CONTENT, MAX_ITEMS, MAX_KEY, MAX_SUMMARY, MAX_TITLE, MAX_URL, Feed, FeedItem

MAX_TEXT = 1_000_000  # characters; of larger ones, what the tree gave must do
MAX_TAG = 20_000  # a single tag longer than this is an attack on parsers of regular expressions
_LONG = re.compile(rf"<[^<>]{{{MAX_TAG}}}")


def feed_by_salvage(text: str, kind: str, url: str) -> Feed | None:
    """What feedparser finds in a guarded text; None where it may not be tried."""
    if len(text) > MAX_TEXT or _LONG.search(text):
        return None
    try:
        import feedparser  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        raise MissingExtra("feedparser", "desk") from None
    try:
        found = feedparser.parse(
            text.encode("utf-8", "replace"), sanitize_html=False, resolve_relative_uris=False,
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )  # fmt: skip
    except Exception:  # it is the last resort, and its own parsers raise all sorts
        return None
    own: dict[str, Any] = found.get("feed", {})
    base = url
    return Feed(
        kind=kind,
        url=url,
        title=line(_words(own, "title"), MAX_TITLE),
        site=_place(_words(own, "link"), base),
        language=line(_words(own, "language"), 35),
        items=tuple(_item(entry, base) for entry in found.get("entries", [])[:MAX_ITEMS]),
        how="feedparser",
    )


def _item(entry: dict[str, Any], base: str) -> FeedItem:
    content = entry.get("content") or [{}]
    source = entry.get("source") or {}
    given = _words(entry, "published") or _words(entry, "created")
    changed = _words(entry, "updated") if "updated" in entry.keys() else None  # noqa: SIM118  (a plain look-up falls back)
    url = _place(_words(entry, "link"), base)
    own = _place(_words(entry, "feedburner_origlink"), base)
    return FeedItem(
        key=line(_words(entry, "id"), MAX_KEY) or "",
        url=url or own,
        title=line(_words(entry, "title"), MAX_TITLE),
        summary=paragraphs(_words(entry, "summary"), MAX_SUMMARY),
        content=paragraphs(content[0].get("value"), MAX_CONTENT),
        published=read_date(given),
        updated=read_date(changed),
        date_given=line(given or changed, 120),
        author=line(_words(entry, "author"), 300),
        language=line(_words(entry, "language"), 35),
        outlet=line(_words(source, "title"), 300),
        outlet_url=_place(_words(source, "href") or _words(source, "url"), base),
        canonical=own if own != url else None,
    )


def _words(found: dict[str, Any], name: str) -> str | None:
    value = found.get(name)
    return value if isinstance(value, str) else None


def _place(text: str | None, base: str) -> str | None:
    place = address(text, MAX_URL)
    try:
        place = urljoin(base, place) if place else None
    except ValueError:
        return None
    return place if place and place.lower().startswith(("http://", "https://")) else None

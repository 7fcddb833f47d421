"""JSON Feed -> feed."""

from __future__ import annotations

import html
import json
from typing import Any
from urllib.parse import urljoin

from sayso.errors import InputError
from sayso.ingest.feeds.dates import read_date
from sayso.ingest.feeds.plain import address, line, paragraphs
from sayso.ingest.feeds.values import (
    MAX_CONTENT,
    MAX_ITEMS,
    MAX_KEY,
    MAX_SUMMARY,
    MAX_TITLE,
    MAX_URL,
    Feed,
    FeedItem,
    told,
)

Json = dict[str, Any]


def json_feed_of(text: str, url: str) -> Feed:
    """The feed of a JSON text; raises `InputError` (`truncated`, `not_a_feed`)."""
    try:
        found = json.loads(text)
    except RecursionError:
        raise InputError(f"{url} is nested too deep", code="complexity_limit", value=url) from None
    except ValueError as error:
        cut = not text.rstrip().endswith(("}", "]"))
        code, what = ("truncated", "breaks off") if cut else ("unreadable_feed", "is no sound JSON")
        raise InputError(f"{url} {what}: {error}", code=code, value=url) from None
    if isinstance(found, list) and found and all(isinstance(i, dict) and ("url" in i or "id" in i) for i in found[:50]):
        found = {"items": found}
    version = found.get("version") if isinstance(found, dict) else None
    told = isinstance(version, str) and "jsonfeed.org" in version
    if not isinstance(found, dict) or not isinstance(found.get("items"), list) or not (told or _like(found["items"])):
        raise InputError(f"{url} is JSON, but no JSON Feed: it has no list `items`", code="not_a_feed", value=url)
    return _feed(found, url)


def _like(items: list[Any]) -> bool:
    return not items or any(isinstance(i, dict) and ("url" in i or "id" in i) for i in items[:20])


def _feed(found: Json, url: str) -> Feed:
    items, language = found["items"], _words(found, "language")
    taken = [item for i in items[:MAX_ITEMS] if isinstance(i, dict) and (item := _item(i, url, language)) is not None]
    problems = []
    if len(items) > MAX_ITEMS:
        problems.append(f"{len(items):,} items stood there; the first {MAX_ITEMS:,} were taken")
    if left := min(len(items), MAX_ITEMS) - len(taken):
        problems.append(told(left, "item says nothing and was left out", "items say nothing and were left out"))
    hubs = found.get("hubs")
    hub = next((h.get("url") for h in hubs if isinstance(h, dict)), None) if isinstance(hubs, list) else None
    return Feed(
        kind="json",
        url=url,
        title=line(_words(found, "title"), MAX_TITLE),
        site=_place(_words(found, "home_page_url"), url),
        language=line(language, 35),
        items=tuple(taken),
        hub=_place(hub if isinstance(hub, str) else None, url),
        next_url=_place(_words(found, "next_url"), url),
        problems=tuple(problems),
    )


def _item(item: Json, base: str, language: str | None) -> FeedItem | None:
    own, outside = _place(_words(item, "url"), base), _place(_words(item, "external_url"), base)
    plain, marked = _words(item, "content_text"), _words(item, "content_html")
    text = paragraphs(marked or (html.escape(plain, quote=False) if plain else None), MAX_CONTENT)
    title = line(_words(item, "title"), MAX_TITLE)
    key = line(_words(item, "id"), MAX_KEY)
    if not (key or own or outside or title or text):
        return None
    given = _words(item, "date_published")
    changed = _words(item, "date_modified")
    return FeedItem(
        key=key or "",
        url=own or outside,
        title=title,
        summary=paragraphs(_words(item, "summary"), MAX_SUMMARY),
        content=text,
        published=read_date(given),
        updated=read_date(changed),
        date_given=line(given or changed, 120),
        author=_author(item),
        language=line(_words(item, "language") or language, 35),
        canonical=outside if outside != own else None,
    )


def _author(item: Json) -> str | None:
    authors = item.get("authors")
    given = authors if isinstance(authors, list) else [item.get("author")]
    names = [line(_words(a, "name"), 200) for a in given[:10] if isinstance(a, dict)]
    return ", ".join(name for name in names if name) or None


def _words(found: Json, name: str) -> str | None:
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value)[: MAX_CONTENT * 4]


def _place(text: str | None, base: str) -> str | None:
    place = address(text, MAX_URL)
    try:
        place = urljoin(base, place) if place else None
    except ValueError:
        return None
    return place if place and place.lower().startswith(("http://", "https://")) else None

"""Bytes -> feed: the tree of a sound document at once; a broken one repaired, then recovered, then given to feedparser.

A feed without items is one only where the document is whole and really has none. All else is an error with a code: `empty`,
`not_a_feed`, `truncated`, `unreadable_feed`, `xml_forbidden_entity`, `complexity_limit`, `too_large`, `decompression_limit`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from sayso.errors import InputError
from sayso.ingest.feeds.dates import doubt
from sayso.ingest.feeds.discover import discover
from sayso.ingest.feeds.json_feed import json_feed_of
from sayso.ingest.feeds.salvage import feed_by_salvage
from sayso.ingest.feeds.sitemaps import sitemap_of
from sayso.ingest.feeds.tree import feed_of
from sayso.ingest.feeds.values import Feed, FeedItem, told
from sayso.ingest.feeds.xml import guarded, parsed, repaired, text_of

_FIRST = re.compile(r"<([A-Za-z_][\w.:-]{0,60})")
_ROOT = re.compile(r"<(?:[\w.-]{1,30}:)?(rss|rdf|feed|urlset|sitemapindex|channel)(?=[\s>])", re.I)
_ITEM = re.compile(r"<(?:[\w.-]{1,30}:)?(?:item|entry|url|sitemap)(?=[\s>])", re.I)
_ENTRY = re.compile(r"<(?:item|entry)(?=[\s>])", re.I)
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.S)
_PAGE = frozenset(("html", "head", "body", "title", "meta", "script", "div"))
_KINDS = {
    "rss": "rss",
    "channel": "rss",
    "rdf": "rdf",
    "feed": "atom",
    "urlset": "sitemap",
    "sitemapindex": "sitemap-index",
}


def read_feed(
    body: bytes, *, url: str, media_type: str | None = None, charset: str | None = None, now: datetime | None = None
) -> Feed:
    """The feed in a body. Raises `InputError` where there is none, or where it was not read although items are there."""
    text, encoding = text_of(body, charset, url)
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "["):
        found = json_feed_of(text.lstrip("\ufeff"), url)
    else:
        found = _xml_feed(guarded(text, url), url, media_type)
    items, problems = _settled(found.items, now or datetime.now(UTC))
    if found.items and not items:
        said = (
            f"{url} holds {told(len(found.items), 'item', 'items')}, none of which has an address, a headline or a text"
        )
        raise InputError(said, code="unreadable_feed", value=url)
    if not items and not found.sitemaps:
        problems.append("the feed holds no items")
    return replace(found, items=items, encoding=encoding, problems=(*found.problems, *problems))


def _xml_feed(text: str, url: str, media_type: str | None) -> Feed:
    text = _from_root(text, url, media_type)
    root = parsed(text)
    if root is not None:
        found = _of_tree(root, url)
        if found is None:
            raise _not_a_feed(text, url, media_type)
        if found.items or found.sitemaps or not _ITEM.search(_CDATA.sub("", text)):
            return found
    return _broken(text, url)


def _of_tree(root: etree._Element, url: str) -> Feed | None:
    return feed_of(root, url) or sitemap_of(root, url)


def _from_root(text: str, url: str, media_type: str | None) -> str:
    """The text from its root on: programs of publishers print warnings before it."""
    first = _FIRST.search(text)
    if first is None:
        raise _not_a_feed(text, url, media_type)
    name = first[1].lower().rpartition(":")[2]
    if name in _KINDS:
        return text[first.start() :]
    if name == "opml":
        raise InputError(
            f"{url} is a list of feeds (OPML), not a feed; run: sayso feeds import", code="not_a_feed", value=url
        )
    start = _ROOT.search(text[:200_000])
    if name in _PAGE or not (start or _ENTRY.search(text)):
        raise _not_a_feed(text, url, media_type)
    return text[start.start() :] if start else f"<rss>{text}"  # the head is lost, the items are there


# ---------------------------------------------------------------------- broken ones
def _broken(text: str, url: str) -> Feed:
    """What can be had of a document that is not well formed, or whose items stand where none should."""
    kind = _KINDS[(_FIRST.match(text) or [""] * 2)[1].lower().rpartition(":")[2]]
    bare = _CDATA.sub("", text)
    there, cut = len(_ITEM.findall(bare)), _cut(bare)
    best: Feed | None = None
    better = repaired(text)
    for how, root in (("repaired", parsed(better)), ("recovered", parsed(better, recover=True))):
        found = _of_tree(root, url) if root is not None else None
        if found is not None:
            best = _fuller(best, replace(found, how=how))
        if best is not None and _count(best) >= there:
            break
    if best is None or _count(best) < there:
        best = _fuller(best, feed_by_salvage(better, kind, url))
    if best is not None and cut and _complete(bare) < there:
        best = replace(best, items=best.items[: max(0, _complete(bare))])  # the last one is cut in two
    if best is None or (there and not _count(best)):
        if cut:
            raise InputError(f"{url} breaks off before its first item is complete", code="truncated", value=url)
        raise InputError(
            f"{url} holds {told(there, 'item', 'items')} in a form that cannot be read",
            code="unreadable_feed",
            value=url,
        )
    if cut and not there:
        raise InputError(f"{url} breaks off before its first item", code="truncated", value=url)
    return replace(best, problems=(*best.problems, *_told(best, there, cut)))


def _told(found: Feed, there: int, cut: bool) -> Iterable[str]:
    yield "the feed breaks off" if cut else "the feed is not well-formed XML"
    if _count(found) < there:
        yield f"{_count(found)} of {told(there, 'item', 'items')} could be read"


def _fuller(one: Feed | None, other: Feed | None) -> Feed | None:
    if one is None or other is None:
        return one or other
    return other if _count(other) > _count(one) else one


def _count(found: Feed) -> int:
    return len(found.items) + len(found.sitemaps)


_ITEM_END = re.compile(r"</(?:[\w.-]{1,30}:)?(?:item|entry|url|sitemap)\s*>|<(?:item|entry)\b[^<>]{0,2000}/>", re.I)


def _complete(bare: str) -> int:
    """How many items are complete."""
    return len(_ITEM_END.findall(bare))


def _cut(bare: str) -> bool:
    """Whether the end of the document is missing."""
    tail = bare[-2_000:].lower()
    return not re.search(r"</(?:[\w.-]{1,30}:)?(?:rss|rdf|feed|urlset|sitemapindex|channel)\s*>", tail)


# ---------------------------------------------------------------------- no feeds
def _not_a_feed(text: str, url: str, media_type: str | None) -> InputError:
    found = discover(text, url)
    if found:
        return InputError(
            f"{url} is a page, not a feed; it names the feed {found[0].url}", code="not_a_feed", value=found[0].url
        )
    what = "a page" if re.search(r"<(?:html|body|p|div)\b", text[:20_000], re.I) else media_type or "something else"
    return InputError(f"{url} is {what}, not a feed", code="not_a_feed", value=url)


# ---------------------------------------------------------------------- items
def _settled(items: Iterable[FeedItem], now: datetime) -> tuple[tuple[FeedItem, ...], list[str]]:
    """Items with keys, each once, with what is odd about their dates; and what was left out, in words."""
    kept: dict[str, FeedItem] = {}
    twice = silent = odd = 0
    for item in items:
        key = item.key or item.url or _made_key(item)
        if not (item.url or item.title or item.summary or item.content):
            silent += 1
            continue
        if key in kept:
            if _same(kept[key], item):
                twice += 1
                continue
            key = next(
                k
                for n in range(2, 5_000)
                if (k := f"{key}#{item.url or n}"[:1_200] + ("" if n == 2 else f"~{n}")) not in kept
            )
        notes = _notes(item, now)
        odd += bool(notes)
        kept[key] = replace(item, key=key, notes=notes)
    problems = []
    if twice:
        problems.append(told(twice, "item stood there twice", "items stood there twice"))
    if silent:
        problems.append(told(silent, "item says nothing and was left out", "items say nothing and were left out"))
    if odd:
        problems.append(f"{told(odd, 'item has a date', 'items have dates')} that cannot be true or cannot be read")
    return tuple(kept.values()), problems


def _made_key(item: FeedItem) -> str:
    """A key for an item that has neither id nor address: it stays while headline, date and the start of the text do."""
    words = "\n".join((item.title or "", item.date_given or "", (item.summary or item.content or "")[:500]))
    return "made:" + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:24]


def _same(one: FeedItem, other: FeedItem) -> bool:
    return one.url == other.url and one.title == other.title


def _notes(item: FeedItem, now: datetime) -> tuple[str, ...]:
    date = item.published or item.updated
    if date is None:
        return (f"the date {item.date_given!r} cannot be read",) if item.date_given else ()
    said = doubt(date, now)
    return (said,) if said else ()

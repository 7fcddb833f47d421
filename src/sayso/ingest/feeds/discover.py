"""The feeds that a page names."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from sayso.ingest.feeds.plain import address, line
from sayso.ingest.feeds.values import MAX_TITLE, MAX_URL

MAX_PAGE = 2_000_000  # characters that are looked at
MAX_FOUND = 50
# Where publishers put feeds that no page names, in the order in which they are worth a try.
COMMON_PATHS = (
    "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds", "/feed/", "/rss/", "/feed.json",
    "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap.xml", "/sitemap_index.xml",
)  # fmt: skip
_KINDS = {
    "application/rss+xml": "rss", "application/atom+xml": "atom", "application/feed+json": "json", "application/rdf+xml": "rdf",
    "application/xml": "rss", "text/xml": "rss", "application/rss": "rss", "application/atom": "atom", "application/json": "json",
}  # fmt: skip
_LINK = re.compile(r"<(link|a|base)\s([^<>]{1,4000})>", re.I)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]{1,20})\s{0,9}=\s{0,9}(?:\"([^\"]{0,4000})\"|'([^']{0,4000})'|([^\s\"'>]{1,4000}))")
_COMMENT = re.compile(r"<!--.*?-->|<script\b.*?</script", re.S | re.I)
_LIKE = re.compile(r"(?:^|[/._=?&-])(?:rss|atom|feeds?|rdf)(?:$|[/._?&=-])|\.(?:rss|atom|rdf)(?:$|\?)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that a page names: in its head, or else by a link that looks like one."""

    url: str
    kind: str
    title: str | None = None
    how: str = "named"  # named: the page says so; link: it looks like one


def discover(html: str, url: str) -> tuple[FoundFeed, ...]:
    """The feeds of a page, those in its head first; comments apart, feeds of its comment sections last."""
    page = _without_scripts(html[:MAX_PAGE])
    base = url
    found: dict[str, FoundFeed] = {}
    for m in _LINK.finditer(page):
        given = {a[1].lower(): entities.unescape(a[2] or a[3] or a[4] or "") for a in _ATTRIBUTE.finditer(m[2])}
        place = _resolved(given.get("href"), base)
        if place is None:
            continue
        tag = m[1].lower()
        if tag == "base":
            base = place
        elif (feed := _named(given, place) if tag == "link" else _linked(given, place)) and len(found) < 4 * MAX_FOUND:
            if place not in found or (found[place].how == "link" and feed.how == "named"):
                found[place] = feed
    ordered = sorted(found.values(), key=lambda f: (f.how != "named", "comment" in f"{f.url} {f.title}".lower()))
    return tuple(ordered[:MAX_FOUND])


def _named(given: dict[str, str], place: str) -> FoundFeed | None:
    kind = _KINDS.get(given.get("type", "").partition(";")[0].strip().lower())
    rel = given.get("rel", "").lower().split()
    if not ({"alternate", "feed"} & set(rel)) or (kind is None and "feed" not in rel):
        return None
    if kind == "json" and "feed" not in given.get("type", "") and not _LIKE.search(urlsplit(place).path):
        return None  # many pages name some other JSON there
    return FoundFeed(url=place, kind=kind or "rss", title=line(given.get("title"), MAX_TITLE))


def _linked(given: dict[str, str], place: str) -> FoundFeed | None:
    parts = urlsplit(place)
    if not _LIKE.search(f"{parts.path}?{parts.query}"):
        return None
    kind = "atom" if "atom" in parts.path.lower() else "json" if parts.path.lower().endswith(".json") else "rss"
    return FoundFeed(url=place, kind=kind, title=line(given.get("title"), MAX_TITLE), how="link")


def _resolved(text: str | None, base: str) -> str | None:
    text = text.strip() if text else None
    if text and text.lower().startswith("feed:"):
        text = text[5:] if text[5:].lower().startswith("http") else "https:" + text[5:]
    place = address(text, MAX_URL)
    try:
        place = urljoin(base, place) if place else None
    except ValueError:
        return None
    return place.partition("#")[0] if place and place.lower().startswith(("http://", "https://")) else None


def _without_scripts(page: str) -> str:
    """The page without comments and scripts, in linear time: what never ends is left."""
    low = page.lower() if len(page.lower()) == len(page) else page
    for opening, closing in (("<!--", "-->"), ("<script", "</script")):
        kept: list[tuple[int, int]] = []
        at = 0
        while (start := low.find(opening, at)) >= 0 and (end := low.find(closing, start)) >= 0:
            kept.append((at, start))
            at = end + len(closing)
        kept.append((at, len(page)))
        page, low = "".join(page[a:b] for a, b in kept), "".join(low[a:b] for a, b in kept)
    return page

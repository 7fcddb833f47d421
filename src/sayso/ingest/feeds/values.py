"""What a feed says: itself and its items."""

from __future__ import annotations

from dataclasses import dataclass

MAX_ITEMS = 2_000
MAX_TITLE = 1_000
MAX_SUMMARY = 20_000
MAX_CONTENT = 200_000
MAX_URL = 4_000
MAX_KEY = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item. Texts are plain: markup is taken out, paragraphs stand apart by blank lines."""

    key: str  # guid or id; else the address; else title and date
    url: str | None = None
    title: str | None = None
    summary: str | None = None
    content: str | None = None  # the full text, where the feed carries it
    published: str | None = None  # ISO 8601 with its zone, or a day alone
    updated: str | None = None
    date_given: str | None = None  # as it stood there
    author: str | None = None
    language: str | None = None
    outlet: str | None = None  # the publisher, where the feed gathers items of others (the `source` element)
    outlet_url: str | None = None
    canonical: str | None = None  # the publisher's own address, where `url` leads through a counter
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed. `problems` tells in words what was odd and what was left out."""

    kind: str  # rss, rdf, atom, json, sitemap, sitemap-index
    url: str
    title: str | None = None
    site: str | None = None
    language: str | None = None
    items: tuple[FeedItem, ...] = ()
    ttl: float | None = None  # seconds for which the feed may be kept, by its own word
    update_period: float | None = None  # seconds between two changes, by its own word
    skip_hours: tuple[int, ...] = ()  # hours of the day in UTC at which it does not change
    skip_days: tuple[str, ...] = ()
    hub: str | None = None  # WebSub
    next_url: str | None = None  # older items
    encoding: str | None = None
    how: str = "tree"  # repaired, recovered, feedparser: how far the reader had to go
    sitemaps: tuple[str, ...] = ()  # of a sitemap index, the newest first
    problems: tuple[str, ...] = ()

    @property
    def hint(self) -> float | None:
        """Seconds between two polls that the publisher wishes."""
        return max(filter(None, (self.ttl, self.update_period)), default=None)


def told(number: int, one: str, many: str) -> str:
    """`1 item stood there`, `2 items stood there`."""
    return f"1 {one}" if number == 1 else f"{number:,} {many}"

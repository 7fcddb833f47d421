"""Feeds of every dialect -> items, with the guard that comes before any parser."""

from sayso.ingest.feeds.discover import COMMON_PATHS, FoundFeed, discover
from sayso.ingest.feeds.opml import Outline, read_opml, write_opml
from sayso.ingest.feeds.read import read_feed
from sayso.ingest.feeds.values import Feed, FeedItem

__all__ = [
    "COMMON_PATHS",
    "Feed",
    "FeedItem",
    "FoundFeed",
    "Outline",
    "discover",
    "read_feed",
    "read_opml",
    "write_opml",
]

"""How the feeds of a store are, in words, for whoever watches them."""

from __future__ import annotations

from sayso.desk.coverage import coverage, watcher
from sayso.desk.feeds import COLUMNS, feed_rows, gaps, items, polls, queue, queued, volume

__all__ = ["COLUMNS", "coverage", "feeds", "gaps", "items", "polls", "queue", "queued", "volume", "watcher"]

feeds = feed_rows

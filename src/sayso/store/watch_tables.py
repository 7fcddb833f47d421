"""Tables of watching: feeds, what they gave, what waits to be fetched, and when nobody looked."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, Table

from sayso.store.tables import _flag, _must, _number, _of, _words, metadata

feeds = Table(
    "feeds",
    metadata,
    _must("id", primary_key=True),  # of the address that it was added under: an address that moves keeps its feed
    _must("url", unique=True),
    _words("site"),
    _words("title"),
    _words("country"),
    _words("language"),
    _words("note"),
    _words("kind"),  # rss, atom, json, sitemap
    _flag("allow_private"),
    _must("state"),  # active, paused
    _words("paused_why"),
    _must("added_at"),
    _must("next_due", index=True),
    Column("interval_seconds", Float(53), nullable=False),  # between polls while all is well
    Column("hint_seconds", Float(53)),  # what the publisher asks for
    _words("etag"),
    _words("modified"),
    _words("body_hash"),
    _words("polled_at"),
    _words("success_at"),
    _words("new_at"),
    _words("item_at"),  # the time of the newest item
    _number("items_held"),  # how many the feed had when it was last read
    Column("per_day", Float(53)),  # items, over the last two weeks; None where these are too few to tell
    Column("longest_seconds", Float(53)),  # the longest pause between two of them
    _number("polls"),
    _number("unchanged"),  # answered with 304 Not Modified
    _number("failures"),  # in a row
    _words("failing_since"),
    _words("code"),
    _words("message"),
    _words("moved_from"),
    Column("shifting", Boolean, nullable=False),  # its items have new ids on each poll
)

feed_polls = Table(
    "feed_polls",
    metadata,
    _of("feed_id", "feeds.id", primary_key=True),
    _must("at", primary_key=True),
    _must("outcome"),  # new, same, not-modified, failed
    _number("items"),
    _number("fresh"),
    Column("milliseconds", Integer, nullable=False),
    _words("code"),
    _words("message"),
    Index("ix_feed_polls_at", "at"),
)

# One row for each item that a feed gave. `state` says how far its article is.
feed_items = Table(
    "feed_items",
    metadata,
    _of("feed_id", "feeds.id", primary_key=True),
    _must("key", primary_key=True),
    _words("url"),
    _words("page", index=True),  # the address without what only tracks readers: one page is fetched once
    _must("digest"),  # of title and text, to know an item again whose id and address change
    _words("title"),
    _words("published_at"),
    _must("at"),  # published_at where that can be true, else seen_at: what rates are counted by
    _must("seen_at"),
    _must("state"),  # waiting, coded, duplicate, no-event, quarantined, known, elsewhere, older
    _words("how"),  # page; feed-text where the text of the feed was coded in place of the page
    _words("message"),
    _words("input_id"),
    _words("done_at"),
    Index("ix_feed_items_at", "feed_id", "at"),
    Index("ix_feed_items_digest", "feed_id", "digest"),
    Index("ix_feed_items_state", "feed_id", "state"),
)

feed_queue = Table(
    "feed_queue",
    metadata,
    _must("page", primary_key=True),
    _must("url"),
    _of("feed_id", "feeds.id", index=True),
    _must("key"),
    _words("title"),
    _words("published_at"),
    _words("byline"),
    _words("text"),  # where the feed carries the whole of it
    _flag("allow_private"),
    _must("queued_at", index=True),
    _must("next_try"),
    _number("attempts"),
    _words("code"),
    _words("message"),
)

# Times in which something may have been missed.
watch_gaps = Table(
    "watch_gaps",
    metadata,
    _must("id", primary_key=True),
    _words("feed_id", index=True),  # None: nobody watched at all
    _must("kind"),  # down, window
    _must("from_at"),
    _must("to_at", index=True),
    _must("message"),
)

robots = Table(
    "robots",
    metadata,
    _must("site", primary_key=True),  # scheme, host and port
    _must("fetched_at"),
    _must("until"),
    Column("status", Integer),
    _words("body"),
    _words("message"),
)

# The one row tells who watches now, or watched last.
watchers = Table(
    "watchers",
    metadata,
    _must("id", primary_key=True),
    _must("host"),
    _number("pid"),
    _must("started_at"),
    _must("beat_at"),
    _words("ended_at"),
    _words("run_id"),
)

WATCHING = (feeds, feed_polls, feed_items, feed_queue, watch_gaps, robots, watchers)

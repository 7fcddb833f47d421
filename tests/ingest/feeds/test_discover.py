"""The feeds that a page names."""

from __future__ import annotations

import time

import pytest

from sayso.ingest.feeds import COMMON_PATHS, FoundFeed, discover

URL = "https://news.example/world/"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<link rel="alternate" type="application/rss+xml" title="All &amp; more" href="/rss?a=1&amp;b=2">',
            [FoundFeed(url="https://news.example/rss?a=1&b=2", kind="rss", title="All & more")],
        ),
        ("<LINK HREF=atom.xml TYPE='application/atom+xml' REL=ALTERNATE>", [FoundFeed(url=URL + "atom.xml", kind="atom")]),
        (
            '<base href="https://cdn.example/x/"><link rel="alternate" type="application/feed+json" href="f.json">',
            [FoundFeed(url="https://cdn.example/x/f.json", kind="json")],
        ),
        ('<link rel="alternate feed" href="/f">', [FoundFeed(url="https://news.example/f", kind="rss")]),
        ('<link rel="alternate" hreflang="fr" href="/fr">', []),
        ('<link rel="alternate" type="application/json" href="/wp-json/posts/1">', []),  # another JSON
        ('<link rel="stylesheet" type="text/css" href="/feed.css">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', []),
        ('<link rel="alternate" type="application/rss+xml" href="http://[bad/">', []),
        ('<a href="/feeds/world.rss" title="World">RSS</a>', [FoundFeed(url="https://news.example/feeds/world.rss", kind="rss", title="World", how="link")]),
        ('<a href="feed://news.example/feed">x</a>', [FoundFeed(url="https://news.example/feed", kind="rss", how="link")]),
        ('<a href="/about/press">press</a>', []),
        ('<!-- <link rel="alternate" type="application/rss+xml" href="/old"> -->', []),
        ('<script>var x = \'<link rel="alternate" type="application/rss+xml" href="/js">\'</script>', []),
    ],
)  # fmt: skip
def test_feeds_of_a_page(html: str, expected: list[FoundFeed]) -> None:
    assert list(discover(f"<html><head>{html}</head></html>", URL)) == expected


def test_the_feed_of_the_news_comes_before_that_of_the_comments() -> None:
    found = discover(
        "<a href='/x.rss'>x</a><link rel=alternate type=application/rss+xml title='Comments on this' href=/comments/feed>"
        "<link rel=alternate type=application/rss+xml href=/feed><a href='/feed'>again</a>",
        URL,
    )
    assert [f.url.removeprefix("https://news.example") for f in found] == ["/feed", "/comments/feed", "/x.rss"]


def test_common_paths_are_paths() -> None:
    assert all(path.startswith("/") for path in COMMON_PATHS)
    assert len(set(COMMON_PATHS)) == len(COMMON_PATHS)


@pytest.mark.parametrize("piece", ["<link ", "<!--", "<script", "<a href='", '<a href="/rss" x=', "<a b=c d=e "])
def test_time_on_hostile_pages(piece: str) -> None:
    started = time.perf_counter()
    discover(piece * (400_000 // len(piece)), URL)
    assert time.perf_counter() - started < 3

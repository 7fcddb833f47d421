"""What servers say about asking again, and where redirects lead."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx2
import pytest

from sayso.errors import InputError
from sayso.ingest.answers import Head, Hops, Limits, Meter, max_age, retry_after

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("90", 90.0),
        (" 0 ", 0.0),
        ("Mon, 02 Mar 2026 12:02:00 GMT", 120.0),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0.0),  # a time that is over
        ("Monday, 02-Mar-26 12:02:00 GMT", 120.0),  # RFC 850
        ("99999999999", 604_800.0),  # no more than a week
        ("9" * 5_000, 604_800.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("²", None),  # a digit to Python, none to HTTP
    ],
)
def test_retry_after(given: str | None, seconds: float | None) -> None:
    assert retry_after(given, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "public, max-age=300"}, 300.0),
        ({"cache-control": 'MAX-AGE="60"'}, 60.0),
        ({"cache-control": "max-age=300", "age": "100"}, 200.0),  # it lay in a cache
        ({"cache-control": "max-age=300", "age": "400"}, None),
        ({"cache-control": "no-cache, max-age=300"}, None),
        ({"cache-control": "max-age=soon"}, None),
        ({"cache-control": "max-age=" + "9" * 400}, 2_592_000.0),
        ({}, None),
    ],
)
def test_max_age(headers: dict[str, str], seconds: float | None) -> None:
    assert max_age(httpx2.Headers(headers)) == seconds


def way(*steps: tuple[int, str], start: str = "https://news.example/feed") -> Hops:
    hops = Hops(start, Limits())
    for status, place in steps:
        hops.follow(httpx2.Response(status, headers={"location": place}))
    return hops


@pytest.mark.parametrize(
    ("steps", "url", "moved"),
    [
        (((301, "/rss"),), "https://news.example/rss", "https://news.example/rss"),
        (((308, "/a"), (301, "/b")), "https://news.example/b", "https://news.example/b"),
        (((302, "/rss"),), "https://news.example/rss", None),
        (((301, "/a"), (302, "/b")), "https://news.example/b", "https://news.example/a"),  # only the first step lasts
        (((302, "/a"), (301, "/b")), "https://news.example/b", None),
        (((301, "http://news.example/feed"),), "http://news.example/feed", None),  # encryption is not given up for good
        (((304, "/x"),), "https://news.example/feed", None),
        (((301, ""),), "https://news.example/feed", None),
    ],
)
def test_where_redirects_lead(steps: tuple[tuple[int, str], ...], url: str, moved: str | None) -> None:
    hops = way(*steps)
    assert (hops.url, hops.moved_to) == (url, moved)


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        (((302, "/a"), (302, "/feed")), "too_many_redirects"),
        (((302, "/feed#top"),), "too_many_redirects"),  # a fragment makes no other address
        (tuple((302, f"/{n}") for n in range(6)), "too_many_redirects"),
        (((302, "file:///etc/hostname"),), "unsupported_scheme"),
        (((302, "javascript:alert(1)"),), "unsupported_scheme"),
    ],
)
def test_ways_that_are_refused(steps: tuple[tuple[int, str], ...], code: str) -> None:
    with pytest.raises(InputError) as caught:
        way(*steps)
    assert caught.value.code == code
    assert way(*((302, f"/{n}") for n in range(5))).url.endswith("/4")


def test_a_header_is_counted_without_the_body_behind_it() -> None:
    head = Head(100)
    head.add(b"HTTP/1.1 200 OK\r\nx: y\r\n\r")
    head.add(b"\n" + b"b" * 10_000)  # the end stands across two pieces
    head.add(b"b" * 10_000)
    head.again()
    with pytest.raises(InputError) as caught:
        head.add(b"x" * 101)
    assert caught.value.code == "header_too_large"


def test_a_body_may_grow_up_to_the_ratio() -> None:
    limits = Limits(ratio=10, ratio_from=1_000, body=100_000)
    Meter("u", limits).add(b"x" * 10_000, 1_000)
    Meter("u", limits).add(b"x" * 1_000, 1)  # small ones may grow as they like
    for piece, received, code in (
        (b"x" * 10_001, 1_000, "decompression_limit"),
        (b"x" * 100_001, 100_001, "too_large"),
    ):
        with pytest.raises(InputError) as caught:
            Meter("u", limits).add(piece, received)
        assert caught.value.code == code

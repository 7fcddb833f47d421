"""Damaged feeds: never an exception but `InputError`, and never silently nothing where items are there."""

from __future__ import annotations

import contextlib
import re
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.ingest.feeds import Feed, discover, read_feed, read_opml
from tests.servers import FeedServer, _write_atom, _write_json, _write_rss, _write_sitemap

URL = "https://news.example/feed"
CODES = {
    "empty", "not_a_feed", "truncated", "unreadable_feed", "xml_forbidden_entity", "complexity_limit", "too_large",
    "decompression_limit",
}  # fmt: skip
_COMPLETE = re.compile(r"<(item|entry|url)>.*?<(?:news:)?title>\s*[A-Za-z].*?</\1>", re.S)


def feeds() -> dict[str, bytes]:
    server = FeedServer()  # never started: only the writers of its feeds are used
    made = {}
    for kind, write in (("rss", _write_rss), ("atom", _write_atom), ("json", _write_json), ("sitemap", _write_sitemap)):
        feed = server.feed(kind, format=kind)
        for n in range(6):
            feed.add(
                f"Headline {n} – “quoted” & more", ["The talks in Exampletown ended on Monday.", "A spokesman said so."]
            )
        made[kind] = write(feed, feed.items).encode()
    return made


FEEDS = feeds()
TOKENS = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<!DOCTYPE x>", b"<!ENTITY e 'x'>", b"\x00", b"\xff\xfe", b"\x1f\x8b",
    b"<item>", b"</item>", b"</channel>", b"<entry", b'"', b"'", b"{", b"}", b"\\u", b"&#xD800;", b"&nbsp;", b"<html>", b"\xf0\x9f",
)  # fmt: skip

_STEP = st.one_of(
    st.tuples(st.just("flip"), st.floats(0, 1), st.integers(0, 255)),
    st.tuples(st.just("cut"), st.floats(0, 1), st.integers(1, 400)),
    st.tuples(st.just("end"), st.floats(0.02, 1), st.just(0)),
    st.tuples(st.just("put"), st.floats(0, 1), st.integers(0, len(TOKENS) - 1)),
    st.tuples(st.just("again"), st.floats(0, 1), st.integers(1, 300)),
)


def damaged(body: bytes, steps: list[tuple[str, float, int]]) -> bytes:
    for how, where, what in steps:
        at = int(where * max(0, len(body) - 1))
        if how == "flip" and body:
            body = body[:at] + bytes((what,)) + body[at + 1 :]
        elif how == "cut":
            body = body[:at] + body[at + what :]
        elif how == "end":
            body = body[:at]
        elif how == "put":
            body = body[:at] + TOKENS[what] + body[at:]
        elif how == "again":
            body = body[:at] + body[at : at + what] + body[at:]
    return body


def read(body: bytes) -> Feed | InputError:
    try:
        return read_feed(body, url=URL)
    except InputError as error:
        return error


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FEEDS)), st.lists(_STEP, min_size=1, max_size=6))
def test_damage(kind: str, steps: list[tuple[str, float, int]]) -> None:
    body = damaged(FEEDS[kind], steps)
    started = time.perf_counter()
    found = read(body)
    assert time.perf_counter() - started < 3
    if isinstance(found, Feed):
        assert found.items or found.sitemaps or not _COMPLETE.search(body.decode("utf-8", "replace"))
        assert len({item.key for item in found.items}) == len(found.items)
        assert all(item.key for item in found.items)
        lost = 6 - len(found.items)
        assert lost <= 0 or found.problems or found.how == "tree"
    else:
        assert found.code in CODES
        assert found.message


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(("rss", "atom", "sitemap")), st.floats(0.3, 0.999))
def test_a_feed_that_breaks_off_anywhere_gives_all_that_is_complete(kind: str, where: float) -> None:
    body = FEEDS[kind][: int(where * len(FEEDS[kind]))]
    complete = len(re.findall(rb"</(?:item|entry|url)>", body))
    found = read(body)
    if isinstance(found, InputError):
        assert (found.code, complete) == ("truncated", 0)
    else:
        assert len(found.items) == complete


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(body: bytes) -> None:
    for head in (
        b"",
        b"<rss><channel><item>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'>",
        b'{"items":[{"id":',
        b"\x1f\x8b",
    ):
        read(head + body)
    discover(body.decode("latin-1"), URL)
    with contextlib.suppress(InputError):
        read_opml(b"<opml><body>" + body)


def test_the_check_can_fail() -> None:
    """What the tests above look for is there in the whole feeds."""
    for kind, body in FEEDS.items():
        found = read(body)
        assert isinstance(found, Feed)
        assert len(found.items) == 6
        assert kind == "json" or _COMPLETE.search(body.decode())

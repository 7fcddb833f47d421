"""Lists of feeds, in and out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.ingest.feeds import Outline, read_opml, write_opml

LIST = """<?xml version="1.0" encoding="UTF-8"?><opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Africa"><outline text="North" title="North Africa">
<outline type="rss" text="Example &amp; News" xmlUrl="https://news.example/rss" htmlUrl="https://news.example/" language="en"/>
</outline><outline text="Wire" xmlurl="https://wire.example/feed" description="agency"/></outline>
<outline text="https://loose.example/f" xmlUrl="https://loose.example/f"/>
<outline text="Twice" xmlUrl="https://news.example/rss"/><outline text="A link" type="link" url="https://x.example/"/>
</body></opml>"""


def test_a_list_with_folders() -> None:
    assert read_opml(LIST.encode()) == (
        Outline(
            url="https://news.example/rss", title="Example & News", site="https://news.example/", kind="rss", language="en",
            labels=("Africa", "North Africa"),
        ),
        Outline(url="https://wire.example/feed", title="Wire", note="agency", labels=("Africa",)),
        Outline(url="https://loose.example/f"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b"<opml><body><outline text='x'/></body></opml>", "empty"),
        (b"<rss/>", "not_opml"),
        (b"words", "not_opml"),
        (b"<!DOCTYPE o [<!ENTITY e 'x'>]><opml/>", "xml_forbidden_entity"),
    ],
)
def test_no_lists(body: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_opml(body)
    assert caught.value.code == code


def test_a_broken_list_is_read() -> None:
    broken = LIST.replace("&amp;", "&").replace("</body></opml>", "")
    assert [o.url for o in read_opml(broken.encode())] == [o.url for o in read_opml(LIST.encode())]


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zs", "Zl", "Zp", "Cf")), min_size=1, max_size=20).filter(
    lambda t: "<" not in t and "&" not in t
)  # fmt: skip
_OUTLINE = st.builds(
    Outline,
    url=st.integers(0, 10**9).map(lambda n: f"https://news.example/{n}?a=1&b=2"),
    title=st.none() | _TEXT,
    site=st.none() | st.just("https://news.example/"),
    kind=st.sampled_from(("rss", "atom", "json", "sitemap")),
    language=st.none() | st.just("ar"),
    country=st.none() | st.just("DZA"),
    note=st.none() | _TEXT,
    labels=st.lists(st.sampled_from(("Africa", "North", "Müll & mehr", "x")), max_size=3).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_OUTLINE, min_size=1, max_size=12, unique_by=lambda o: o.url))
def test_out_and_in_again_is_the_same(feeds: list[Outline]) -> None:
    written = write_opml(feeds, title="Mine", created="Mon, 02 Mar 2026 06:00:00 GMT")
    assert list(read_opml(written)) == feeds
    assert write_opml(read_opml(written), title="Mine", created="Mon, 02 Mar 2026 06:00:00 GMT") == written

"""Feeds of every dialect, well and broken; texts are our own words."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest

from sayso.errors import InputError
from sayso.ingest.feeds import Feed, FeedItem, read_feed

URL = "https://news.example/feeds/all.xml"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def read(text: str | bytes, **options: object) -> Feed:
    body = text if isinstance(text, bytes) else text.encode()
    return read_feed(body, url=URL, now=NOW, **options)  # type: ignore[arg-type]


def rss(items: str, head: str = "", declaration: str = '<?xml version="1.0"?>') -> str:
    return f"{declaration}<rss version='2.0'><channel><title>Example News</title>{head}{items}</channel></rss>"


def only(feed: Feed) -> FeedItem:
    assert len(feed.items) == 1
    return feed.items[0]


def code_of(text: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(text)
    assert caught.value.message
    return caught.value.code


# ---------------------------------------------------------------------- dialects
def test_rss() -> None:
    feed = read(
        """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
        xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><channel>
        <title>Example  News</title><link>/</link><language>en-gb</language><ttl>30</ttl>
        <atom:link rel="self" href="https://news.example/feeds/all.xml"/><atom:link rel="hub" href="https://hub.example/"/>
        <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
        <skipHours><hour>0</hour><hour>23</hour><hour>x</hour></skipHours><skipDays><day>Sunday</day></skipDays>
        <item><media:title>Not this one</media:title><title>Minister &lt;b&gt;denies&lt;/b&gt; talks &amp;amp; leaves</title>
        <link> /2026/03/02/talks </link><guid isPermaLink="false">n-17</guid><dc:creator>Ann Example</dc:creator>
        <pubDate>Mon, 02 Mar 2026 08:15:00 +0200</pubDate><description><![CDATA[<p>One.</p><p>Two.</p>]]></description>
        <content:encoded><![CDATA[<p>The minister said on Monday: 5 < 6.</p><script>evil()</script><p>He left.</p>]]></content:encoded>
        <source url="https://wire.example/feed">Example Wire</source></item></channel></rss>"""
    )
    assert (feed.kind, feed.title, feed.site, feed.language) == (
        "rss",
        "Example News",
        "https://news.example/",
        "en-gb",
    )
    assert (feed.ttl, feed.update_period, feed.hint) == (1_800.0, 21_600.0, 21_600.0)
    assert (feed.skip_hours, feed.skip_days, feed.hub) == ((0, 23), ("Sunday",), "https://hub.example/")
    assert (feed.how, feed.problems) == ("tree", ())
    assert only(feed) == FeedItem(
        key="n-17",
        url="https://news.example/2026/03/02/talks",
        title="Minister denies talks & leaves",
        summary="One.\n\nTwo.",
        content="The minister said on Monday: 5 < 6.\n\nHe left.",
        published="2026-03-02T06:15:00Z",
        date_given="Mon, 02 Mar 2026 08:15:00 +0200",
        author="Ann Example",
        language="en-gb",
        outlet="Example Wire",
        outlet_url="https://wire.example/feed",
    )


def test_atom() -> None:
    feed = read(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://base.example/a/">
        <title type="html">Nouvelles &amp;amp; avis</title><link href="https://news.example/"/><link rel="hub" href="h"/>
        <entry xml:base="b/"><id>tag:news.example,2026:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Le
        <em>ministre</em> part</div></title><link rel="enclosure" href="x.mp3"/><link rel="alternate" type="application/pdf"
        href="x.pdf"/><link href="x.html"/><published>2026-03-01T23:30:00-01:00</published><updated>2026-03-02T10:00:00Z</updated>
        <author><name>Jean</name><email>j@news.example</email></author><content type="xhtml"><div
        xmlns="http://www.w3.org/1999/xhtml"><p>Un.</p><p>Deux.</p></div></content>
        <source><title>Agence Exemple</title><link href="https://agence.example/"/></source></entry></feed>"""
    )
    item = only(feed)
    assert (feed.kind, feed.title, feed.hub) == ("atom", "Nouvelles & avis", "https://base.example/a/h")
    assert (item.key, item.url, item.title) == (
        "tag:news.example,2026:1",
        "https://base.example/a/b/x.html",
        "Le ministre part",
    )
    assert (item.published, item.updated) == ("2026-03-02T00:30:00Z", "2026-03-02T10:00:00Z")
    assert (item.author, item.language, item.content) == ("Jean", "fr", "Un.\n\nDeux.")
    assert (item.outlet, item.outlet_url) == ("Agence Exemple", "https://agence.example/")


def test_rdf() -> None:
    feed = read(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>Old News</title>
        <link>https://news.example/</link></channel><item rdf:about="https://news.example/1"><title>One</title>
        <link>https://news.example/1</link><dc:date>2026-03-02</dc:date></item></rdf:RDF>"""
    )
    item = only(feed)
    assert (feed.kind, feed.title, item.key, item.url, item.published) == (
        "rdf", "Old News", "https://news.example/1", "https://news.example/1", "2026-03-02",
    )  # fmt: skip


def test_json_feed() -> None:
    feed = read(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1", "title": "Example", "home_page_url": "/", "language": "en",
                "hubs": [{"type": "WebSub", "url": "https://hub.example/"}], "next_url": "/feed?page=2",
                "items": [
                    {
                        "id": 17, "url": "/17", "external_url": "https://wire.example/17", "title": "T",
                        "content_html": "<p>A.</p><p>B.</p>", "date_published": "2026-03-02T06:00:00+01:00",
                        "authors": [{"name": "Ann"}, {"name": "Bob"}],
                    },
                    {"id": "18", "content_text": "5 < 6 & <b> is no mark here"}, "nonsense", {"tags": ["x"]},
                ],
            }
        )
    )  # fmt: skip
    item, plain = feed.items
    assert plain.content == "5 < 6 & <b> is no mark here"
    assert (feed.kind, feed.site, feed.hub, feed.next_url) == (
        "json", "https://news.example/", "https://hub.example/", "https://news.example/feed?page=2",
    )  # fmt: skip
    assert (item.key, item.url, item.canonical) == ("17", "https://news.example/17", "https://wire.example/17")
    assert (item.content, item.published, item.author) == ("A.\n\nB.", "2026-03-02T05:00:00Z", "Ann, Bob")
    assert feed.problems == ("2 items say nothing and were left out",)


def test_news_sitemap_newest_first_and_packed() -> None:
    entry = (
        "<url><loc>https://news.example/{n}</loc><news:news><news:publication><news:name>Example News</news:name>"
        "<news:language>en</news:language></news:publication><news:publication_date>2026-03-0{n}</news:publication_date>"
        "<news:title>Title {n}</news:title></news:news></url>"
    )
    text = (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        + "".join(entry.format(n=n) for n in (1, 3, 2))
        + "<url><loc>relative/is/not/allowed</loc></url></urlset>"
    )
    feed = read(gzip.compress(text.encode()))
    assert (feed.kind, feed.title, feed.language) == ("sitemap", "Example News", "en")
    assert [(i.key, i.title, i.published, i.outlet) for i in feed.items] == [
        (f"https://news.example/{n}", f"Title {n}", f"2026-03-0{n}", "Example News") for n in (3, 2, 1)
    ]


def test_sitemap_index() -> None:
    feed = read(
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://news.example/old.xml</loc>'
        "<lastmod>2025-01-01</lastmod></sitemap><sitemap><loc>https://news.example/new.xml</loc><lastmod>2026-03-01</lastmod>"
        "</sitemap></sitemapindex>"
    )
    assert (feed.kind, feed.items) == ("sitemap-index", ())
    assert feed.sitemaps == ("https://news.example/new.xml", "https://news.example/old.xml")


@pytest.mark.parametrize(
    ("item", "key", "url"),
    [
        ("<guid>https://news.example/1</guid>", "https://news.example/1", "https://news.example/1"),
        ("<guid isPermaLink='false'>https://news.example/1</guid>", "https://news.example/1", None),
        ("<guid>17</guid><link/>", "17", None),
        ("<link>/a b</link>", "https://news.example/ab", "https://news.example/ab"),
        ("<link>javascript:alert(1)</link><guid>1</guid>", "1", None),
        ("<link>/a</link><feedburner:origLink>https://o.example/a</feedburner:origLink>", "https://news.example/a", "https://news.example/a"),
        ("<link>http://[bad/</link><guid>1</guid>", "1", None),
        ("<LINK>/upper</LINK><GUID>u</GUID>", "u", "https://news.example/upper"),
    ],
)  # fmt: skip
def test_keys_and_addresses(item: str, key: str, url: str | None) -> None:
    found = only(read(rss(f"<item><title>T</title>{item}</item>")))
    assert (found.key, found.url) == (key, url)


def test_an_item_without_id_and_address_keeps_its_key() -> None:
    one, other = (only(read(rss(f"<item><description>{text}</description></item>"))) for text in ("Words.", "Others."))
    assert one.key.startswith("made:")
    assert one.key != other.key
    assert one.key == only(read(rss("<item><description>Words.</description></item>"))).key


def test_the_same_item_twice_counts_once_and_other_items_with_its_id_stay() -> None:
    items = "<item><guid isPermaLink='false'>1</guid><title>A</title></item>" * 2
    items += "<item><guid isPermaLink='false'>1</guid><title>B</title></item>"
    feed = read(rss(items))
    assert [i.title for i in feed.items] == ["A", "B"]
    assert len({i.key for i in feed.items}) == 2
    assert feed.problems == ("1 item stood there twice",)


def test_limits() -> None:
    feed = read(rss("".join(f"<item><guid>{n}</guid><title>{'x' * 3_000}</title></item>" for n in range(1_500))))
    assert max(len(i.title or "") for i in feed.items) == 1_000
    feed = read(rss("".join(f"<item><guid>{n}</guid><title>T</title></item>" for n in range(2_500))))
    assert len(feed.items) == 2_000
    assert feed.problems == ("2,500 items stood there; the first 2,000 were taken",)


# ---------------------------------------------------------------------- dates
@pytest.mark.parametrize(
    ("date", "published", "notes"),
    [
        ("Mon, 02 Mar 2026 06:00:00 GMT", "2026-03-02T06:00:00Z", ()),
        ("Mon, 02 Mar 2027 06:00:00 GMT", "2027-03-02T06:00:00Z", ("the date 2027-03-02T06:00:00Z lies in the future",)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z", ("the date 1970-01-01T00:00:00Z is older than feeds are",)),
        ("yesterday", None, ("the date 'yesterday' cannot be read",)),
        ("", None, ()),
    ],
)  # fmt: skip
def test_odd_dates_are_kept_and_told(date: str, published: str | None, notes: tuple[str, ...]) -> None:
    item = only(read(rss(f"<item><guid>1</guid><title>T</title><pubDate>{date}</pubDate></item>")))
    assert (item.published, item.notes, item.date_given) == (published, notes, date or None)


# ---------------------------------------------------------------------- encodings
WORDS = "Café „Überläufer” Šef – “ja”"


@pytest.mark.parametrize(
    ("encode", "declared", "charset"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8", "iso-8859-1", None),  # a wrong label
        ("utf-8-sig", "utf-8", "iso-8859-1"),
        ("cp1252", "utf-8", "utf-8"),  # says UTF-8 and is not
        ("cp1252", "iso-8859-1", None),
        ("cp1252", "", None),
        ("cp1250", "windows-1250", None),
        ("utf-16", "utf-16", None),
        ("utf-16-le", "utf-16", None),
        ("utf-16-be", "", None),
        ("utf-32", "utf-32", None),
        ("utf-8", "no-such-thing", "nor-this"),
    ],
)
def test_encodings(encode: str, declared: str, charset: str | None) -> None:
    words = WORDS if encode != "cp1252" else WORDS.replace("Šef", "Šef")
    label = f' encoding="{declared}"' if declared else ""
    text = rss(f"<item><guid>1</guid><title>{words}</title></item>", declaration=f'<?xml version="1.0"{label}?>')
    feed = read(text.encode(encode), charset=charset)
    assert only(feed).title == words
    assert feed.encoding


def test_encodings_that_look_like_ascii() -> None:
    for name, words in (
        ("iso-2022-jp", "会談は終わった"),
        ("shift_jis", "会談は終わった"),
        ("koi8-r", "Переговоры закончены"),
    ):
        text = rss(
            f"<item><guid>1</guid><title>{words}</title></item>", declaration=f'<?xml version="1.0" encoding="{name}"?>'
        )
        assert only(read(text.encode(name))).title == words


def test_controls_nulls_and_half_characters() -> None:
    text = rss("<item><guid>1</guid><title>A\x00B\x0bC&#0;D&#xD800;E&#x1F600;\x1bF</title></item>")
    assert only(read(text)).title == "AB C D E😀 F"


# ---------------------------------------------------------------------- broken ones
@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (rss("<item><title>Talks & more &nbsp;&eacute;nd</title></item>"), ["Talks & more énd"]),
        (rss("<item><title>5 < 6 and 7 &gt; 6</title></item>"), ["5 < 6 and 7 > 6"]),
        (rss("<item><title>A</title><description><b>bold</description></item><item><title>B</title></item>"), ["A", "B"]),
        (rss("<item><title>A</title><x:y>z</x:y></item>"), ["A"]),  # a prefix that nobody declared
        ("Warning: something in line 3\n<br/>\n" + rss("<item><title>A</title></item>"), ["A"]),
        ("\n\n \ufeff" + rss("<item><title>A</title></item>"), ["A"]),
        ("<!-- <html> -->" + rss("<item><title>A</title></item>"), ["A"]),
        (rss("<item><title>A</title></item>") + "<!-- cached --><script>x</script>", ["A"]),
        (rss("<item><title>A</title></item>").replace("</channel>", ""), ["A"]),
        ("<!DOCTYPE rss PUBLIC '-//N//DTD RSS 0.91//EN' 'http://dtd.example/rss.dtd'>" + rss("<item><title>A</title></item>"), ["A"]),
        ('<rss version="2.0"><item><title>A</title></item></rss>', ["A"]),  # no channel
    ],
)  # fmt: skip
def test_broken_feeds_are_read(text: str, titles: list[str]) -> None:
    feed = read(text)
    assert [item.title for item in feed.items] == titles


def test_a_feed_that_breaks_off_gives_its_complete_items() -> None:
    whole = rss("".join(f"<item><guid>{n}</guid><title>Title {n}</title></item>" for n in range(5)))
    feed = read(whole[: whole.index("Title 3") + 3])
    assert [i.title for i in feed.items] == ["Title 0", "Title 1", "Title 2"]
    assert feed.problems[0] == "the feed breaks off"


def test_a_feed_without_items_is_one_where_it_is_whole() -> None:
    feed = read(rss(""))
    assert (feed.items, feed.problems) == ((), ("the feed holds no items",))


PAGE = "<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='/rss'></head><body><p>Hi</p></body></html>"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x00\x00", "empty"),
        (PAGE.encode(), "not_a_feed"),
        (b"just words", "not_a_feed"),
        (b'{"error": "no"}', "not_a_feed"),
        (b"[1, 2]", "not_a_feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"', "truncated"),
        (b"[" * 100_000, "complexity_limit"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_feed"),
        (b"<opml version='2.0'><body/></opml>", "not_a_feed"),
        (b"%PDF-1.7", "not_a_feed"),
        (b"PK\x03\x04rest", "not_a_feed"),
        (b"<rss><channel><title>A</ti", "truncated"),
        (b"<rss><channel><item><title>A</ti", "truncated"),
        (b"<rss><channel><item><x/></item></channel></rss>", "unreadable_feed"),
        (b"<rss>" + b"<a>" * 100_000, "truncated"),
        (b"<rss><channel><item>" + b"<a>" * 1_000 + b"</a>" * 1_000 + b"</item></channel></rss>", "unreadable_feed"),
        (b"x" * (5 * 1024 * 1024 + 1), "too_large"),
        (b"<rss>" + b"<a/>" * 700_000, "complexity_limit"),
        (gzip.compress(b"\0" * 10_000_000, mtime=0), "decompression_limit"),
        (gzip.compress(gzip.compress(b"<rss/>", mtime=0), mtime=0), "decompression_limit"),
        (gzip.compress(b"<rss/>", mtime=0)[:8] + b"\xff" * 20, "unreadable_feed"),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, code: str) -> None:
    assert code_of(body) == code


def test_a_page_names_the_feed_that_was_meant() -> None:
    with pytest.raises(InputError) as caught:
        read(PAGE)
    assert caught.value.value == "https://news.example/rss"
    assert "https://news.example/rss" in caught.value.message

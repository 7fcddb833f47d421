"""HTML pages, good and hostile: every one has a verdict within seconds."""

from __future__ import annotations

import time

import pytest

from sayso.errors import InputError
from sayso.ingest import guard
from sayso.ingest.articles import Given
from sayso.ingest.pages import article_from_html
from sayso.ingest.worker import PageWorker

SENTENCE = "The two sides met in Oslo on Monday and agreed to open the crossing before the end of the month. "
PAGE = f"""<!doctype html><html lang="en"><head><title>Talks end in a deal | Example News</title>
<meta property="og:site_name" content="Example News"><meta property="og:title" content="Talks end in a deal">
<meta property="article:published_time" content="2019-04-11T08:15:00Z"><meta name="author" content="Jane Doe"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Talks end in a deal</h1><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p></article>
<script>var x = "<div><div>";</script><footer><p>All rights reserved.</p></footer></body></html>"""


def test_a_page_with_all_that_it_says_of_itself() -> None:
    article = article_from_html(PAGE, given=Given(), url="https://www.news.example/a")
    assert article.problems == ()
    assert article.text.startswith("Talks end in a deal\n\nThe two sides met")
    assert article.text.count("Talks end in a deal") == 1
    assert (article.title, article.outlet, article.byline) == ("Talks end in a deal", "Example News", "Jane Doe")
    assert (article.published_at, article.media_type) == ("2019-04-11T08:15:00Z", "text/html")


def test_what_is_given_wins() -> None:
    given = Given(date="2019-05-01", outlet="Other", url="https://b.example/x")
    article = article_from_html(PAGE, given=given, url="https://www.news.example/a", outlet="Third", date="2001-01-01")
    assert (article.published_at, article.outlet, article.url) == ("2019-05-01", "Other", "https://b.example/x")


def test_the_outlet_falls_back_to_the_domain() -> None:
    page = f"<html><body><p>{SENTENCE}</p></body></html>"
    article = article_from_html(page, given=Given(), url="https://www.news.example/a")
    assert article.outlet == "news.example"
    assert SENTENCE.strip() in article.text


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<p " + " ".join(f"a{i}=1" for i in range(200_000)) + ">x</p>", "complexity_limit"),
        ("<p " + "a " * 200_000 + ">x</p>", "complexity_limit"),
        ("<div>" * 200_000 + "x" + "</div>" * 200_000, "complexity_limit"),
        ("<a x=it's>" + "<b>" * 300 + "x", "complexity_limit"),
        ("<div><span></div>" * 5 + "<i>" * 300 + "x", "complexity_limit"),
        ("<p>" + "x" * (5 * 1024 * 1024) + "</p>", "complexity_limit"),
        ("<html><body><script>draw()</script></body></html>", "empty"),
        ("", "empty"),
        ("\x00\x00", "empty"),
        ("<", "empty"),
    ],
    ids=["attributes", "bare attributes", "depth", "quote in value", "sloppy then deep", "size", "script", "nothing", "nul", "stub"],
)  # fmt: skip
def test_hostile_pages_have_a_verdict(html: str, code: str) -> None:
    start = time.monotonic()
    article = article_from_html(html, given=Given())
    assert [p.code for p in article.problems] == [code]
    assert article.text == ""
    assert time.monotonic() - start < 8  # six, and the start of a child


@pytest.mark.parametrize(
    "html",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><html><body><p>&b;</p></body></html>'
        + SENTENCE,
        "<p>" + "&amp;" * 300_000 + "</p>",
        "<table>" + "<tr><td>x" * 20_000 + "</table>",
        '<p title="' + "a b " * 300 + f'">{SENTENCE}</p>',
        "<p>" * 300 + SENTENCE,
        "<" * 100_000 + SENTENCE,
        "<!--" * 100_000 + SENTENCE,
        "<a '" * 50_000 + SENTENCE,
        "<a x='" * 50_001 + SENTENCE,
    ],
    ids=["entities", "references", "table", "long value", "open p", "angles", "comments", "quotes", "open values"],
)
def test_odd_pages_have_a_verdict_too(html: str) -> None:
    start = time.monotonic()
    article = article_from_html(html, given=Given())
    assert article.text or article.problems
    assert time.monotonic() - start < 8


def test_deep_and_wide_limits_leave_room_for_real_pages() -> None:
    assert guard.refusal("<div>" * 250 + "x") is None
    assert guard.refusal("<p " + " ".join(f"a{i}='x y > z'" for i in range(250)) + ">x") is None
    assert guard.refusal("<script>" + '"<div>"' * 1000 + "</script>") is None
    assert guard.refusal("<br>" * 1000 + "<li>" * 1000) is None


def test_a_child_that_hangs_is_killed_and_the_next_page_is_read() -> None:
    worker = PageWorker(wall=0.5)
    attributes = "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x</p>"
    with pytest.raises(InputError) as caught:
        worker.parse(attributes)
    assert caught.value.code == "complexity_limit"
    patient = PageWorker()
    assert SENTENCE.strip() in patient.parse(PAGE)["text"]
    first = patient._child
    assert first is not None
    first.kill()
    first.wait()
    assert SENTENCE.strip() in patient.parse(PAGE)["text"]
    patient.close()
    worker.close()


@pytest.mark.parametrize(
    ("told", "published"),
    [
        ('<meta property="article:published_time" content="2019-04-11T08:15:00+01:00">', "2019-04-11T08:15:00+01:00"),
        ('<meta content="2019-04-11T08:15Z" property="article:published_time">', "2019-04-11T08:15Z"),
        (
            '<script type="application/ld+json">{"datePublished": "2019-04-11T08:15:00Z"}</script>',
            "2019-04-11T08:15:00Z",
        ),
        ('<time itemprop="datePublished" datetime="2019-04-11T08:15:00Z">11 April</time>', "2019-04-11T08:15:00Z"),
        ('<meta property="article:published_time" content="2019-04-11">', "2019-04-11"),  # a day is all it says
    ],
)
def test_the_hour_of_publication_is_kept_where_the_page_tells_it(told: str, published: str) -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2019-04-11T08:15:00Z">', told)
    assert article_from_html(page, given=Given(), url="https://www.news.example/a").published_at == published

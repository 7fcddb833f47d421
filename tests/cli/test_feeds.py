"""`sayso feeds`: looking, adding, listing, pausing, lists in and out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.store import open_store
from sayso.watch import books
from tests.servers import FeedServer


@pytest.fixture(scope="module")
def server() -> Iterator[FeedServer]:
    with FeedServer() as made:
        feed = made.feed("alpha", host="")
        feed.add(
            "Talks resume in Exampletown",
            ["The minister of trade met union leaders in Paris on Monday, officials said."],
        )
        feed.add("Talks end", ["The talks ended on Tuesday."])
        made.put(
            "/",
            '<html><head><link rel="alternate" type="application/rss+xml" title="All" href="/feed/alpha"></head></html>',
        )
        made.put("/bare/", "<html><body>No feed is named here.</body></html>")
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def feeds(*args: str, store: Path | None = None, exit_code: int = 0, given: bytes | None = None) -> Result:
    more = ["--store", str(store)] if store else []
    result = CliRunner().invoke(main, ["feeds", *args, *more], input=given)
    assert result.exit_code == exit_code, result.output
    return result


def test_a_site_is_looked_at_and_its_feed_added(server: FeedServer, store: Path) -> None:
    said = feeds(
        "add", server.address("/"), "--allow-private", "--country", "Algeria", "--note", "state-owned", store=store
    )
    assert "added: alpha" in said.stdout
    assert "RSS with 2 items, the newest of 2026-03-02 06:02 UTC" in said.stdout
    assert "Talks resume in Exampletown" in said.stdout
    with open_store(store) as opened:
        (feed,) = books.list_feeds(opened)
    assert (feed.url, feed.country, feed.note) == (server.address("/feed/alpha"), "DZA", "state-owned")
    assert "known already" in feeds("add", server.address("/feed/alpha"), "--allow-private", store=store).stdout


def test_private_addresses_are_refused_until_they_are_allowed(server: FeedServer, store: Path) -> None:
    said = feeds("add", server.address("/"), store=store, exit_code=1)
    assert "not on the open internet; if it is yours, allow it with --allow-private" in said.stderr
    assert not store.exists()


def test_a_site_without_a_feed_says_what_to_do(server: FeedServer, store: Path) -> None:
    with FeedServer() as other:
        other.put("/", "<html><body>No feed is named here.</body></html>")
        said = feeds("add", other.address("/"), "--allow-private", store=store, exit_code=1)
    assert "no feed was found" in said.stderr
    assert "give its address" in said.stderr


def test_testing_adds_nothing_and_tells_all(server: FeedServer) -> None:
    told = json.loads(feeds("test", server.address("/feed/alpha"), "--allow-private").stdout)
    (feed,) = told["feeds"]
    assert told["schema"] == "sayso-feed-test/1"
    assert feed["kind"] == "rss"
    assert [item["title"] for item in feed["items"]] == ["Talks end", "Talks resume in Exampletown"]
    assert "allows its pages to be read" in feed["robots"]


def test_robots_are_told_before_one_adds(store: Path) -> None:
    with FeedServer() as strict:
        strict.feed("beta", host="").add("Talks end")
        strict.put("/robots.txt", "User-agent: *\nDisallow: /article/\n", media_type="text/plain")
        told = json.loads(feeds("test", strict.address("/feed/beta"), "--allow-private").stdout)
    assert "asks programs not to read its pages; and the feed has no whole texts" in told["feeds"][0]["robots"]


def test_lists_go_in_and_out(store: Path, tmp_path: Path) -> None:
    listed = (
        '<opml version="2.0"><body><outline text="Example"><outline text="Alpha News" type="rss" '
        'xmlUrl="https://alpha.example/rss" htmlUrl="https://alpha.example/" language="en"/></outline>'
        '<outline text="Beta" xmlUrl="https://beta.example/atom" country="Lebanon" description="who owns it"/>'
        '<outline text="Bad" xmlUrl="ftp://gamma.example/rss"/></body></opml>'
    )
    (tmp_path / "mine.opml").write_text(listed, encoding="utf-8")
    said = feeds("import", str(tmp_path / "mine.opml"), store=store, exit_code=1)
    assert "2 added, 0 known already" in said.stdout
    assert "only http and https" in said.stderr
    assert "0 added, 2 known" in feeds("import", "-", store=store, exit_code=1, given=listed.encode()).stdout
    out = feeds("export", store=store).stdout
    for words in ("https://alpha.example/rss", "https://beta.example/atom", 'country="LBN"', "who owns it"):
        assert words in out
    again = tmp_path / "again.db"
    assert "2 added" in feeds("import", "-", store=again, given=out.encode()).stdout
    with open_store(again) as one, open_store(store) as other:
        about = [[(f.url, f.title, f.country, f.note) for f in books.list_feeds(s)] for s in (one, other)]
    assert about[0] == about[1]


def test_feeds_are_paused_resumed_and_removed_by_any_name(store: Path) -> None:
    feeds("add", "https://alpha.example/rss", "--no-check", "--title", "Alpha News", store=store)
    feeds("add", "https://beta.example/rss", "--no-check", store=store)
    feeds("pause", "alpha news", "--why", "a paywall", store=store)
    rows = {row["url"]: row for row in csv.DictReader(io.StringIO(feeds("list", "--csv", store=store).stdout))}
    assert rows["https://alpha.example/rss"]["says"] == "paused: a paywall"
    assert rows["https://beta.example/rss"]["health"] == "new"
    feeds("resume", "https://alpha.example/rss", store=store)
    assert json.loads(feeds("list", "--json", store=store).stdout)[0]["state"] == "active"
    assert "removed" in feeds("remove", "beta", store=store).stdout
    assert [json.loads(line)["title"] for line in feeds("list", store=store).stdout.splitlines()] == ["Alpha News"]
    assert "no feed is called 'gamma'" in feeds("pause", "gamma", store=store, exit_code=1).stderr
    feeds("add", "https://alpha.example/atom", "--no-check", store=store)
    assert "may be https://alpha.example" in feeds("pause", "alpha.example", store=store, exit_code=1).stderr


def test_the_table_is_for_people(store: Path) -> None:
    assert "there is no store at" in feeds("list", store=store, exit_code=1).stderr
    feeds("add", "https://alpha.example/rss", "--no-check", "--title", "Alpha \x1b[31mNews", store=store)
    said = feeds("list", "--table", store=store).stdout
    assert "not asked yet" in said
    assert "\x1b" not in said

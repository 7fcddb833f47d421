"""Sources and Status: feeds by form, their health in words, outlets that borrow, and counts that add up."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.store import open_store
from sayso.watch import books
from sayso.watch.polled import Answer, Limits, Offered, keep_poll
from sayso.watch.schedule import Pace
from tests.desk.stores import fill
from tests.servers import FeedServer
from tests.web.clients import send, visitor

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


@pytest.fixture(scope="module")
def server() -> Iterator[FeedServer]:
    with FeedServer() as made:
        made.feed("alpha", host="").add("Talks resume")
        yield made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    from datetime import UTC, datetime

    made = tmp_path / "s.db"
    with fill(made) as store:
        feed, _ = books.add_feed(store, "https://news.example/rss", title=f"Example {EVIL}", note=EVIL)
        items = tuple(Offered(key=str(n), url=f"https://news.example/{n}", title=f"{EVIL} {n}") for n in range(3))
        limits = Limits(pace=Pace(), room=9, first=9)
        now = datetime.now(UTC)
        keep_poll(store, feed, Answer(outcome="read", items=items, kind="rss"), limits, now)
        other, _ = books.add_feed(store, "https://other.example/rss", title="Other")
        failed = Answer(outcome="failed", code="http_status", message="https://other.example/rss answers 503 Busy")
        keep_poll(store, other, failed, limits, now)
    return made


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient]:
    with visitor(path, allow_private=True) as client:
        yield client


def own(desk: TestClient, url: str) -> str:
    rows = desk.get("/sources.json").json()["feeds"]
    return next(row["id"].partition(":")[2] for row in rows if row["url"] == url)


@pytest.mark.parametrize(
    "page",
    [
        "/sources",
        "/sources?tab=outlets",
        "/sources?tab=roots",
        "/sources?health=failing",
        "/status",
        "/status?reason=empty",
    ],
)
def test_every_page_has_twins_and_shows_texts_as_texts(desk: TestClient, page: str) -> None:
    shown = desk.get(page)
    assert shown.status_code == 200
    assert "<script>alert" not in shown.text
    assert not re.search(r"<[^>]+\s(?:style|onerror|onclick)=", shown.text)
    bare, _, query = page.partition("?")
    assert desk.get(f"{bare}.json?{query}").json()
    assert next(csv.reader(io.StringIO(desk.get(f"{bare}.csv?{query}").text)))


def test_feeds_say_how_they_are(desk: TestClient) -> None:
    shown = desk.get("/sources").text
    assert "failing: it answers 503 Busy" in shown
    assert "2 feeds watched: 1 failing" in shown
    one = desk.get(f"/feed/{own(desk, 'https://news.example/rss')}")
    assert one.status_code == 200
    assert "waits to be fetched" in one.text
    assert "<script>alert" not in one.text
    assert desk.get("/feed/0000").status_code == 404


def test_a_feed_is_looked_at_and_then_added(desk: TestClient, server: FeedServer) -> None:
    look = send(desk, "/sources/look", {"url": server.address("/feed/alpha")}, page="/sources")
    assert look.status_code == 200
    assert "RSS with 1 item" in look.text
    assert "allows its pages to be read" in look.text
    added = send(
        desk,
        "/sources/add",
        {"url": server.address("/feed/alpha"), "title": "Alpha", "country": "Lebanon"},
        page="/sources",
    )
    assert added.status_code == 303
    shown = desk.get(added.headers["location"])
    assert "LBN" in shown.text
    bad = send(desk, "/sources/look", {"url": server.sick("404", own_host=False)}, page="/sources")
    assert bad.status_code == 422
    assert "answers 404" in bad.text


def test_private_addresses_are_refused_by_a_desk_that_was_not_told_otherwise(path: Path, server: FeedServer) -> None:
    with visitor(path) as client:
        look = send(client, "/sources/look", {"url": server.address("/feed/alpha")}, page="/sources")
    assert look.status_code == 422
    assert "not on the open internet" in look.text


def test_feeds_are_paused_resumed_and_removed(desk: TestClient, path: Path) -> None:
    id = own(desk, "https://other.example/rss")
    assert send(desk, f"/feed/{id}/pause", page="/sources").status_code == 303
    with open_store(path) as store:
        assert books.find_feed(store, f"feed:{id}").state == "paused"
    send(desk, f"/feed/{id}/resume", page="/sources")
    with open_store(path) as store:
        assert books.find_feed(store, f"feed:{id}").state == "active"
    assert send(desk, f"/feed/{id}/remove", page="/sources").headers["location"] == "/sources"
    assert desk.get(f"/feed/{id}").status_code == 404


def test_lists_go_in_and_out(desk: TestClient) -> None:
    out = desk.get("/sources/feeds.opml")
    assert 'xmlUrl="https://other.example/rss"' in out.text
    assert out.headers["content-disposition"] == 'attachment; filename="feeds.opml"'
    from tests.web.clients import token_of

    listed = '<opml version="2.0"><body><outline text="New" xmlUrl="https://new.example/rss"/></body></opml>'
    sent = desk.post("/sources/opml", data={"csrf": token_of(desk, "/sources")}, files={"file": ("a.opml", listed)})
    assert sent.headers["location"] == "/sources?added=1&known=0"
    assert own(desk, "https://new.example/rss")
    assert desk.post("/sources/opml", data={"csrf": token_of(desk, "/sources")}).status_code == 400


def test_nothing_is_changed_without_the_token_of_the_form(desk: TestClient) -> None:
    id = own(desk, "https://other.example/rss")
    assert desk.post(f"/feed/{id}/remove").status_code == 403
    assert desk.get(f"/feed/{id}").status_code == 200


def test_the_counts_of_status_add_up(desk: TestClient) -> None:
    told = desk.get("/status.json").json()
    ends = told["inputs"]
    assert ends["inputs"] == ends["coded"] + ends["duplicate"] + ends["no_event"] + ends["quarantined"]
    assert told["adds_up"]
    assert len(told["queue"]) == 3
    assert "3 articles wait" in desk.get("/status").text


def test_loans_between_outlets_are_nodes_and_edges(desk: TestClient) -> None:
    found, graph = desk.get("/sources.json?tab=outlets").json(), desk.get("/sources/graph.json").json()
    assert found["outlets"]
    assert {node["id"] for node in graph["nodes"]} >= {edge[end] for edge in graph["edges"] for end in ("from", "to")}
    assert len(graph["edges"]) == len(found["loans"])

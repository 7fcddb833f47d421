"""A reviewer works while a watcher brings in articles from a feed server: neither waits for the other, nothing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests.browser.serving import desk_served, served
from tests.browser.visit import Visit

TOWNS = ("Gabes", "Sfax", "Tripoli", "Misrata", "Zuwarah", "Tunis", "Bizerte", "Sirte", "Tobruk", "Benghazi")


def feed(request: Request) -> Response:
    """A feed of ten articles."""
    host = str(request.base_url).rstrip("/")
    items = "".join(
        f"<item><title>Police arrested {n + 2} men in {town}</title><link>{host}/story/{n}</link><guid>{host}/story/{n}</guid>"
        f"<pubDate>Thu, 15 Oct 2026 {8 + n:02d}:00:00 GMT</pubDate></item>"
        for n, town in enumerate(TOWNS)
    )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><link>{host}/</link><description>News</description>{items}</channel></rss>'
    return Response(text, media_type="application/rss+xml")


def story(request: Request) -> Response:
    """One article of it."""
    n = int(request.path_params["n"])
    town = TOWNS[n]
    body = (
        f"<p>{town}, 15 October 2026. Police arrested {n + 2} men in {town} on Thursday, the Interior Ministry said.</p>"
        f"<p>A spokesman for the ministry said that officers had searched four houses near the harbour of {town} before dawn.</p>"
        f"<p>The mayor of {town} praised the officers, and said that the town council would meet the governor on Friday.</p>"
    )
    return HTMLResponse(
        f"<html lang=en><head><title>Police arrested {n + 2} men in {town}</title></head><body><article><h1>Police arrested {n + 2} men in {town}</h1>{body}</article></body></html>"
    )


def feeds() -> Starlette:
    """The outlet's site."""
    routes = [
        Route("/feed.xml", feed),
        Route("/story/{n:int}", story),
        Route("/robots.txt", lambda _: PlainTextResponse("")),
    ]
    return Starlette(routes=routes)


def sayso(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "sayso", *arguments]


@contextmanager
def watcher(store: str) -> Iterator[subprocess.Popen[bytes]]:
    """A watcher at work on a store, ended as Ctrl-C ends it."""
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = sayso("watch", "--store", store, "--gap", "0", "--jobs", "1", "--allow-private")
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    try:
        yield started
    finally:
        started.send_signal(signal.SIGINT)
        try:
            started.wait(30)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


def count(store: str, table: str) -> int:
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        return int(db.execute(f"select count(*) from {table}").fetchone()[0])


def test_a_reviewer_works_while_a_watcher_brings_news(
    crisis_store: str, tmp_path: Path, visit: Callable[..., Visit]
) -> None:
    store = str(tmp_path / "watched.db")
    shutil.copyfile(crisis_store, store)
    before = count(store, "articles")
    with served(feeds()) as site, desk_served(store, allow_private=True) as desk:
        add = sayso("feeds", "add", f"{site}/feed.xml", "--store", store, "--allow-private", "--no-check")
        subprocess.run(add, check=True, capture_output=True, timeout=120)
        one = visit(desk)
        one.open("/review")
        answered = 0
        with watcher(store) as running:
            until = time.monotonic() + 150
            while time.monotonic() < until and (count(store, "articles") < before + len(TOWNS) or answered < 3):
                assert running.poll() is None, "the watcher ended"
                if answered < 6 and one.page.locator("[data-key=x]").count():
                    with one.page.expect_navigation():
                        one.press("x" if answered % 2 else "s")
                    one.settle()
                    answered += 1
                else:
                    one.open("/")
                    one.page.wait_for_timeout(500)
        assert count(store, "articles") == before + len(TOWNS)
        assert answered >= 3
        assert count(store, "judgements") >= 1, "what the reviewer said is kept"
        assert "Harbour Post" in one.open("/sources").locator("main").inner_text()
        one.open("/search?q=Bizerte")
        assert one.page.locator("main").get_by_text("Bizerte").first.is_visible()

"""A web server on the loopback that misbehaves on demand, and healthy feeds beside it.

    with FeedServer() as server:
        feed = server.feed("alpha")                       # healthy: ETag, Last-Modified, items added over time
        feed.add("Talks end without a result", ["The talks in Exampletown ended on Monday.", "..."])
        feed.url                                          # http://alpha.example:PORT/feed
        server.sick("429")                                # the address of a feed of that kind; SICK lists them all
        server.put("/robots.txt", "User-agent: *\\nDisallow: /private/", media_type="text/plain")
        server.asked("/feed"), server.log                 # who came, with which headers

`server.resolve` gives the loopback for every name but those under `.invalid`, and `server.allow` lets the loopback pass: give
both to the fetcher, so that each feed can have a host of its own. All runs in one thread; thousands of slow answers cost nothing.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import ipaddress
import json
import socket
import struct
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Self
from urllib.parse import parse_qs, urlsplit

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
RSS = "application/rss+xml; charset=utf-8"
XML_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss version='2.0'><channel><title>&i;</title><item><title>&i;</title></item></channel></rss>"
)


@dataclass(frozen=True, slots=True)
class Sick:
    """A kind of feed that is not well; `codes` are those that the fetcher or the reader may name, none where it can be read."""

    kind: str
    codes: tuple[str, ...]
    what: str


SICK = {
    s.kind: s
    for s in (
        Sick("500", ("http_status",), "answers 500"),
        Sick("503", ("http_status",), "answers 503 with Retry-After as a date"),
        Sick("429", ("http_status",), "answers 429 with Retry-After in seconds"),
        Sick("403", ("http_status",), "answers 403"),
        Sick("404", ("http_status",), "answers 404"),
        Sick("410", ("http_status", "gone"), "answers 410: it will not come back"),
        Sick("reset", ("network",), "resets the connection in the middle of the body"),
        Sick("hangup", ("network",), "closes the connection without a word"),
        Sick("refused", ("network",), "nothing listens at that port"),
        Sick("tls", ("tls",), "speaks no TLS at an https address"),
        Sick("dns", ("unresolved_host",), "a name without an address"),
        Sick("silent", ("timeout",), "takes the request and never answers"),
        Sick("trickle", ("timeout", "timeout_total"), "sends one byte at a time"),
        Sick("trickle-head", ("timeout_total", "timeout"), "sends its header lines one at a time, without end"),
        Sick("loop", ("too_many_redirects",), "two addresses that redirect to each other"),
        Sick("chain", ("too_many_redirects",), "six redirects, then a feed"),
        Sick("private", ("blocked_address",), "redirects to an address inside the network"),
        Sick("file", ("unsupported_scheme",), "redirects to file:"),
        Sick("html", ("not_a_feed",), "a page in place of the feed"),
        Sick("empty", ("empty",), "200 and an empty body"),
        Sick("truncated", ("truncated", "network"), "the feed breaks off in its first item"),
        Sick("shifting", (), "every item has a new id on each poll"),
        Sick("gzip-bomb", ("decompression_limit",), "10 MB of zeros in 10 kB"),
        Sick("gzip-twice", ("decompression_limit",), "packed twice"),
        Sick("xml-bomb", ("xml_forbidden_entity",), "entities that grow"),
        Sick("header", ("header_too_large",), "10 MB of header"),
        Sick("endless", ("too_large",), "a body without end"),
        Sick("large", ("too_large",), "says that it holds 1 GB"),
        Sick("encoding", (), "says UTF-8 and is Windows-1252"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One request that came."""

    at: float  # time.monotonic
    host: str
    path: str
    headers: dict[str, str]
    status: int


@dataclass(slots=True)
class Answer:
    """What is answered at one path."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a healthy feed, with the address of its page."""

    number: int
    key: str
    url: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime


@dataclass(slots=True)
class Feed:
    """A healthy feed: `add` puts an item and its page there; the newest `window` items are shown."""

    server: FeedServer
    name: str
    format: str = "rss"  # rss, atom, json, sitemap
    host: str = ""
    window: int = 50
    shifting: bool = False
    items: list[Item] = field(default_factory=list)
    changed: datetime = START
    _body: bytes = b""

    @property
    def path(self) -> str:
        return "/feed" if self.host else f"/feed/{self.name}"

    @property
    def url(self) -> str:
        return self.server.address(self.path, host=self.host)

    def add(self, title: str, paragraphs: Sequence[str] = (), *, published: datetime | None = None) -> Item:
        """Publish an item."""
        number = len(self.items) + 1
        path = f"/article/{self.name}/{number}"
        when = published or START + timedelta(minutes=number)
        item = Item(
            number=number, key=f"{self.name}-{number}", url=self.server.address(path, host=self.host), title=title,
            paragraphs=tuple(paragraphs) or (f"{title}, a spokesman said on Monday.",), published=when,
        )  # fmt: skip
        self.server.put(path, article_page(title, item.paragraphs, when), host=self.host)
        self.items.append(item)
        self.changed = max(self.changed + timedelta(seconds=1), when)
        self._body = b""
        return item

    def body(self) -> bytes:
        if self._body and not self.shifting:
            return self._body
        shown = list(reversed(self.items[-self.window :]))
        self._body = _WRITERS[self.format](self, shown).encode()
        return self._body

    @property
    def media_type(self) -> str:
        return {
            "rss": RSS, "atom": "application/atom+xml", "json": "application/feed+json", "sitemap": "application/xml",
        }[self.format]  # fmt: skip


def article_page(title: str, paragraphs: Sequence[str], published: datetime = START) -> bytes:
    """A plain page of an outlet."""
    body = "\n".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta property="article:published_time" content="{published.isoformat()}"></head>'
        f"<body><header><nav><a href='/'>Home</a></nav></header><main><article><h1>{escape(title)}</h1>\n{body}\n"
        f"</article></main><footer><p>Contact</p></footer></body></html>"
    ).encode()


class FeedServer:
    """The server; a context manager."""

    def __init__(self, *, step: float = 0.2) -> None:
        self.step = step  # seconds between two bytes of those that trickle
        self.log: list[Seen] = []
        self.feeds: dict[tuple[str, str], Feed] = {}
        self._answers: dict[tuple[str, str], Answer] = {}
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feed-server", daemon=True)
        self.port = 0
        closed = socket.create_server(("127.0.0.1", 0))  # held, not listening for long: nobody else gets the port
        self._closed_port = closed.getsockname()[1]
        closed.close()
        self._polls = 0

    # ------------------------------------------------------------------ for tests
    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def address(self, path: str, *, host: str = "", scheme: str = "http") -> str:
        return f"{scheme}://{host or '127.0.0.1'}:{self.port}{path}"

    def put(
        self,
        path: str,
        body: bytes | str,
        *,
        media_type: str = "text/html; charset=utf-8",
        status: int = 200,
        headers: Sequence[tuple[str, str]] = (),
        delay: float = 0.0,
        host: str = "",
    ) -> str:
        """Answer a path (of one host, or of all) so; the address."""
        data = body.encode() if isinstance(body, str) else body
        self._answers[host, path] = Answer(data, media_type, status, tuple(headers), delay)
        return self.address(path, host=host)

    def feed(self, name: str, *, format: str = "rss", host: str | None = None, **options: object) -> Feed:
        """A healthy feed without items yet, at a host of its own, or at the loopback's number with `host=""`."""
        made = Feed(self, name, format, f"{name}.example" if host is None else host, **options)  # type: ignore[arg-type]
        self.feeds[made.host, made.path] = made
        return made

    def sick(self, kind: str, name: str = "", *, own_host: bool = True) -> str:
        """The address of a feed of a kind of `SICK`; each name is a feed of its own."""
        if kind not in SICK:
            raise KeyError(kind)
        host = f"{kind}{name}.example" if own_host else ""
        if kind == "dns":
            return f"http://{kind}{name}.invalid:{self.port}/feed"
        if kind == "refused":
            return f"http://{host or '127.0.0.1'}:{self._closed_port}/feed"
        return self.address(f"/sick/{kind}/{name or 'x'}", host=host, scheme="https" if kind == "tls" else "http")

    def asked(self, path: str, *, host: str = "") -> int:
        """How often a path was asked for."""
        return sum(1 for s in self.log if s.path == path and (not host or s.host == host))

    @staticmethod
    def resolve(host: str, port: int) -> list[str]:
        """Every name is here, those under .invalid are nowhere, numbers are themselves."""
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            return [] if host.endswith(".invalid") else ["127.0.0.1"]

    @staticmethod
    def allow(address: object) -> bool:
        return str(address) == "127.0.0.1"

    # ------------------------------------------------------------------ the server's thread
    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)

        async def start() -> None:
            server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=4096, limit=1 << 20)
            self.port = server.sockets[0].getsockname()[1]
            self._ready.set()

        self._loop.run_until_complete(start())
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # the other side went, or the server ends
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; True to keep the connection."""
        start = await reader.readexactly(1)
        if not start.isalpha():  # the hello of TLS, or noise
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return False
        head = (start + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        parts = first.split(" ")
        headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines if line)}
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        path = urlsplit(parts[1]).path
        reply = _Reply(reader, writer, lambda status: self._note(host, path, headers, status))
        if path.startswith("/sick/"):
            await getattr(_Misbehaviour(self, reply), "do_" + path.split("/")[2].replace("-", "_"))(parts[1])
            return False
        feed = self.feeds.get((host, path)) or self.feeds.get(("", path))
        if feed is not None:
            await _give_feed(feed, reply, headers)
            return True
        answer = self._answers.get((host, path)) or self._answers.get(("", path)) or Answer(b"not here", status=404)
        await asyncio.sleep(answer.delay)
        await reply.send(answer.status, answer.body, ("content-type", answer.media_type), *answer.headers)
        return True

    def _note(self, host: str, path: str, headers: dict[str, str], status: int) -> None:
        self.log.append(Seen(at=time.monotonic(), host=host, path=path, headers=headers, status=status))


async def _give_feed(feed: Feed, reply: _Reply, headers: dict[str, str]) -> None:
    body = feed.body()
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    modified = format_datetime(feed.changed.replace(microsecond=0), usegmt=True)
    known = headers.get("if-none-match")
    marks = (("etag", tag), ("last-modified", modified), ("cache-control", "max-age=60"))
    if known == tag or (known is None and headers.get("if-modified-since") == modified):
        await reply.send(304, b"", *marks)
    elif "gzip" in headers.get("accept-encoding", ""):
        packed = gzip.compress(body, 1)
        await reply.send(200, packed, ("content-type", feed.media_type), ("content-encoding", "gzip"), *marks)
    else:
        await reply.send(200, body, ("content-type", feed.media_type), *marks)


class _Reply:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, note: object) -> None:
        self.reader, self.writer, self._note = reader, writer, note

    def head(self, status: int, *headers: tuple[str, str]) -> bytes:
        self._note(status)  # type: ignore[operator]
        lines = [f"HTTP/1.1 {status} Status", *(f"{k}: {v}" for k, v in headers)]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    async def send(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        sized = () if status == 304 else (("content-length", str(len(body))),)
        self.writer.write(self.head(status, *headers, *sized) + body)
        await self.writer.drain()

    async def redirect(self, to: str, status: int = 302) -> None:
        await self.send(status, b"", ("location", to), ("set-cookie", "a=b"), ("connection", "close"))


class _Misbehaviour:
    """One method for each kind of `SICK` that takes a connection."""

    def __init__(self, server: FeedServer, reply: _Reply) -> None:
        self._server, self._reply = server, reply

    async def _status(self, status: int, *headers: tuple[str, str]) -> None:
        await self._reply.send(status, b"no", *headers, ("connection", "close"))

    async def do_500(self, _url: str) -> None:
        await self._status(500)

    async def do_503(self, _url: str) -> None:
        await self._status(
            503, ("retry-after", format_datetime(datetime.now(UTC) + timedelta(seconds=120), usegmt=True))
        )

    async def do_429(self, _url: str) -> None:
        await self._status(429, ("retry-after", "90"))

    async def do_403(self, _url: str) -> None:
        await self._status(403)

    async def do_404(self, _url: str) -> None:
        await self._status(404)

    async def do_410(self, _url: str) -> None:
        await self._status(410)

    async def do_reset(self, _url: str) -> None:
        writer = self._reply.writer
        writer.write(self._reply.head(200, ("content-type", RSS), ("content-length", "100000")) + b"<rss>")
        await writer.drain()
        raw = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    async def do_hangup(self, _url: str) -> None:
        self._reply.head(0)

    async def do_silent(self, _url: str) -> None:
        self._reply.head(0)
        await self._reply.reader.read()  # until the other side goes

    async def do_trickle(self, _url: str) -> None:
        await self._endless(b"<", self._server.step)

    async def do_trickle_head(self, _url: str) -> None:
        self._reply.writer.write(b"HTTP/1.1 200 OK\r\n")
        self._reply.head(200)
        while True:
            self._reply.writer.write(b"x: y\r\n")
            await self._reply.writer.drain()
            await asyncio.sleep(self._server.step)

    async def do_endless(self, _url: str) -> None:
        await self._endless(b"<item><title>Again</title></item>" * 2000, 0.0)

    async def do_large(self, _url: str) -> None:
        self._reply.writer.write(
            self._reply.head(200, ("content-type", RSS), ("content-length", str(10**9))) + b"<rss>"
        )
        await self._reply.writer.drain()
        await asyncio.sleep(self._server.step)

    async def _endless(self, piece: bytes, pause: float) -> None:
        self._reply.writer.write(self._reply.head(200, ("content-type", RSS)))
        while True:
            self._reply.writer.write(piece)
            await self._reply.writer.drain()
            await asyncio.sleep(pause)

    async def do_header(self, _url: str) -> None:
        self._reply.head(200)
        self._reply.writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n")
        for number in range(10_000):
            self._reply.writer.write(f"x-{number}: ".encode() + b"y" * 1000 + b"\r\n")
            await self._reply.writer.drain()
        self._reply.writer.write(b"\r\n")

    async def do_loop(self, url: str) -> None:
        await self._reply.redirect(urlsplit(url).path + ("" if urlsplit(url).query else "?other=1"))

    async def do_chain(self, url: str) -> None:
        left = int(parse_qs(urlsplit(url).query).get("left", ["6"])[0])
        if left:
            await self._reply.redirect(f"{urlsplit(url).path}?left={left - 1}", 308 if left % 2 else 301)
        else:
            await self._xml(_rss("Chain", [("c1", "http://chain.example/1", "Behind six redirects", START)]))

    async def do_private(self, _url: str) -> None:
        await self._reply.redirect("http://10.0.0.1/feed")

    async def do_file(self, _url: str) -> None:
        await self._reply.redirect("file:///etc/hostname")

    async def _xml(self, text: str | bytes, *headers: tuple[str, str]) -> None:
        body = text.encode() if isinstance(text, str) else text
        await self._reply.send(200, body, ("content-type", RSS), *headers, ("connection", "close"))

    async def do_html(self, _url: str) -> None:
        page = (
            "<!doctype html><html><head><title>Example News</title>"
            '<link rel="alternate" type="application/rss+xml" title="All news" href="/feeds/all.xml">'
            "</head><body><p>Our feeds have moved.</p></body></html>"
        )
        await self._reply.send(200, page.encode(), ("content-type", "text/html"), ("connection", "close"))

    async def do_empty(self, _url: str) -> None:
        await self._xml("")

    async def do_truncated(self, _url: str) -> None:
        whole = _rss("Cut", [("t1", "http://cut.example/1", "A headline that is cut", START)])
        await self._xml(whole[: whole.index("</title>", whole.index("<item>")) - 4])

    async def do_shifting(self, _url: str) -> None:
        self._server._polls += 1
        turn = self._server._polls
        items = [
            (f"s{turn}-{n}", f"http://shifting.example/{n}?session={turn}", f"Headline number {n} of those that stay", START)
            for n in range(1, 6)
        ]  # fmt: skip
        await self._xml(_rss("Shifting", items))

    async def do_gzip_bomb(self, _url: str) -> None:
        await self._xml(_BOMB, ("content-encoding", "gzip"))

    async def do_gzip_twice(self, _url: str) -> None:
        await self._xml(gzip.compress(gzip.compress(b"<rss/>")), ("content-encoding", "gzip, gzip"))

    async def do_xml_bomb(self, _url: str) -> None:
        await self._xml(XML_BOMB)

    async def do_encoding(self, _url: str) -> None:
        text = _rss(
            "Caf\u00e9", [("e1", "http://encoding.example/1", "Le caf\u00e9 \u2013 \u201cferm\u00e9\u201d", START)]
        )
        await self._xml(text.encode("cp1252"))


_BOMB = gzip.compress(b"\0" * 10_000_000)


def _rss(title: str, items: Sequence[tuple[str, str, str, datetime]], texts: Sequence[str] = ()) -> str:
    parts = [
        f"<item><guid isPermaLink='false'>{escape(key)}</guid><link>{escape(url)}</link><title>{escape(head)}</title>"
        f"<pubDate>{format_datetime(when)}</pubDate><description>{escape(texts[n] if texts else head)}</description></item>"
        for n, (key, url, head, when) in enumerate(items)
    ]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{escape(title)}</title>'
        f"<link>http://{escape(title).lower()}.example/</link><language>en</language>{''.join(parts)}</channel></rss>"
    )


def _key(feed: Feed, item: Item) -> str:
    return f"{item.key}-{time.monotonic_ns()}" if feed.shifting else item.key


def _write_rss(feed: Feed, items: Sequence[Item]) -> str:
    texts = [item.paragraphs[0] for item in items]
    return _rss(feed.name, [(_key(feed, i), i.url, i.title, i.published) for i in items], texts)


def _write_atom(feed: Feed, items: Sequence[Item]) -> str:
    entries = "".join(
        f"<entry><id>{escape(_key(feed, i))}</id><title>{escape(i.title)}</title><link href='{escape(i.url)}'/>"
        f"<updated>{i.published.isoformat()}</updated><summary>{escape(i.paragraphs[0])}</summary></entry>"
        for i in items
    )
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>{feed.name}</id><title>{escape(feed.name)}'
        f"</title><updated>{feed.changed.isoformat()}</updated>{entries}</feed>"
    )


def _write_json(feed: Feed, items: Sequence[Item]) -> str:
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.name,
            "items": [
                {
                    "id": _key(feed, i), "url": i.url, "title": i.title, "summary": i.paragraphs[0],
                    "date_published": i.published.isoformat(),
                }
                for i in items
            ],
        }
    )  # fmt: skip


def _write_sitemap(feed: Feed, items: Sequence[Item]) -> str:
    urls = "".join(
        f"<url><loc>{escape(i.url)}</loc><news:news><news:publication><news:name>{feed.name}</news:name>"
        f"<news:language>en</news:language></news:publication><news:publication_date>{i.published.isoformat()}"
        f"</news:publication_date><news:title>{escape(i.title)}</news:title></news:news></url>"
        for i in items
    )
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    )


_WRITERS = {"rss": _write_rss, "atom": _write_atom, "json": _write_json, "sitemap": _write_sitemap}

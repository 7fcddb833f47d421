"""A look at an address before it is watched: the feeds there, what they hold, and what would be read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from sayso.errors import InputError
from sayso.model.ledger import clock
from sayso.watch.addresses import page_of, site_of
from sayso.watch.fetching import Fetcher, network
from sayso.watch.polled import LEAST_TEXT, Offered
from sayso.watch.queue import Waiting
from sayso.watch.reading import Body, read_body
from sayso.watch.robots import Rules
from sayso.watch.settings import Settings

if TYPE_CHECKING:
    from sayso.ingest.answers import Fetched
    from sayso.model import Reading

MOST_TRIED = 6  # feeds that a page names, or usual places of feeds
_PAGE = ("not_a_feed", "empty")
_NAMES = {"rss": "RSS", "rdf": "RSS 1.0", "atom": "Atom", "json": "JSON Feed", "sitemap": "a sitemap",
          "sitemap-index": "an index of sitemaps"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One feed as it is now. `about` is what it says of itself."""

    url: str
    kind: str
    about: dict[str, str | None]
    items: tuple[Offered, ...]
    remarks: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """What was found, in words."""
        what = _NAMES.get(self.kind, self.kind)
        if not self.items:
            return f"{what} that holds no items now"
        dates = sorted(clock(item.published) for item in self.items if item.published)
        newest = f", the newest of {dates[-1]}" if dates else ", none with a date"
        whole = sum(item.whole and len(item.text or "") >= LEAST_TEXT for item in self.items)
        texts = (
            ""
            if not whole
            else "; it carries whole texts"
            if whole == len(self.items)
            else f"; {whole} with whole texts"
        )
        return f"{what} with {len(self.items)} item{'s' * (len(self.items) != 1)}{newest}{texts}"

    def as_dict(self) -> dict[str, Any]:
        """The same as one JSON object."""
        return {
            "url": self.url,
            "kind": self.kind,
            **self.about,
            "says": self.says,
            "items": [
                {"id": i.key, "url": i.url, "title": i.title, "published": i.published, "whole_text": i.whole}
                for i in self.items
            ],
            "problems": list(self.remarks),
        }


def look_for(url: str, *, allow_private: bool = False, fetcher: Fetcher | None = None) -> list[Look]:
    """The feeds at an address: itself, those that its page names, or those at the usual places of its site.

    Raises `InputError` (`no_feed_found`, or why the address cannot be read).
    """
    settings = Settings(allow_private=allow_private)
    return asyncio.run(_look_for(_whole(url), fetcher or network(settings), allow_private))


def _whole(url: str) -> str:
    url = url.strip()
    if url.lower().startswith("feed:"):
        url = url[5:].removeprefix("//")
    return url if "://" in url else f"https://{url}"


async def _look_for(url: str, fetcher: Fetcher, private: bool) -> list[Look]:
    async with fetcher:
        got = await fetcher.get(url, private=private, feed=True)
        try:
            return [_look(got, await asyncio.to_thread(read_body, got))]
        except InputError as error:
            if error.code not in _PAGE:
                raise
        return await _of_site(got, fetcher, private)


async def _of_site(got: Fetched, fetcher: Fetcher, private: bool) -> list[Look]:
    from sayso.ingest.feeds import COMMON_PATHS, discover

    named = [one.url for one in discover(got.body.decode(got.charset or "utf-8", "replace"), got.url)]
    found = await _try(named[:MOST_TRIED], fetcher, private)
    if not found:
        usual = [urljoin(got.url, path) for path in COMMON_PATHS]
        found = await _try((one for one in usual if one not in named), fetcher, private, enough=1)
    if not found:
        raise InputError(
            f"no feed was found at {got.url}: its page names none that can be read, and none is at the usual places; "
            "look for a link such as RSS or Feed on the site and give its address",
            code="no_feed_found",
            value=got.url,
        )
    return found


async def _try(urls: Iterable[str], fetcher: Fetcher, private: bool, *, enough: int = MOST_TRIED) -> list[Look]:
    """Looks at those of the addresses that are feeds, one after the other."""
    found: dict[str, Look] = {}
    for url in urls:
        try:
            got = await fetcher.get(url, private=private, feed=True)
            look = _look(got, await asyncio.to_thread(read_body, got))
        except InputError:
            continue
        found.setdefault(page_of(look.url), look)
        if len(found) >= enough:
            break
    return list(found.values())


def _look(got: Fetched, body: Body) -> Look:
    about = {"title": body.title, "site": body.site, "language": body.language, "kind": body.kind}
    return Look(url=got.moved_to or got.url, kind=body.kind, about=about, items=body.items, remarks=body.remarks)


# ---------------------------------------------------------------------- what would be read
def robots_says(look: Look, *, allow_private: bool = False, fetcher: Fetcher | None = None) -> str:
    """What robots.txt of the site of the newest item means for reading it, in words."""
    item = next((item for item in look.items if item.url), None)
    if item is None or item.url is None:
        return "Its items have no addresses: the texts of the feed are read."
    site = site_of(item.url)
    settings = Settings(allow_private=allow_private)
    try:
        rules = asyncio.run(_rules(fetcher or network(settings), site, allow_private))
    except InputError as error:
        return f"robots.txt of {site} cannot be asked: {error.message}"
    return robots_words(rules, item)


def robots_words(rules: Rules, item: Offered) -> str:
    """The same, of rules that are here."""
    if not rules.reached:
        return f"{rules.message}: its pages are left alone until it answers."
    if not rules.allows(item.url or ""):
        whole = item.whole and len(item.text or "") >= LEAST_TEXT
        instead = (
            "the texts of the feed are read instead" if whole else "and the feed has no whole texts to read instead"
        )
        return f"robots.txt of {rules.site} asks programs not to read its pages; {instead}."
    pause = f", with {rules.delay:g} s between two" if rules.delay else ""
    return f"robots.txt of {rules.site} allows its pages to be read{pause}."


async def _rules(fetcher: Fetcher, site: str, private: bool) -> Rules:
    from sayso.watch.pages import robots_of

    async with fetcher:
        rules, _ = await robots_of(fetcher, site, private=private, now=datetime.now(UTC))
    return rules


def newest(
    look: Look, *, allow_private: bool = False, profile: str = "default", fetcher: Fetcher | None = None
) -> Reading:
    """The newest article of a feed, read as a watcher would read it; nothing is kept."""
    from sayso.reader import Reader
    from sayso.watch.pages import article_of

    dated = sorted((item for item in look.items if item.url), key=lambda item: item.published or "", reverse=True)
    if not dated:
        raise InputError(f"{look.url} holds no item with an address", code="empty", value=look.url)
    item = dated[0]
    waiting = Waiting(
        page=item.key, url=item.url or "", feed_id="", key=item.key, title=item.title, published_at=item.published
    )
    settings = Settings(allow_private=allow_private)
    got = asyncio.run(_page(fetcher or network(settings), waiting.url, allow_private))
    return next(iter(Reader(profile).read_articles([article_of(waiting, got)])))


async def _page(fetcher: Fetcher, url: str, private: bool) -> Fetched:
    async with fetcher:
        return await fetcher.get(url, private=private)

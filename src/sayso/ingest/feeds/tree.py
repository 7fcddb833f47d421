"""RSS, RDF and Atom trees -> feed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from sayso.ingest.feeds.dates import read_date
from sayso.ingest.feeds.names import Named, markup_in, named, text_in
from sayso.ingest.feeds.plain import address, line, paragraphs
from sayso.ingest.feeds.values import MAX_CONTENT, MAX_ITEMS, MAX_KEY, MAX_SUMMARY, MAX_TITLE, MAX_URL, Feed, FeedItem

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_ITEMS = frozenset((("", "item"), ("", "entry"), ("atom", "entry"), ("atom", "item")))
_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_MAIL = re.compile(r"\S+@\S+\s*\(([^()]{1,200})\)")
_WHOLE = 1_500  # characters from which on a description is taken for the full text

Children = dict[Named, list[etree._Element]]
_TITLE = (("", "title"), ("atom", "title"), ("dc", "title"), ("media", "title"))
_SUMMARY = (
    ("", "description"),
    ("atom", "summary"),
    ("", "summary"),
    ("dc", "description"),
    ("itunes", "summary"),
    ("media", "description"),
)
_CONTENT = (("content", "encoded"), ("atom", "content"), ("", "content"), ("html", "body"), ("", "fulltext"))
_PUBLISHED = (
    ("", "pubdate"), ("atom", "published"), ("atom", "issued"), ("dc", "date"), ("dc", "issued"), ("dc", "created"),
    ("atom", "created"), ("", "published"), ("", "issued"), ("", "date"), ("", "dc:date"),
)  # fmt: skip
_UPDATED = (
    ("atom", "updated"),
    ("atom", "modified"),
    ("dc", "modified"),
    ("", "updated"),
    ("", "modified"),
    ("", "lastbuilddate"),
)
_AUTHOR = (
    ("dc", "creator"),
    ("", "author"),
    ("atom", "author"),
    ("itunes", "author"),
    ("dc", "author"),
    ("media", "credit"),
)


def feed_of(root: etree._Element, url: str) -> Feed | None:
    """The feed of a tree, or None where the tree is of something else."""
    kind = _kind(root)
    if kind is None:
        return None
    channel = next((c for c in root.iter() if named(c) == ("", "channel")), root) if kind != "atom" else root
    own = _children(channel)
    base = urljoin(url, channel.base or "")
    period, language = (
        _period(own),
        channel.get(_LANG) or root.get(_LANG) or _text(own, (("", "language"), ("dc", "language"))),
    )
    items: list[FeedItem] = []
    more = 0
    for element in _items(root):
        if len(items) >= MAX_ITEMS:
            more += 1
            continue
        items.append(_item(element, base, language))
    ttl = _text(own, (("", "ttl"),)) or ""
    return Feed(
        kind=kind,
        url=url,
        title=line(_text(own, _TITLE), MAX_TITLE),
        site=_site(own, base),
        language=line(language, 35),
        items=tuple(items),
        ttl=float(ttl) * 60 if ttl.strip().isascii() and ttl.strip().isdigit() and 0 < int(ttl[:9]) <= 43_200 else None,
        update_period=period,
        skip_hours=_skip_hours(own),
        skip_days=_skip_days(own),
        hub=_link(own, "hub", base),
        next_url=_link(own, "next", base),
        problems=(f"{more + MAX_ITEMS:,} items stood there; the first {MAX_ITEMS:,} were taken",) if more else (),
    )


def _kind(root: etree._Element) -> str | None:
    space, name = named(root)
    if name == "feed" and space in ("atom", "", "other"):
        return "atom"
    if name == "rdf":
        return "rdf"
    return "rss" if name in ("rss", "channel") else None


def _items(root: etree._Element) -> Iterator[etree._Element]:
    """Items wherever they stand, not those inside of items."""
    todo = list(root)[::-1]
    while todo:
        element = todo.pop()
        if named(element) in _ITEMS:
            yield element
        elif len(element):
            todo.extend(list(element)[::-1])


def _children(element: etree._Element) -> Children:
    found: Children = defaultdict(list)
    for child in element:
        found[named(child)].append(child)
    return found


def _item(element: etree._Element, base: str, language: str | None) -> FeedItem:
    own = _children(element)
    base = urljoin(base, element.base or "")
    key = line(
        _text(own, (("", "guid"), ("atom", "id"), ("", "id"), ("dc", "identifier"))) or element.get(_ABOUT), MAX_KEY
    )
    given = _text(own, _PUBLISHED)
    updated = _text(own, _UPDATED)
    url, canonical = _addresses(own, key, base)
    summary, content = _texts(own)
    outlet, outlet_url = _outlet(own, base)
    title = line(_text(own, _TITLE), MAX_TITLE)
    return FeedItem(
        key=key or "",
        url=url,
        title=title,
        summary=summary,
        content=content,
        published=read_date(given),
        updated=read_date(updated),
        date_given=line(given or updated, 120),
        author=_author(own),
        language=line(element.get(_LANG) or _text(own, (("dc", "language"), ("", "language"))) or language, 35),
        outlet=outlet,
        outlet_url=outlet_url,
        canonical=canonical,
    )


def _first(own: Children, names: tuple[Named, ...]) -> etree._Element | None:
    """The first of these that holds something."""
    for name in names:
        for element in own.get(name, ()):
            if len(element) or (element.text or "").strip():
                return element
    return None


def _text(own: Children, names: tuple[Named, ...]) -> str | None:
    found = _first(own, names)
    return None if found is None else text_in(found)


def _texts(own: Children) -> tuple[str | None, str | None]:
    """Summary and full text. Some publishers put the whole article into the description."""
    told, whole = _first(own, _SUMMARY), _first(own, _CONTENT)
    summary = paragraphs(markup_in(told), MAX_SUMMARY)
    content = paragraphs(markup_in(whole), MAX_CONTENT)
    if content is None and told is not None and len(summary or "") >= _WHOLE:
        content = paragraphs(markup_in(told), MAX_CONTENT)
    return summary, content


def _author(own: Children) -> str | None:
    for name in _AUTHOR:
        for element in own.get(name, ()):
            inner = next((c for c in element if named(c)[1] == "name"), None)
            text = line(text_in(inner) if inner is not None else "" if len(element) else element.text, 300)
            if text:
                mail = _MAIL.fullmatch(text)
                return mail[1].strip() if mail else text
    return None


def _outlet(own: Children, base: str) -> tuple[str | None, str | None]:
    """Who published the item: `<source url="...">Example Wire</source>`, or the `source` of Atom with title and link."""
    for name in (("", "source"), ("atom", "source"), ("dc", "source"), ("dc", "publisher")):
        for element in own.get(name, ()):
            inner = _children(element)
            words = line(_text(inner, _TITLE) if len(element) else element.text, 300)
            place = _resolved(element.get("url") or element.get("href"), base) or _link(inner, "alternate", base)
            if words and words.lower().startswith(("http://", "https://")):
                words, place = None, place or _resolved(words, base)
            if words or place:
                return words, place
    return None, None


# ---------------------------------------------------------------------- addresses
def _addresses(own: Children, key: str | None, base: str) -> tuple[str | None, str | None]:
    """The item's address, and the publisher's own where the item names one beside it."""
    url = _link(own, "alternate", base) or _link(own, "", base)
    if url is None and key and key.lower().startswith(("http://", "https://")):
        guid = own.get(("", "guid"))
        if not guid or guid[0].get("isPermaLink", "true").strip().lower() != "false":
            url = _resolved(key, base)
    if url is None:
        url = _link(own, "self", base) or _link(own, "enclosure", base)
    own_place = _resolved(_text(own, (("feedburner", "origlink"), ("", "origlink"))), base) or _link(
        own, "canonical", base
    )
    return url or own_place, own_place if own_place and own_place != url else None


def _link(own: Children, rel: str, base: str) -> str | None:
    """The address of a link; pages before other kinds of file."""
    found = []
    for name in (("", "link"), ("atom", "link")):
        for element in own.get(name, ()):
            href = element.get("href")
            given = (element.get("rel") or "alternate").strip().lower().rpartition("/")[2] if href else "alternate"
            place = href or (element.text if rel in ("alternate", "") else None)
            if given == rel and (resolved := _resolved(place, urljoin(base, element.base or ""))):
                kind = (element.get("type") or "text/html").lower()
                found.append((0 if "html" in kind else 1, resolved))
    return min(found, key=lambda f: f[0])[1] if found else None


def _resolved(text: str | None, base: str) -> str | None:
    place = address(text, MAX_URL)
    if place is None:
        return None
    try:
        place = urljoin(base, place)
    except ValueError:
        return None
    return place if place.lower().startswith(("http://", "https://")) and len(place) <= MAX_URL else None


def _site(own: Children, base: str) -> str | None:
    return _link(own, "alternate", base) or _resolved(_text(own, (("dc", "source"),)), base)


# ---------------------------------------------------------------------- how often to ask
def _period(own: Children) -> float | None:
    seconds = _PERIODS.get((_text(own, (("sy", "updateperiod"),)) or "").strip().lower())
    often = (_text(own, (("sy", "updatefrequency"),)) or "1").strip()
    if seconds is None:
        return None
    return seconds / max(1, int(often)) if often.isascii() and often.isdigit() and len(often) < 6 else float(seconds)


def _skip_hours(own: Children) -> tuple[int, ...]:
    found = own.get(("", "skiphours"), [])
    hours = {(c.text or "").strip() for element in found[:1] for c in element}
    return tuple(sorted({int(h) % 24 for h in hours if h.isascii() and h.isdigit() and len(h) < 3}))


def _skip_days(own: Children) -> tuple[str, ...]:
    found = own.get(("", "skipdays"), [])
    days = [(c.text or "").strip().title()[:9] for element in found[:1] for c in list(element)[:7]]
    return tuple(day for day in days if day.endswith("day"))

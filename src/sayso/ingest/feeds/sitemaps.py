"""Sitemaps, those of news among them -> feed."""

from __future__ import annotations

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from sayso.ingest.feeds.dates import read_date
from sayso.ingest.feeds.names import named, text_in
from sayso.ingest.feeds.plain import address, line
from sayso.ingest.feeds.values import MAX_ITEMS, MAX_TITLE, MAX_URL, Feed, FeedItem


def sitemap_of(root: etree._Element, url: str) -> Feed | None:
    """The feed of a sitemap or of an index of sitemaps, newest first; None where the tree is of something else."""
    name = named(root)[1]
    if name == "sitemapindex":
        return _index(root, url)
    if name != "urlset":
        return None
    items = [item for element in root if named(element)[1] == "url" and (item := _item(element)) is not None]
    dated = sorted(items, key=lambda i: i.published or i.updated or "", reverse=True)  # stable: else as it stood there
    languages = {item.language for item in items if item.language}
    outlets = {item.outlet for item in items if item.outlet}
    return Feed(
        kind="sitemap",
        url=url,
        title=outlets.pop() if len(outlets) == 1 else None,
        language=languages.pop() if len(languages) == 1 else None,
        items=tuple(dated[:MAX_ITEMS]),
        problems=(f"{len(items):,} addresses stood there; the newest {MAX_ITEMS:,} were taken",)
        if len(items) > MAX_ITEMS
        else (),
    )


def _index(root: etree._Element, url: str) -> Feed:
    found = []
    for element in root:
        fields = _fields(element)
        place = _place(fields.get(("", "loc")))
        if place:
            found.append((read_date(fields.get(("", "lastmod"))) or "", place))
    found.sort(key=lambda f: f[0], reverse=True)
    places = tuple(dict.fromkeys(place for _, place in found))
    return Feed(kind="sitemap-index", url=url, sitemaps=places[:MAX_ITEMS])


def _item(element: etree._Element) -> FeedItem | None:
    fields = _fields(element)
    place = _place(fields.get(("", "loc")))
    if place is None:
        return None
    given = fields.get(("news", "publication_date"))
    changed = fields.get(("", "lastmod"))
    return FeedItem(
        key=place,
        url=place,
        title=line(fields.get(("news", "title")), MAX_TITLE),
        published=read_date(given),
        updated=read_date(changed),
        date_given=line(given or changed, 120),
        language=line(fields.get(("news", "language")), 35),
        outlet=line(fields.get(("news", "name")), 300),
    )


def _fields(element: etree._Element) -> dict[tuple[str, str], str]:
    """The first text of each name in an entry, also inside `news:news`."""
    found: dict[tuple[str, str], str] = {}
    for child in element:
        space, name = named(child)
        if (space, name) == ("news", "news") or name == "publication":
            found = {**_fields(child), **found}
        elif space in ("", "news"):
            found.setdefault((space, name), text_in(child))
    return found


def _place(text: str | None) -> str | None:
    place = address(text, MAX_URL)
    return place if place and place.lower().startswith(("http://", "https://")) else None

"""Tags of feeds by the vocabulary they are from, whatever prefix or address a publisher writes for it."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

# What an address of a vocabulary contains -> our name for it; "" is that of feeds themselves.
_SPACES = (
    ("purl.org/rss/1.0/modules/content", "content"), ("purl.org/rss/1.0/modules/syndication", "sy"),
    ("purl.org/rss/1.0/modules", "other"), ("purl.org/rss/", ""), ("my.netscape.com/rdf/simple", ""),
    ("my.netscape.com/publish/formats/rss", ""), ("channel.netscape.com/rdf/simple", ""), ("backend.userland.com", ""),
    ("blogs.law.harvard.edu/tech/rss", ""), ("cyber.law.harvard.edu/rss", ""), ("www.w3.org/2005/atom", "atom"),
    ("purl.org/atom/", "atom"), ("purl.org/dc/", "dc"), ("search.yahoo.com/mrss", "media"), ("video.search.yahoo.com/mrss", "media"),
    ("itunes.com/dtds/podcast", "itunes"), ("rssnamespace.org/feedburner", "feedburner"), ("22-rdf-syntax-ns", "rdf"),
    ("sitemap-news", "news"), ("sitemap-image", "other"), ("sitemap-video", "other"), ("sitemaps.org/schemas/sitemap", ""),
    ("google.com/schemas/sitemap", ""), ("www.w3.org/1999/xhtml", "html"),
)  # fmt: skip
_PREFIXES = frozenset(("content", "sy", "atom", "dc", "dcterms", "media", "itunes", "feedburner", "rdf", "news"))
_PREFIX_OF = {"dcterms": "dc", "atom10": "atom", "rss": "", "a10": "atom"}

Named = tuple[str, str]


@lru_cache(maxsize=2048)
def _named(tag: str) -> Named:
    if tag.startswith("{"):
        space, _, local = tag[1:].partition("}")
        low = space.lower()
        found = next((name for part, name in _SPACES if part in low), None)
        return ("other" if found is None and low else found or "", local.lower())
    prefix, colon, local = tag.partition(":")
    if not colon:
        return "", tag.lower()
    low = prefix.lower()
    return _PREFIX_OF.get(low, low if low in _PREFIXES else "other"), local.lower()


def named(element: etree._Element) -> Named:
    """Vocabulary and name of an element, as in `("dc", "creator")`; `("", "")` for what is none."""
    tag = element.tag
    return _named(tag) if isinstance(tag, str) and len(tag) < 300 else ("", "")


def text_in(element: etree._Element | None) -> str:
    """All text inside."""
    if element is None:
        return ""
    if len(element) == 0:
        return element.text or ""
    return "".join(str(part) for part in element.itertext())


def markup_in(element: etree._Element | None) -> str:
    """The inside with its markup, where that stands unescaped."""
    if element is None:
        return ""
    if len(element) == 0:
        return element.text or ""
    inner = "".join(etree.tostring(child, encoding="unicode", with_tail=True) for child in element)
    return (element.text or "") + inner

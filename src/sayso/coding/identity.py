"""What makes two inputs, two articles and two outlets the same."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sayso.ingest.articles import whole
from sayso.knowledge.outlets import outlet_at, outlet_of, outlet_terms, publisher_family
from sayso.model import Article, content_id, slug

_OURS = re.compile(r"article:[0-9a-f]{16}")
_IN_BYLINE = 12  # words of a byline that may name an agency: longer ones are a paragraph gone astray
UNREACHED = ""  # the content hash of what nobody could reach: the next try is the same input


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published an article: `id` names it in chains, `key` tells copies by other outlets apart, `family` counts once."""

    id: str | None
    key: str
    family: str | None


def publisher(article: Article) -> Publisher:
    """By the label if it has one, else by the address; an outlet that the table does not know is its own family."""
    label = article.outlet or ""
    at = outlet_at(article.url) if article.url else None
    known = (outlet_of(label) if label else None) or (None if label else at)
    if known is not None:
        return Publisher(known.id, known.id, known.family)
    if not label:
        return Publisher(None, "", None)
    own = f"outlet:{slug(label)}"
    return Publisher(own, slug(label).removeprefix("the-"), at.family if at is not None else publisher_family(own))


def text_hash(text: str) -> str:
    """SHA-256 of the text with white space folded."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def article_id(hashed: str, outlet_key: str) -> str:
    """One text of one outlet is one article; the same text of another outlet is another."""
    return content_id("article", hashed, outlet_key)


def given_id(article: Article) -> str | None:
    """The id that the user gave; None where it is a hash of ours."""
    return None if _OURS.fullmatch(article.id) else storable(article.id)


def storable(text: str) -> str:
    """Text that a database can be asked for: half characters and NUL are the replacement character."""
    return whole(text).replace("\x00", "\ufffd")


def content_hash(article: Article) -> str:
    """SHA-256 of everything that came with an article, or of why there is none; `UNREACHED` where nothing came."""
    if unreached(article):
        return UNREACHED
    told = (
        *(given_id(article), article.url, article.outlet, article.title, article.byline, article.published_at),
        *(article.language, article.media_type, "raw" if article.raw else ""),
        *((article.text,) if article.text.strip() else (article.id, *(p.code for p in article.problems))),
    )
    return hashlib.sha256("\x1f".join(part or "" for part in told).encode("utf-8", "surrogatepass")).hexdigest()


def unreached(article: Article) -> bool:
    """Whether nothing came, for a reason that may pass."""
    return not article.text.strip() and any(p.retryable for p in article.problems)


def input_id(source: str, content: str, occurrence: int) -> str:
    """One content at one place of one source: a source that grew has new inputs only where it grew."""
    return content_id("input", source, content, str(occurrence))


def page_address(url: str | None) -> str | None:
    """The address if it can stand for one article: that of a whole site, which many records carry, cannot."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.netloc and (parts.path.strip("/") or parts.query) else None


def credited(dateline_source: str | None, byline: str | None, own: str | None) -> tuple[str, ...]:
    """Ids of the outlets that a dateline or a byline credits, without the one that published the article."""
    found: dict[str, None] = {}
    if dateline_source:
        known = outlet_of(dateline_source)
        found[known.id if known is not None else f"outlet:{slug(dateline_source)}"] = None
    for id in _agencies(byline or ""):
        found[id] = None
    found.pop(own or "", None)
    return tuple(found)


def _agencies(byline: str) -> list[str]:
    """Agencies that a byline names, in its order: "By staff and Reuters", "AFP"."""
    words = re.findall(r"[\w.'’-]+", byline)[:_IN_BYLINE]
    found: dict[str, None] = {}
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + 5), start, -1):
            named = outlet_terms().exact(" ".join(words[start:end]))
            agencies = [outlet.id for outlet in named if outlet.agency]
            if agencies:
                found |= dict.fromkeys(agencies[:1])
                start = end - 1
                break
        start += 1
    return list(found)

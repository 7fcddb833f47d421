"""The day that a document speaks from: its dateline's, else the day of publication where the outlet sits."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from sayso.extract.times.vocabulary import words_of_language
from sayso.knowledge.outlets import outlet_at, outlet_of
from sayso.knowledge.zones import local_time
from sayso.model import Article, Document

DATED = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})|([A-Za-z]{3,9})\.?\s+(\d{1,2}))\b(?:,?\s+(\d{4}|\d{2})\b)?"
)
ISO_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d):?(\d\d)(?::?\d\d(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?", re.IGNORECASE
)
AFTER_PUBLICATION = timedelta(days=2)  # how far a dateline may lie ahead: clocks differ


def anchor_day(document: Document) -> date | None:
    """The day that `today` means in a document, or None where nothing tells."""
    published = publication_day(document.article)
    return _dateline_day(document.dateline or "", published) or published


def publication_day(article: Article) -> date | None:
    """The day of publication by the clock of the outlet's country; a time that names its own zone is a local one already."""
    m = ISO_TIME.match(article.published_at or "")
    if m is None or (m[4] or "").lower() not in ("z", "utc", "gmt", "+00:00", "+0000", "+00", "-00:00"):
        return article.published
    country = _country(article)
    if country is None:
        return article.published
    try:
        moment = datetime.fromisoformat(m[1]).replace(hour=int(m[2]), minute=int(m[3]), tzinfo=UTC)
        local = local_time(moment, country)
    except (ValueError, OverflowError):
        return article.published
    return local.date() if local else article.published


def _country(article: Article) -> str | None:
    outlet = (outlet_at(article.url) if article.url else None) or (
        outlet_of(article.outlet) if article.outlet else None
    )
    return outlet.country if outlet else None


def _dateline_day(dateline: str, published: date | None) -> date | None:
    """The day in a dateline ("SAN SALVADOR, 3 JAN 90"); without a year, the last such day by publication."""
    for m in DATED.finditer(dateline):
        entry = words_of_language("en").words.get((m[2] or m[3]).lower())
        if entry is None or "MONTH" not in entry.classes:
            continue
        month, day = int(entry.classes["MONTH"][0]), int(m[1] or m[4])
        if m[5]:
            return _day(int(m[5]) if len(m[5]) == 4 else int(m[5]) + (1900 if int(m[5]) > 50 else 2000), month, day)
        if published is None:
            return None
        days = (_day(year, month, day) for year in (published.year + 1, published.year, published.year - 1))
        return next((d for d in days if d is not None and d - published <= AFTER_PUBLICATION), None)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

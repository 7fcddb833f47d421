"""Articles from text and from what a user or a page says about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from sayso.errors import InputError
from sayso.model import Article, Problem, content_id

_SURROGATE = re.compile("[\ud800-\udfff]")
# What could not be reached or started today; all else is broken and stays so.
RETRYABLE = frozenset(
    {
        "network",
        "timeout",
        "timeout_connect",
        "tls",
        "timeout_total",
        "http_status",
        "too_many_redirects",
        "not_found",
        "unreadable",
        "no_worker",
        "missing_extra",
    }
)
_FORMATS = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%A, %B %d, %Y", "%A, %d %B %Y", "%d.%m.%Y", "%Y/%m/%d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is said about an article from outside; every field that is set wins over the page or record."""

    date: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    raw: bool = False

    def __post_init__(self) -> None:
        if self.date is not None and iso_date(self.date) != self.date:
            raise InputError(
                f"{self.date!r} is no date; write YYYY-MM-DD, such as 2019-04-11, or a full ISO 8601 time",
                code="bad_date",
                value=self.date,
            )


def article_from_text(
    text: str,
    *,
    date: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    id: str | None = None,
    raw: bool = False,
    media_type: str = "text/plain",
    problems: tuple[Problem, ...] = (),
) -> Article:
    """An article; without an `id` its id is a hash of what it holds. An outlet that nobody names is the domain of `url`."""
    text = whole(text)
    outlet = outlet or domain(url)
    if date is not None and iso_date(date) is None:
        problems += (problem("bad_date", f"{date!r} is no date that we can read; the article is treated as undated"),)
        date = None
    return Article(
        id=id or content_id("article", outlet or "", url or "", date or "", title or "", text),
        text=text,
        media_type=media_type,
        url=url,
        outlet=outlet,
        title=title,
        byline=byline,
        published_at=iso_date(date) if date else None,
        language=language,
        raw=raw,
        problems=problems,
    )


def failed(
    code: str, message: str, given: Given, *, id: str | None = None, url: str | None = None, seen: str = ""
) -> Article:
    """An article without text that says why; `seen` tells apart the ids of several failures."""
    return Article(
        id=whole(id) if id else content_id("article", code, url or "", seen),
        text="",
        url=given.url or url,
        outlet=given.outlet or domain(given.url or url),
        published_at=given.date,
        language=given.language,
        raw=given.raw,
        problems=(problem(code, message),),
    )


def problem(code: str, message: str) -> Problem:
    return Problem(stage="ingest", code=code, message=whole(message), retryable=code in RETRYABLE)


def whole(text: str) -> str:
    """Text that can be written out: half characters become the replacement character, offsets stay."""
    return _SURROGATE.sub("\ufffd", text) if not text.isascii() else text


def domain(url: str | None) -> str | None:
    """The host of an address without `www.`."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return (host or "").removeprefix("www.") or None


def iso_date(value: str) -> str | None:
    """The value itself if it begins as ISO 8601, else the same day or time in ISO 8601; None where it is no date."""
    value = value.strip()
    try:
        date.fromisoformat(value[:10])
        if len(value) > 10:
            datetime.fromisoformat(value.replace(" UTC", "+00:00"))
        return value
    except ValueError:
        return _other_date(value)


def _other_date(value: str) -> str | None:
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    for form in _FORMATS:
        try:
            return datetime.strptime(value, form).date().isoformat()
        except ValueError:
            continue
    try:  # a time that is not quite ISO still begins with its day
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        return None

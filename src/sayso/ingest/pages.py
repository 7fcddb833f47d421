"""HTML pages -> articles."""

from __future__ import annotations

import logging
import re
from typing import Any

from sayso.errors import InputError
from sayso.ingest import guard
from sayso.ingest.articles import Given, article_from_text, domain, failed
from sayso.ingest.worker import WORKER, PageWorker
from sayso.model import Article

log = logging.getLogger(__name__)

_SEPARATED = re.compile(r"\s+[|–—\-:•»]\s+")


def article_from_html(
    html: str,
    *,
    given: Given,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    date: str | None = None,
    language: str | None = None,
    id: str | None = None,
    worker: PageWorker = WORKER,
) -> Article:
    """The article of a page: `given` wins, then what the record says, then what the page says."""
    url = given.url or url
    try:
        if why := guard.refusal(html):
            raise InputError(f"the page was not parsed: {why}", code="complexity_limit")
        page = worker.parse(html, url)
    except InputError as error:
        return failed(error.code, error.message, given, id=id, url=url, seen=html)
    if page["how"] != "trafilatura":
        log.info("no main text found in %s; took its paragraphs", url or "a page")
    url = url or page["url"]
    outlet = given.outlet or outlet or page["sitename"] or domain(url) or page["hostname"]
    title = title or _headline(page["title"], outlet, page["sitename"])
    text = _text(page, title)
    if not text:
        return failed(
            "empty",
            "no text was found in the page; if it is drawn by scripts, save it from a browser",
            given,
            id=id,
            url=url,
            seen=html,
        )
    return article_from_text(
        text,
        date=given.date or date or page["date"],
        outlet=outlet,
        url=url,
        language=given.language or language,
        title=title,
        byline=byline or page["author"],
        id=id,
        raw=given.raw,
        media_type="text/html",
    )


def _text(page: dict[str, Any], title: str | None) -> str:
    """Paragraphs apart by blank lines, the headline first unless the body begins with it."""
    lines = [line.strip() for line in page["text"].split("\n") if line.strip()]
    if not any(c.isalnum() for line in lines for c in line):
        return ""
    if title and not _key(lines[0]).startswith(_key(title)):
        lines.insert(0, " ".join(title.split()))
    return "\n\n".join(lines)


def _headline(title: str | None, outlet: str | None, sitename: str | None) -> str | None:
    """The title without the outlet's name at its end: `Talks fail | Example News`."""
    names = {_key(name) for name in (outlet, sitename) if name}
    parts = list(_SEPARATED.finditer(title or ""))
    if title and parts and _key(title[parts[-1].end() :]) in names:
        title = title[: parts[-1].start()]
    return (title or "").strip() or None


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())

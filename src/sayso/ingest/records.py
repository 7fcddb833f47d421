"""JSON and JSONL: our own keys, those of news-please and those of NGEC input."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.ingest import pages
from sayso.ingest.articles import Given, article_from_text, failed, problem
from sayso.model import Article, Problem

# For each field the keys that may hold it, the contract's own first.
KEYS: dict[str, tuple[str, ...]] = {
    "text": ("text", "maintext", "event_text", "article_text", "body", "content"),
    "html": ("html",),
    "id": ("id", "event_id", "story_id", "filename"),
    "url": ("url", "link"),
    "outlet": ("outlet", "publisher", "source", "publication", "source_domain"),
    "title": ("title", "headline"),
    "byline": ("byline", "authors", "author"),
    "published_at": ("published_at", "date_publish", "date", "publication_date", "pub_date"),
    "language": ("language", "lang"),
}
MAX_SHOWN = 80


def articles_from_jsonl(lines: Iterable[str], *, given: Given | None = None) -> Iterator[Article]:
    """One article for every line that is not blank, in order; a bad line gives an article with a problem."""
    given = given or Given()
    for number, line in enumerate(lines, 1):
        if line.strip().strip("\ufeff\x00"):
            yield article_from_line(line.strip().lstrip("\ufeff"), given, f"line {number}")


def article_from_line(line: str, given: Given, where: str) -> Article:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return failed("bad_json", f"{where} is not valid JSON: {error}", given, seen=line)
    return article_from_record(record, given, where)


def article_from_record(record: Any, given: Given, where: str) -> Article:
    """The article of one JSON value; values of the wrong type are told and left out."""
    if not isinstance(record, dict):
        return failed("bad_record", f"{where} is no JSON object but {_shown(record)}", given, seen=_shown(record))
    problems: list[Problem] = []
    fields = {name: _field(record, name, problems) for name in KEYS}
    id, url = fields["id"], given.url or fields["url"]
    text, html = fields["text"], fields["html"]
    if html is not None and text is None:
        article = pages.article_from_html(
            html,
            given=given,
            url=fields["url"],
            outlet=fields["outlet"],
            title=fields["title"],
            byline=fields["byline"],
            date=fields["published_at"],
            language=fields["language"],
            id=id,
        )
        return article
    if text is None:
        said = problems[0].message if problems else f"it has the keys {_shown(sorted(map(str, record)))}"
        return failed(
            "no_text", f"{where} has neither text nor html; {said}", given, id=id, url=url, seen=_shown(record)
        )
    return article_from_text(
        text,
        date=given.date or fields["published_at"],
        outlet=given.outlet or fields["outlet"],
        url=url,
        language=given.language or fields["language"],
        title=fields["title"],
        byline=fields["byline"],
        id=id,
        raw=given.raw,
        problems=tuple(problems),
    )


def _field(record: dict[Any, Any], name: str, problems: list[Problem]) -> str | None:
    """The first value that is set; numbers are taken as text, lists of names joined."""
    for key in KEYS[name]:
        value = record.get(key)
        if value is None or value == "" or value == []:
            continue
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return ", ".join(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and name in ("id", "published_at"):
            return str(value)
        if isinstance(value, str):
            return value if name in ("text", "html") else value.strip() or None
        problems.append(problem("bad_field", f"{key!r} must be a string, not {_shown(value)}"))
    return None


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= MAX_SHOWN else shown[:MAX_SHOWN] + "…"

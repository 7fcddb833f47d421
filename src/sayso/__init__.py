"""Sayso reads news and keeps its sources: who did what to whom, where, when, and on whose say-so.

import sayso
reading = sayso.read(text, outlet="Example News", date="2019-04-11")
for claim in reading.claims:
    print(claim.event.type, claim.status, [link.name for link in claim.chain])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sayso.desk import Desk
    from sayso.model import Article, Reading

__version__ = "0.1.0"

_HOMES = dict.fromkeys(
    (
        "Actor",
        "Article",
        "Attribution",
        "Claim",
        "Document",
        "EventMention",
        "Link",
        "ParsedDocument",
        "Problem",
        "Reading",
        "Span",
        "Veridicality",
    ),
    "sayso.model",
)
_HOMES |= {"Client": "sayso.client", "Desk": "sayso.desk", "Reader": "sayso.reader"}
_HOMES |= dict.fromkeys(
    ("ConfigError", "DataError", "InputError", "SaysoError", "StageError", "StoreError"), "sayso.errors"
)

__all__ = ["__version__", "open", "read", "read_many", *sorted(_HOMES)]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")


def read(
    text: str,
    *,
    outlet: str | None = None,
    date: str | None = None,
    url: str | None = None,
    language: str | None = None,
    title: str | None = None,
    profile: str = "default",
    raw: bool = False,
) -> Reading:
    """One article, read. `date` is the day of publication, ISO 8601; with `raw` the text is taken exactly as given."""
    from sayso.ingest import article_from_text
    from sayso.reader import Reader

    article = article_from_text(text, date=date, outlet=outlet, url=url, language=language, title=title, raw=raw)
    return next(Reader(profile).read_articles([article]))


def read_many(articles: Iterable[Article | str], *, profile: str = "default") -> Iterator[Reading]:
    """One reading per article, in order; a bad article comes back with its `problems` and never stops the run."""
    from sayso.ingest import article_from_text
    from sayso.reader import Reader

    made = (article_from_text(a) if isinstance(a, str) else a for a in articles)
    return Reader(profile).read_articles(made)


def open(where: str | Path = "sayso.db") -> Desk:
    """The store of `sayso code` at a file or a PostgreSQL address, to ask: `with sayso.open("news.db") as news: ...`."""
    from sayso.desk import open_desk

    return open_desk(where)

"""Anything readable -> Article."""

from sayso.ingest.articles import Given, article_from_text
from sayso.ingest.records import articles_from_jsonl
from sayso.ingest.sources import read_source

__all__ = ["Given", "article_from_text", "articles_from_jsonl", "read_source"]

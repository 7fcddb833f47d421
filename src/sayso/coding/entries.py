"""One input with its outcome -> the entry that the ledger keeps of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.coding.identity import Publisher, article_id, given_id, page_address, publisher, storable, text_hash
from sayso.coding.inputs import Item
from sayso.coding.outcome import Failed, Read
from sayso.model import Article
from sayso.store.entry import Entry, InputRow, StoredArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """An input whose article is here: what identifies both, and the article under the id that the ledger gives it."""

    id: str
    item: Item
    article: Article
    given_id: str | None
    hash: str
    publisher: Publisher
    received_at: str


def incoming(id: str, item: Item, article: Article, now: str) -> Incoming:
    hashed, by = text_hash(article.text), publisher(article)
    return Incoming(
        id=id,
        item=item,
        article=replace(article, id=article_id(hashed, by.key)),
        given_id=given_id(article),
        hash=hashed,
        publisher=by,
        received_at=now,
    )


def read_entry(run: str, it: Incoming, read: Read) -> Entry:
    """The entry of an article that was read."""
    return Entry(
        run=run, input=_row(it, read.state), article=_stored(it, read), reading=read.found, problems=read.problems
    )


def duplicate_entry(run: str, it: Incoming) -> Entry:
    """The entry of an input that repeats an article of the ledger."""
    said = "the same text from the same outlet is in the ledger"
    return Entry(run=run, input=replace(_row(it, "duplicate"), article=it.article.id, reason="same-text", message=said))


def failed_entry(run: str, it: Incoming, failed: Failed) -> Entry:
    """The entry of an input that gave nothing to read."""
    row = replace(
        _row(it, "quarantined"), reason=failed.reason, message=failed.message, retryable=failed.retryable, article=None
    )
    return Entry(run=run, input=row, problems=failed.problems)


def _row(it: Incoming, state: str) -> InputRow:
    return InputRow(
        id=it.id,
        source=it.item.source,
        position=it.item.position,
        given_id=it.given_id,
        sha256=it.item.content,
        received_at=it.received_at,
        state=state,
    )


def _stored(it: Incoming, read: Read) -> StoredArticle:
    article, told = it.article, read.found["article"]
    page = article.url == it.item.source or page_address(article.url) is not None
    return StoredArticle(
        id=article.id,
        given_id=it.given_id,
        url=storable(article.url) if article.url and page else None,
        outlet=article.outlet,
        outlet_id=it.publisher.id,
        outlet_key=it.publisher.key,
        family=it.publisher.family,
        title=told["title"],
        byline=told["byline"],
        dateline=told["dateline"],
        credits=read.credits,
        published_at=article.published_at,
        seen_at=it.received_at,
        language=told["language"],
        translated_from=told["translated_from"],
        text_hash=it.hash,
        media_type=article.media_type,
        raw_text=article.text,
    )

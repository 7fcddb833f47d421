"""Claims of single sentences, each read as an article of its own."""

from __future__ import annotations

from sayso.ingest import article_from_text
from sayso.model import Claim, Reading
from sayso.reader import Reader


def readings_of(texts: tuple[str, ...]) -> dict[str, Reading]:
    """The reading of each text, all read as one batch."""
    articles = [article_from_text(text, date="2024-05-16", outlet="Harbour Post") for text in texts]
    return dict(zip(texts, Reader("default").read_articles(articles), strict=True))


def claims_of(texts: tuple[str, ...]) -> dict[str, tuple[Claim, ...]]:
    """The claims of each text."""
    return {text: reading.claims for text, reading in readings_of(texts).items()}


def told(claim: Claim) -> str:
    """A claim in one line: type, status, export and root."""
    return f"{claim.event.type} {claim.status} {'exported' if claim.export else 'kept'} {claim.chain[-1].name}"

"""What all forms of a brief say alike: its heading, the line of figures, who locked it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.model.ledger import clock
from sayso.wording.events import counted
from sayso.wording.words import label

Json = dict[str, Any]
EXTRACTIVE = (
    "Every sentence is made by template from coded claims; nothing is written freely. Numbers lead to the claim, its words in the "
    "article, and the chain of sources down to the root."
)


def about(document: Json) -> str:
    """`Watchlist Border: type ASSAULT. 8 articles of 6 outlets were read. Draft.`"""
    name = f"Watchlist {document['name']}: {document['words']}" if document["name"] else _asked(document)
    return f"{name}. {read_words(**document['read'])}. {standing(document)}."


def _asked(document: Json) -> str:
    return f"Of {document['words']}" if document["filter"] else "Of all that the store holds"


def read_words(articles: int, outlets: int, verb: str = "") -> str:
    """`8 articles of 6 outlets read`; of articles that name no outlet it says so. `verb`: with `was` or `were`."""
    was = f"{'was' if articles == 1 else 'were'} read" if verb else "read"
    if not articles:
        return f"No article {'was ' if verb else ''}read"
    if not outlets:
        known = "its outlet is not known" if articles == 1 else "their outlets are not known"
        return f"{counted(articles, 'article')} {was}; {known}"
    return f"{counted(articles, 'article')} of {counted(outlets, 'outlet')} {was}"


def standing(document: Json) -> str:
    """Whether it is locked, by whom and when."""
    if document.get("state") != "locked":
        return "Draft"
    return f"Locked by {document['locked_by']} at {clock(document['locked_at'])}; SHA-256 {document['hash']}"


def figures(document: Json) -> list[tuple[str, int]]:
    """How many events were new, confirmed, disputed, withdrawn."""
    return [(label("change", kind), n) for kind, n in document["counts"].items() if n or kind != "changed"]


def filled(document: Json) -> Iterator[Json]:
    """The sections that have items."""
    return (section for section in document["sections"] if section["items"])


def items(document: Json) -> list[Json]:
    """All items, in their order."""
    return [item for section in filled(document) for item in section["items"]]


def left_out(document: Json) -> str:
    """How many events there was no room for."""
    n = document["left_out"]
    return (
        f"{counted(n, 'event')} more of that day with less behind {'it' if n == 1 else 'them'} left out." if n else ""
    )

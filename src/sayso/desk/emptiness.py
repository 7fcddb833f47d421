"""What a store holds, for telling people why an answer is empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.store import Store


@dataclass(frozen=True, slots=True)
class Held:
    articles: int
    events: int


def held(store: Store) -> Held:
    """How many articles and events there are."""
    with store.read() as connection:
        counts = [connection.scalar(select(func.count()).select_from(table)) for table in (t.articles, t.events)]
    return Held(int(counts[0] or 0), int(counts[1] or 0))

"""What a store holds, counted: why an answer is empty, what a run has made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from sayso.desk.names import near_names
from sayso.store import tables as t

if TYPE_CHECKING:
    from sayso.store import Store


@dataclass(frozen=True, slots=True)
class Held:
    articles: int
    events: int
    stories: int
    copies: int

    @property
    def derived(self) -> dict[str, int]:
        """What `sayso rebuild` makes of the articles, counted."""
        return {"copies": self.copies, "stories": self.stories, "events": self.events}


def held(store: Store) -> Held:
    """How many articles, events, stories and copies there are."""
    with store.read() as connection:
        counts = (
            connection.scalar(select(func.count()).select_from(table))
            for table in (t.articles, t.events, t.stories, t.copies)
        )
        return Held(*(int(count or 0) for count in counts))


def like(store: Store, kind: str, name: str) -> list[str]:
    """Outlets or roots of the store that a name which it does not have is spelt nearly like."""
    with store.read() as connection:
        return near_names(connection, kind, name)

"""A store, open for questions: `sayso.open("sayso.db")`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sayso.desk import actors, changes, claims, dyads, events, refuted, sources, stories
from sayso.desk.conditions import full_id
from sayso.desk.filters import filter_of, one_of
from sayso.errors import InputError

if TYPE_CHECKING:
    from sayso.store import Store

Json = dict[str, Any]
FRAMES = ("events", "claims", "stories", "sources", "actors", "diff", "dyad")


class Desk:
    """Asks a store, and never changes it. Filters have the names of the options of `sayso events`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        self.store.close()

    def events(self, **filters: Any) -> Iterator[Json]:
        """Events as objects of `sayso-event/1`, the newest first."""
        return events.events(self.store, filter_of(**filters))

    def event(self, event_id: str) -> Json:
        """One event; an id that it had before earlier reports joined it, or the beginning of its id, finds it too.

        By its whole id one is found, too, that is withdrawn from view since all its claims were judged wrong.
        """
        for found in events.events_by_id(self.store, [full_id(event_id, "event")]):
            return found
        for found in self.events(id=event_id):
            return found
        for found in refuted.events(self.store, [full_id(event_id, "event")]):
            return found
        raise InputError(
            f"the store has no event {event_id!r}; list them with: sayso events", code="no_event", value=event_id
        )

    def claims(self, **filters: Any) -> Iterator[Json]:
        """Claims of current articles as objects of `sayso-claim/1`, the newest first."""
        return claims.claims(self.store, filter_of(**filters))

    def stories(self, **filters: Any) -> Iterator[Json]:
        """Stories as objects of `sayso-story/1`, the newest first."""
        return stories.stories(self.store, filter_of(**filters))

    def sources(self, **filters: Any) -> Iterator[Json]:
        """Sources with what they are the root of, those of most events first."""
        return sources.sources(self.store, filter_of(**filters))

    def actors(self, **filters: Any) -> Iterator[Json]:
        """Who takes part in events: as actor, as recipient and as source, the busiest first."""
        return actors.actors(self.store, filter_of(**filters))

    def dyad(self, a: str, b: str, **filters: Any) -> Iterator[Json]:
        """What two parties did to each other: one row for each day, direction, quad class and verdict."""
        return dyads.dyad(self.store, a, b, filter_of(**filters))

    def diff(self, since: str, *, by: str = "known", kinds: tuple[str, ...] = (), **filters: Any) -> Iterator[Json]:
        """What became known since then: new, confirmed, disputed, withdrawn or changed, oldest first."""
        return changes.diff(self.store, since, filter_of(**filters), by=by, kinds=kinds)

    def frame(self, what: str, *args: Any, as_: str = "pandas", **filters: Any) -> Any:
        """An answer as a data frame of pandas or polars, flat, under the columns of `--csv`."""
        from sayso.desk.frames import frame

        ask: Callable[..., Iterator[Json]] = getattr(self, one_of("table", what, FRAMES))
        return frame(what, ask(*args, **filters), as_)


def open_desk(where: str | Path = "sayso.db") -> Desk:
    """The store at a file or a PostgreSQL address, for reading."""
    from sayso.store import open_store

    return Desk(open_store(where, read_only=True))

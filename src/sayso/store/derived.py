"""What is derived from the ledger: copies, sources, events with what changed, stories."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, literal_column, select, text
from sqlalchemy.engine import Connection

from sayso.codec.typed import decoder
from sayso.errors import InputError
from sayso.model.ledger import Change, Copy, Event, Evidence, SourceNode, Story
from sayso.store import rows, tables
from sayso.store.change_log import log_changes, log_refuted, note_clearing, settle
from sayso.store.event_rows import change_of, change_rows, event_rows
from sayso.store.reading import CURRENT
from sayso.store.revising import note_cleared, note_replaced
from sayso.store.rollups import clear, roll, standing
from sayso.store.session import Session, among

_KEPT: dict[str, tuple[Any, Any]] = {
    "event": (_EVENT := (tables.event_claims.c.claim_id, tables.event_claims.c.event_id)),
    "events": _EVENT,
    "story": (_STORY := (tables.story_articles.c.article_id, tables.story_articles.c.story_id)),
    "stories": _STORY,
}

_SUPERSEDED = """
WITH RECURSIVE earlier(id) AS (
    SELECT a.previous FROM pending_articles p JOIN articles a ON a.id = p.article_id WHERE a.previous IS NOT NULL
    UNION
    SELECT a.previous FROM earlier e JOIN articles a ON a.id = e.id WHERE a.previous IS NOT NULL
)
SELECT d.article_id FROM earlier e JOIN derived_articles d ON d.article_id = e.id ORDER BY d.article_id
"""

# Asked for on every page: written out, since making such a query anew takes longer than its answer.
_EVENTS = "SELECT json FROM events WHERE id {among} ORDER BY first_at, id"
_CHANGE = namedtuple("_CHANGE", [column.name for column in tables.changes.columns])  # type: ignore[misc]
_CHANGES = f"SELECT {', '.join(_CHANGE._fields)} FROM changes WHERE event_id {{among}} ORDER BY event_id, position"


class DerivedStore(Session):
    def clear_derived(self) -> None:
        """Forget everything that is derived; the ledger stays as it is, and all of its current articles are pending."""
        with self._writing() as connection:
            clear(connection)
            for table in reversed(tables.DERIVED):
                connection.execute(table.delete())
            note_cleared(self, connection)
            note_clearing(self, connection)
            self._queue_current(connection)

    def settle_changes(self) -> None:
        """Once all that was cleared is derived again: log in what it came out otherwise."""
        settle(self)

    def mark_derived(self, ids: Iterable[str]) -> None:
        """Note that these articles stand in the derived tables."""
        asked, waiting = sorted(set(ids)), tables.pending_articles
        with self._writing() as connection:
            self._insert(connection, tables.derived_articles, [(own,) for own in asked])
            connection.execute(waiting.delete().where(among(waiting.c.article_id, asked, self.dialect)))

    def unmark_derived(self, ids: Iterable[str]) -> None:
        """Note that these articles left the derived tables: those that are current must be derived from again."""
        asked, done = sorted(set(ids)), tables.derived_articles
        with self._writing() as connection:
            connection.execute(done.delete().where(among(done.c.article_id, asked, self.dialect)))
            self._queue_current(connection, among(tables.articles.c.id, asked, self.dialect))

    def _queue_current(self, connection: Connection, *conditions: Any) -> None:
        articles, waiting = tables.articles, tables.pending_articles
        current = select(articles.c.id, articles.c.ordered_at).join_from(articles, tables.documents)
        there = select(literal_column("1")).where(waiting.c.article_id == articles.c.id).exists()
        rows = current.where(CURRENT, ~there, *conditions)
        connection.execute(waiting.insert().from_select(["article_id", "ordered_at"], rows))

    def superseded(self) -> list[str]:
        """The derived articles whose place pending ones have taken, however many versions lie between."""
        with self._reading() as connection:
            return list(connection.scalars(text(_SUPERSEDED)))

    def groups_of(self, space: str, items: Iterable[str]) -> dict[str, str]:
        """The group that each item is in: events of claims (space `event`), stories of articles (space `story`)."""
        if space not in _KEPT:
            raise InputError(f"no groups are kept for {space!r}; known: {', '.join(_KEPT)}", value=space)
        item, group = _KEPT[space]
        with self._reading() as connection:
            found = connection.execute(select(item, group).where(among(item, items, self.dialect)))
            return {row[0]: row[1] for row in found}

    def event_of(self, claim_ids: Iterable[str]) -> dict[str, str]:
        """The event of each claim that is in one."""
        return self.groups_of("event", claim_ids)

    # Copies and sources

    def add_copies(self, copies: Iterable[Copy]) -> None:
        """Keep edges from copies to what they copy; an edge that is there is replaced."""
        found = [(c.child, c.parent, c.kind, c.share, c.score, c.directed, rows.dumps(c.evidence)) for c in copies]
        with self._writing() as connection:
            self._upsert(connection, tables.copies, rows.storable(found))

    def remove_copies(self, article_ids: Iterable[str]) -> None:
        """Drop every edge that touches one of the articles."""
        asked = sorted(set(article_ids))
        with self._writing() as connection:
            for column in (tables.copies.c.child, tables.copies.c.parent):
                connection.execute(tables.copies.delete().where(among(column, asked, self.dialect)))

    def copies_of(self, article_ids: Iterable[str]) -> list[Copy]:
        """The edges that have one of the articles as child or as parent, by child and parent."""
        asked = sorted(set(article_ids))
        found: dict[tuple[str, str], Copy] = {}
        with self._reading() as connection:
            for column in (tables.copies.c.child, tables.copies.c.parent):
                for row in connection.execute(select(tables.copies).where(among(column, asked, self.dialect))):
                    found[row.child, row.parent] = _copy(row)
        return [found[key] for key in sorted(found)]

    def copying(self, article_ids: Iterable[str]) -> list[tuple[str, str]]:
        """Child and parent of the edges that have one of the articles as either."""
        asked, edge = sorted(set(article_ids)), tables.copies.c
        with self._reading() as connection:
            return sorted(
                {
                    (child, parent)
                    for column in (edge.child, edge.parent)
                    for child, parent in connection.execute(
                        select(edge.child, edge.parent).where(among(column, asked, self.dialect))
                    )
                }
            )

    def replace_sources(self, nodes: Iterable[SourceNode]) -> None:
        """Keep exactly these sources, with their aliases."""
        found = sorted(nodes, key=lambda node: node.id)
        with self._writing() as connection:
            connection.execute(tables.source_aliases.delete())
            connection.execute(tables.sources.delete())
            self._add_sources(connection, found)

    def add_sources(self, nodes: Iterable[SourceNode]) -> None:
        """Keep these sources too; one that is there is replaced, with its aliases."""
        found = sorted(nodes, key=lambda node: node.id)
        with self._writing() as connection:
            own = among(tables.sources.c.id, [node.id for node in found], self.dialect)
            connection.execute(tables.sources.delete().where(own))
            self._add_sources(connection, found)

    def _add_sources(self, connection: Connection, nodes: list[SourceNode]) -> None:
        own = [(n.id, n.name, n.kind, n.standing, n.family, n.country) for n in nodes]
        self._insert(connection, tables.sources, rows.storable(own))
        aliases = [(n.id, alias) for n in nodes for alias in n.aliases]
        self._insert(connection, tables.source_aliases, rows.storable(aliases))

    def sources(self, ids: Iterable[str] | None = None) -> list[SourceNode]:
        """The sources, all or those asked for, by id."""
        table, names = tables.sources, tables.source_aliases
        query, also = select(table).order_by(table.c.id), select(names).order_by(names.c.source_id, names.c.alias)
        if ids is not None:
            asked = sorted(set(ids))
            query = query.where(among(table.c.id, asked, self.dialect))
            also = also.where(among(names.c.source_id, asked, self.dialect))
        with self._reading() as connection:
            aliases: dict[str, list[str]] = {}
            for row in connection.execute(also):
                aliases.setdefault(row.source_id, []).append(row.alias)
            return [
                SourceNode(**row, aliases=tuple(aliases.get(row["id"], ())))
                for row in connection.execute(query).mappings()
            ]

    # Events and stories

    def replace_events(self, old_ids: Iterable[str], events: Iterable[Event], changes: Iterable[Change] = ()) -> None:
        """Put these events, with what changed in them, in the place of the old ones."""
        found, changes = list({event.id: event for event in events}.values()), tuple(changes)
        with self._writing() as connection:
            old_ids = set(old_ids)
            before = standing(connection, {*old_ids, *(event.id for event in found)})
            self._drop(connection, tables.events, {*old_ids, *(event.id for event in found)})
            for table, made in event_rows(found).items():
                self._insert(connection, table, rows.storable(made))
                if table is tables.events:
                    note_replaced(self, connection, "event", old_ids, {row[0]: row[-1] for row in made})
            self._insert(connection, tables.changes, rows.storable(change_rows(changes)))
            roll(connection, before, (event.id for event in found))
            log_changes(self, connection, found, changes, before=before)

    def log_refuted(self, events: Iterable[Event]) -> None:
        """Log that these events are withdrawn, before they go: every claim of theirs was judged wrong."""
        found = list(events)
        if found:
            with self._writing() as connection:
                log_refuted(self, connection, found)

    def events(self, ids: Iterable[str] | None = None) -> list[Event]:
        """The events, all or those asked for, by time of the first report and id."""
        table = tables.events
        read = decoder(Event)
        with self._reading() as connection:
            if ids is None:
                query = select(table.c.json).order_by(table.c.first_at, table.c.id)
                return [read(kept) for kept in connection.scalars(query)]
            return [read(row[0]) for row in self._among(connection, _EVENTS, sorted(set(ids)))]

    def resolve_event(self, event_id: str) -> str | None:
        """The event of this id, or the one that holds it since an earlier claim joined it; None where there is none."""
        with self._reading() as connection:
            own = connection.scalar(select(tables.events.c.id).where(tables.events.c.id == event_id))
            would = tables.event_claims.c
            return own or connection.scalar(select(would.event_id).where(would.would_be == event_id).limit(1))

    def changes(self, ids: Iterable[str] | None = None, *, since: str | None = None) -> list[Change]:
        """What became known, in the order in which the ledger saw it; `since` is a time of receipt, inclusive.

        Of events that are asked for by id: event by event, each in the canonical order of its articles.
        """
        table = tables.changes
        query = select(table)
        if ids is not None and since is None:
            with self._reading() as connection:
                return [change_of(_CHANGE(*row)) for row in self._among(connection, _CHANGES, sorted(set(ids)))]
        if ids is None:
            query = query.order_by(table.c.seen, table.c.event_id, table.c.position)
        else:
            query = query.order_by(table.c.event_id, table.c.position).where(
                among(table.c.event_id, sorted(set(ids)), self.dialect)
            )
        if since is not None:
            query = query.where(table.c.seen >= since)
        with self._reading() as connection:
            return [change_of(row) for row in connection.execute(query)]

    def replace_stories(self, old_ids: Iterable[str], stories: Iterable[Story]) -> None:
        """Put these stories in the place of the old ones."""
        found = list({story.id: story for story in stories}.values())
        with self._writing() as connection:
            old_ids = set(old_ids)
            self._drop(connection, tables.stories, {*old_ids, *(story.id for story in found)})
            note_replaced(self, connection, "story", old_ids, {s.id: rows.dumps(s) for s in found})
            own = [(s.id, s.title, len(s.articles), s.first_at, s.last_at, s.reopened) for s in found]
            self._insert(connection, tables.stories, rows.storable(own))
            inside = [(s.id, article, n) for s in found for n, article in enumerate(s.articles)]
            self._insert(connection, tables.story_articles, inside)

    def stories(self, ids: Iterable[str] | None = None) -> list[Story]:
        """The stories, all or those asked for, by time of their first article and id."""
        table, inside = tables.stories, tables.story_articles
        query = select(table).order_by(table.c.first_at, table.c.id)
        also = select(inside.c.story_id, inside.c.article_id).order_by(inside.c.story_id, inside.c.position)
        if ids is not None:
            asked = sorted(set(ids))
            query = query.where(among(table.c.id, asked, self.dialect))
            also = also.where(among(inside.c.story_id, asked, self.dialect))
        with self._reading() as connection:
            articles: dict[str, list[str]] = {}
            for row in connection.execute(also):
                articles.setdefault(row.story_id, []).append(row.article_id)
            return [
                Story(
                    id=row.id,
                    title=row.title,
                    articles=tuple(articles[row.id]),
                    first_at=row.first_at,
                    last_at=row.last_at,
                    reopened=row.reopened,
                )
                for row in connection.execute(query)
            ]

    def _drop(self, connection: Connection, table: Table, ids: Iterable[str]) -> None:
        """Delete rows by id; what belongs to them goes with them."""
        connection.execute(table.delete().where(among(table.c.id, sorted(set(ids)), self.dialect)))


def _copy(row: Any) -> Copy:
    return Copy(
        child=row.child,
        parent=row.parent,
        kind=row.kind,
        share=row.share,
        score=row.score,
        directed=row.directed,
        evidence=tuple(decoder(list[Evidence])(row.evidence)),
    )

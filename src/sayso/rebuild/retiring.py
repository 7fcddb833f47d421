"""Articles that a newer version has taken the place of leave the derived tables; the ledger keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.corroborate import copies, joining, stories
from sayso.corroborate.index import day_number
from sayso.model.ledger import ClaimRecord, Report
from sayso.rebuild.comparing import Comparer, Shelf, Touched
from sayso.rebuild.taking import Taking, wholly

if TYPE_CHECKING:
    from sayso.store import Store


def retire(store: Store, shelf: Shelf, ids: Sequence[str]) -> Touched:
    """Take articles out of the index, the pairs and the copies; what they were grouped with must be looked at again."""
    touched = Touched()
    if not ids:
        return touched
    records = store.records(ids)
    for report in store.reports(ids, current=False):
        _unlist(store, report, records[report.id])
    claims = [record.id for found in records.values() for record in found]
    touched.claims.update(_together(store, "event", claims))
    touched.articles.update(_together(store, "story", ids))
    edges = store.copies_of(ids)
    for edge in edges:
        touched.copied.update((edge.child, edge.parent))
    children = {edge.child for edge in edges if wholly(edge, edge.child)} - set(ids)
    full = Taking(store, shelf).full(children)
    store.remove_copies(ids)
    store.remove_pairs(joining.SPACE, claims)
    store.remove_pairs(stories.SPACE, ids)
    store.unmark_derived(ids)
    shelf.forget(ids)
    touched.copied -= set(ids)
    touched.add(_again(store, shelf, full))
    return touched


def _again(store: Store, shelf: Shelf, children: set[str]) -> Touched:
    """Search anew for whom the articles took from whose search an article that is gone had brought to an end."""
    touched = Touched()
    comparer = Comparer(store, shelf)
    claims = shelf.of_articles(children)
    for report in sorted(shelf.reports(children).values(), key=lambda r: r.order):
        touched.add(comparer.compare_text(report, claims[report.id]))
    return touched


def _unlist(store: Store, report: Report, records: Sequence[ClaimRecord]) -> None:
    day = day_number(report.day)
    for space, keys in copies.signature(report, records).spaces:
        store.remove(space, report.id, day, keys)
    own = stories.features(report)
    store.remove(stories.SPACE, report.id, own.day, stories.story_keys(own))
    for record in records:
        store.remove(joining.SPACE, record.id, joining.event_day(record, report), joining.event_keys(record, report))


def _together(store: Store, space: str, items: Sequence[str]) -> set[str]:
    """The items with all that are in a group with one of them."""
    groups = set(store.groups_of(space, items).values())
    members = store.events(groups) if space == "event" else store.stories(groups)
    together = {own for group in members for own in (group.claims if space == "event" else group.articles)}  # type: ignore[union-attr]
    return together | set(items)

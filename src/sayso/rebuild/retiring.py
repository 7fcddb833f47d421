"""Articles that a newer version has taken the place of leave the derived tables; the ledger keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.corroborate import copies, joining, stories
from sayso.corroborate.index import day_number
from sayso.model.ledger import ClaimRecord, Report
from sayso.rebuild.comparing import Shelf, Touched

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
    for edge in store.copies_of(ids):
        touched.copied.update((edge.child, edge.parent))
    store.remove_copies(ids)
    store.remove_pairs(joining.SPACE, claims)
    store.remove_pairs(stories.SPACE, ids)
    store.unmark_derived(ids)
    shelf.forget(ids)
    touched.copied -= set(ids)
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

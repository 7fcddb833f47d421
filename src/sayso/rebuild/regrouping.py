"""Stories and events of what a batch touched, built anew from the pairs that the store has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sayso.corroborate import joining, stories
from sayso.corroborate.grouping import Group, agglomerate
from sayso.rebuild.comparing import Shelf, Touched
from sayso.rebuild.composing import Composer
from sayso.rebuild.judging import Judged

if TYPE_CHECKING:
    from sayso.store import Store


class Before:
    """How items were grouped before, and which of them something new is known about."""

    def __init__(self, groups: Mapping[str, str], touched: set[str]) -> None:
        self._groups, self._touched = groups, touched
        self._sizes = Counter(groups.values())

    def unchanged(self, group: Group) -> bool:
        """Whether the group stands as it did, with nothing new about its members."""
        own = self._groups.get(group[0])
        if own is None or self._sizes[own] != len(group):
            return False
        return all(self._groups.get(item) == own and item not in self._touched for item in group)

    def gone(self, kept: list[Group]) -> set[str]:
        """The groups of before that none of these keeps."""
        return set(self._sizes) - {self._groups[group[0]] for group in kept}


def regroup_stories(store: Store, shelf: Shelf, touched: Touched) -> int:
    """Build the stories around the touched articles again; claims of articles that changed their story are touched, too."""
    items, pairs = store.component(stories.SPACE, touched.articles)
    reports = shelf.reports(items)
    old = store.groups_of("story", items)
    before = Before(old, touched.articles)
    features = {own: shelf.features(report) for own, report in reports.items()}
    groups = agglomerate(reports, pairs, may_join=stories.may_join(features, pairs))
    kept = [group for group in groups if before.unchanged(group)]
    made = [
        stories.story_of([reports[own] for own in group], features) for group in groups if not before.unchanged(group)
    ]
    store.replace_stories(before.gone(kept), made)
    moved = [own for story in made for own in story.articles if old.get(own) != story.id]
    touched.claims.update(store.claims_of_articles(moved))
    return len(made)


def regroup_events(store: Store, shelf: Shelf, touched: Touched, judged: Judged) -> int:
    """Build the events around the touched claims again."""
    touched.claims.update(store.claims_of_articles(_families(store, judged, touched.copied)))
    items, pairs = store.component(joining.SPACE, touched.claims)
    records = shelf.records(items)
    reports = shelf.reports({record.article for record in records.values()})
    records = {own: r for own, r in records.items() if r.article in reports and own not in judged.wrong}
    before = Before(store.groups_of("event", items), touched.claims)
    veto = judged.may_join(joining.may_join(records, reports))
    groups = agglomerate(records, pairs, may_join=veto)
    kept = [group for group in groups if before.unchanged(group)]
    composer = Composer(store, shelf, judged)
    fresh = [[records[own] for own in group] for group in groups if not before.unchanged(group)]
    events, changes, sources = composer.compose(fresh)
    store.replace_events(before.gone(kept), events, changes)
    store.add_sources(sources)
    return len(events)


def _families(store: Store, judged: Judged, articles: set[str]) -> set[str]:
    """The articles with all that copy edges connect with them: a new edge may move the roots of any."""
    known, edge = set(articles), set(articles)
    while edge:
        edge = {own for two in judged.copying(store.copying(edge)) for own in two} - known
        known |= edge
    return known

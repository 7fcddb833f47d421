"""Groups of claims -> events, with what changed in them and the sources that they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from sayso.corroborate.joining import Merged, merge
from sayso.corroborate.sources import source_of
from sayso.corroborate.verdict import Judged as Found
from sayso.corroborate.verdict import changes_of, judge
from sayso.model.ledger import Change, ClaimRecord, Copy, Event, Report, SourceNode
from sayso.rebuild.comparing import Shelf
from sayso.rebuild.judging import Judged

if TYPE_CHECKING:
    from sayso.store import Store

Made = tuple[list[Event], list[Change], list[SourceNode]]


class Composer:
    """Builds events of one batch; what they need from the store is read once for all of them."""

    def __init__(self, store: Store, shelf: Shelf, judged: Judged) -> None:
        self._store, self._shelf, self._judged = store, shelf, judged

    def compose(self, groups: Sequence[Sequence[ClaimRecord]]) -> Made:
        """An event for each group, what became known of it when, and all sources of their chains."""
        articles = {claim.article for group in groups for claim in group}
        copies = self._judged.copies(self._store.copies_of(articles))
        reports = self._shelf.reports(articles | {own for c in copies for own in (c.child, c.parent)})
        near = _by_article(copy for copy in copies if copy.child in reports and copy.parent in reports)
        stories = self._store.groups_of("story", articles)
        events: list[Event] = []
        changes: list[Change] = []
        for group in groups:
            event, told = self._event(group, reports, near, stories)
            events.append(event)
            changes += told
        return events, changes, self._sources((claim for group in groups for claim in group), reports)

    def _event(
        self,
        group: Sequence[ClaimRecord],
        reports: Mapping[str, Report],
        near: Mapping[str, Sequence[Copy]],
        stories: Mapping[str, str],
    ) -> tuple[Event, tuple[Change, ...]]:
        merged = merge(group, reports)
        by_id = {claim.id: claim for claim in group}
        claims = [by_id[own] for own in merged.claims]
        stances = dict(zip(merged.claims, merged.stances, strict=True))
        copies = {(c.child, c.parent): c for own in merged.articles for c in near.get(own, ())}
        edges = [copies[key] for key in sorted(copies)]
        around = {*merged.articles, *(own for key in copies for own in key)}
        told = {own: reports[own] for own in sorted(around)}
        more: Any = {"stances": stances, "conflicts": merged.conflicts, "judgements": self._judged.all}
        found = judge(claims, told, edges, **more)
        event = _event(merged, found, stories.get(merged.first_report))
        return event, changes_of(event.id, claims, told, edges, now=found, **more)

    def _sources(self, claims: Iterable[ClaimRecord], reports: Mapping[str, Report]) -> list[SourceNode]:
        """Every source that the chains name, with all names it goes by here and so far."""
        nodes: dict[str, SourceNode] = {}
        names: defaultdict[str, set[str]] = defaultdict(set)
        for claim in claims:
            for link in claim.chain:
                node = source_of(link, reports[claim.article].day)
                nodes.setdefault(node.id, node)
                names[node.id].update(node.aliases, (link.name,), (link.text,) if link.text else ())
        for known in self._store.sources(nodes):
            names[known.id].update(known.aliases)
        return [
            replace(node, aliases=tuple(sorted(names[own] - {node.name, ""}))) for own, node in sorted(nodes.items())
        ]


def _event(merged: Merged, found: Found, story: str | None) -> Event:
    own = {field.name: getattr(merged, field.name) for field in fields(merged)} | {"conflicts": found.conflicts}
    return Event(
        **own,
        roots=found.roots,
        independent_roots=found.independent,
        verdict=found.verdict,
        verdict_why=found.why,
        grade=found.grade,
        circular=found.weighed.circular,
        story=story,
    )


def _by_article(copies: Iterable[Copy]) -> dict[str, list[Copy]]:
    out: defaultdict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        out[copy.child].append(copy)
        out[copy.parent].append(copy)
    return out

"""New articles and their claims against those that are there: copy edges and pairs, by what the index finds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from sayso.corroborate import copies, joining, stories
from sayso.model.ledger import ClaimRecord, Copy, Pair, Report
from sayso.rebuild.taking import Taking

if TYPE_CHECKING:
    from sayso.store import Store

Value = TypeVar("Value")

WHOLE = 0.5  # share of a copy's words from which both articles are on one affair
REPORTS, FEATURES, RECORDS = 500, 1_000, 4_000  # kept at hand: some days of a feed, and no more for a longer archive


class Kept(OrderedDict[str, Value], Generic[Value]):
    """The last values that were used, at most `most` of them."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def use(self, key: str) -> Value | None:
        if key not in self:
            return None
        self.move_to_end(key)
        return self[key]

    def keep(self, key: str, value: Value) -> None:
        self[key] = value
        self.move_to_end(key)
        while len(self) > self.most:
            self.popitem(last=False)


@dataclass(slots=True)
class Touched:
    """What a batch may have changed: articles whose story, and claims whose event, must be looked at again."""

    articles: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    copied: set[str] = field(default_factory=set)  # articles with a new copy edge, or one that went
    compared: int = 0
    copies: int = 0

    def add(self, other: Touched) -> None:
        self.articles |= other.articles
        self.claims |= other.claims
        self.copied |= other.copied
        self.compared += other.compared
        self.copies += other.copies


class Shelf:
    """Reports, records and features of articles, read from the store when they are first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reports: Kept[Report] = Kept(REPORTS)
        self._records: Kept[ClaimRecord] = Kept(RECORDS)
        self._of_article: Kept[tuple[ClaimRecord, ...]] = Kept(REPORTS)

    def reports(self, ids: Iterable[str]) -> dict[str, Report]:
        """Those of the articles that are current."""
        out, missing = _split(self._reports, ids)
        for report in self._store.reports(missing) if missing else ():
            self._reports.keep(report.id, report)
            out[report.id] = report
        return out

    def records(self, ids: Iterable[str]) -> dict[str, ClaimRecord]:
        """The claims by their ids."""
        out, missing = _split(self._records, ids)
        for own, record in self._store.records_by_id(missing).items() if missing else ():
            self._records.keep(own, record)
            out[own] = record
        return out

    def of_articles(self, ids: Iterable[str]) -> dict[str, tuple[ClaimRecord, ...]]:
        """The claims of each article, in text order."""
        out, missing = _split(self._of_article, ids)
        for own, records in self._store.records(missing).items() if missing else ():
            self._of_article.keep(own, records)
            out[own] = records
            for record in records:
                self._records.keep(record.id, record)
        return out

    def features(self, report: Report) -> stories.Features:
        """What an article is about."""
        return _features(report)

    def forget(self, article_ids: Iterable[str]) -> None:
        """Drop articles that are no longer current."""
        for own in article_ids:
            self._reports.pop(own, None)


@lru_cache(maxsize=FEATURES)
def _features(report: Report) -> stories.Features:
    """Kept from one refresh to the next: a story of many days is looked at again with each article that joins it."""
    return stories.features(report)


def _split(kept: Kept[Value], ids: Iterable[str]) -> tuple[dict[str, Value], list[str]]:
    out: dict[str, Value] = {}
    missing: list[str] = []
    for own in dict.fromkeys(ids):
        found = kept.use(own)
        if found is None:
            missing.append(own)
        else:
            out[own] = found
    return out, missing


class Comparer:
    """Puts articles into the index and keeps what joins them to others."""

    def __init__(self, store: Store, shelf: Shelf, *, window_days: int = stories.WINDOW) -> None:
        self._store, self._shelf, self._window = store, shelf, window_days
        self._taking = Taking(store, shelf)

    def compare(self, report: Report, records: Sequence[ClaimRecord]) -> Touched:
        """Compare one article with those in the index and add it to them."""
        touched = self.compare_text(report, records)
        self._claims(report, records, touched)
        return touched

    def compare_text(self, report: Report, records: Sequence[ClaimRecord]) -> Touched:
        """Compare what an article took and what it is about; not its claims."""
        touched = Touched(articles={report.id}, claims={record.id for record in records})
        found = self._copies(report, records, touched)
        self._stories(report, found, touched)
        return touched

    def _copies(self, report: Report, records: Sequence[ClaimRecord], touched: Touched) -> list[Copy]:
        signature = copies.signature(report, records)
        near = copies.candidates(self._store, report, signature)
        copies.add_to(self._store, report, signature)
        found = self._taking.find(report, near)
        around = {own for edge in (*found, *self._taking.dropped) for own in (edge.child, edge.parent)}
        for theirs in self._shelf.of_articles(around - {report.id}).values():
            touched.claims.update(record.id for record in theirs)
        touched.copied |= around
        touched.compared += self._taking.compared
        touched.copies += len(found)
        return found

    def _stories(self, report: Report, found: Sequence[Copy], touched: Touched) -> None:
        own = self._shelf.features(report)
        near = [] if self._taking.ended else stories.candidates(self._store, own, window=self._window)
        self._store.add(stories.SPACE, report.id, own.day, stories.story_keys(own))
        others = self._shelf.reports(near)
        later = [other for other in others.values() if other.order > report.order]
        settled = self._taking.ending(later) if later else set()
        others = {own: other for own, other in others.items() if own not in settled}
        touched.compared += len(others)
        pairs = {(p.a, p.b): p for o in others.values() if (p := self._story_pair(own, o))}
        pairs |= {(p.a, p.b): p for edge in found if (p := _copied(edge))}
        touched.articles.update(item for pair in pairs for item in pair)
        self._store.add_pairs(stories.SPACE, pairs.values())
        for filled in sorted(self._taking.filled):
            self._settle(filled, touched)

    def _settle(self, article: str, touched: Touched) -> None:
        """Leave an article that many have the whole of no pairs with those before it but these: it is on their affair."""
        pairs = self._store.pairs_touching(stories.SPACE, [article])
        copied = {(p.a, p.b) for edge in self._store.copies_of([article]) if (p := _copied(edge))}
        reports = self._shelf.reports(item for pair in pairs for item in (pair.a, pair.b))
        for pair in pairs:
            ends = sorted((reports[own] for own in (pair.a, pair.b) if own in reports), key=lambda r: r.order)
            if (pair.a, pair.b) not in copied and len(ends) == 2 and ends[1].id == article:
                self._store.remove_pair(stories.SPACE, pair.a, pair.b)
                touched.articles |= {pair.a, pair.b}

    def _story_pair(self, own: stories.Features, other: Report) -> Pair | None:
        return stories.story_pair(own, self._shelf.features(other), window=self._window)

    def _claims(self, report: Report, records: Sequence[ClaimRecord], touched: Touched) -> None:
        for record in records:
            keys, day = joining.event_keys(record, report), joining.event_day(record, report)
            near = self._store.near(joining.SPACE, keys, day, window=joining.WINDOW)
            self._store.add(joining.SPACE, record.id, day, keys)
            others = self._shelf.records(item for item, _ in near if item != record.id)
            reports = self._shelf.reports({other.article for other in others.values()}) | {report.id: report}
            touched.compared += len(others)
            pairs: list[Pair] = []
            for other in others.values():
                theirs = reports.get(other.article)
                pair = joining.event_pair(record, report, other, theirs) if theirs else None
                if pair:
                    pairs.append(pair)
                    touched.claims.add(other.id)
            self._store.add_pairs(joining.SPACE, pairs)


def _copied(edge: Copy) -> Pair | None:
    """A copy edge as a reason for one story; a paragraph of background taken over is none."""
    if edge.share < WHOLE and edge.kind not in ("duplicate", "near-duplicate"):
        return None
    a, b = sorted((edge.child, edge.parent))
    return Pair(a=a, b=b, score=1.0, why=(f"{edge.kind} copy",))

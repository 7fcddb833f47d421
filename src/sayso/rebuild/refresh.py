"""Taking up what is new in the ledger, batch by batch, each in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sayso.knowledge.base import all_stays
from sayso.rebuild.comparing import Comparer, Shelf, Touched
from sayso.rebuild.judging import Judged, apply_new, inherited, judged, refuted
from sayso.rebuild.regrouping import regroup_events, regroup_stories
from sayso.rebuild.retiring import retire

if TYPE_CHECKING:
    from sayso.store import Store

BATCH = 200  # articles whose groups are built together: a story of the day is built once for all of them
AHEAD = 50  # batches that are listed at a time

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What one refresh did: articles taken up and retired, comparisons made, copy edges found, stories and events built."""

    articles: int = 0
    retired: int = 0
    compared: int = 0
    copies: int = 0
    stories: int = 0
    events: int = 0

    def __add__(self, other: Refreshed) -> Refreshed:
        names = self.__dataclass_fields__
        return Refreshed(**{name: getattr(self, name) + getattr(other, name) for name in names})


def rebuild(store: Store, *, progress: Progress | None = None, batch: int = BATCH) -> Refreshed:
    """Derive everything from the ledger anew; the result equals what refreshing step by step gave."""
    with store.transaction():
        store.log_refuted(refuted(store, judged(inherited(store, store.judgements()))))
        store.clear_derived()
    return refresh(store, progress=progress, batch=batch)


def refresh(store: Store, *, progress: Progress | None = None, batch: int = BATCH) -> Refreshed:
    """Bring copies, stories and events up to date with articles and judgements that are new; nothing new costs nothing.

    `progress` is called with the number of articles of each batch. A run that is cut goes on where the last batch ended.
    """
    shelf = Shelf(store)
    done = Refreshed()
    with store.transaction():
        rules = judged(inherited(store, store.judgements()))
        retired = store.superseded()
        store.log_refuted(refuted(store, rules))
        touched = apply_new(store, shelf, rules, retired)
        touched.add(retire(store, shelf, retired))
        done += _regroup(store, shelf, touched, rules) + Refreshed(retired=len(retired))
    while listed := store.pending(batch * AHEAD):
        rest = iter(listed)
        while ids := list(islice(rest, batch)):
            with all_stays(), store.transaction():  # a batch's reports and digests are kept for those that follow
                done += _take_up(store, shelf, ids, rules)
            if progress:
                progress(len(ids))
    with store.transaction():
        store.settle_changes()
    return done


def _take_up(store: Store, shelf: Shelf, ids: list[str], rules: Judged) -> Refreshed:
    comparer = Comparer(store, shelf)
    touched = Touched()
    reports = shelf.reports(ids)
    claims = shelf.of_articles(reports)
    for report in sorted(reports.values(), key=lambda r: r.order):
        touched.add(comparer.compare(report, claims[report.id]))
    done = _regroup(store, shelf, touched, rules)
    store.mark_derived(ids)
    return done + Refreshed(articles=len(ids), compared=touched.compared, copies=touched.copies)


def _regroup(store: Store, shelf: Shelf, touched: Touched, rules: Judged) -> Refreshed:
    if not (touched.articles or touched.claims or touched.copied):
        return Refreshed()
    stories = regroup_stories(store, shelf, touched)
    return Refreshed(stories=stories, events=regroup_events(store, shelf, touched, rules))

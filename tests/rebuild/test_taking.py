"""A flood of copies has few edges, and the same ones whatever came in which order."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks import growth

from sayso.model import content_id
from sayso.model.ledger import Copy, Event, Report, Story
from sayso.rebuild import rebuild, refresh
from sayso.rebuild.taking import ENOUGH, wholly
from sayso.store import Entry, Store, open_store

COPIES = 24
Derived = tuple[list[Event], list[Story], list[Copy]]


def flood() -> list[Report]:
    """One text and its copies, some of them cut, some with words of their own, in the order of their hours."""
    pick, told, facts = random.Random(7), growth.wire(12_345), growth.affair(12_345)
    out = []
    for n in range(COPIES):
        kept = list(told)
        if n % 3 == 1:
            kept.pop(pick.randrange(1, len(kept)))
        if n % 4 == 3:
            kept += [
                "Nobody in the market hall of Orbetsk would speak about the matter to our correspondent on Friday."
            ]
        outlet = f"Gazette Example {n}"
        out.append(
            Report(
                id=content_id("article", f"flood {n}"),
                text=" ".join(kept),
                title=f"{facts['place']}: {facts['actor']} {facts['deed']} {facts['other']}",
                outlet=outlet,
                outlet_id=f"outlet:gazette-example-{n}",
                published=f"2024-02-01T{n:02d}:00:00Z",
                seen="2024-02-02T00:00:00Z",
                language="en",
            )
        )
    return out


def derived(store: Store) -> Derived:
    return store.events(), store.stories(), store.copies_of([report.id for report in store.reports()])


def take_up(store: Store, reports: list[Report], chunk: int) -> None:
    run = store.begin_run("test", "synthetic", {})
    for start in range(0, len(reports), chunk):
        for report in reports[start : start + chunk]:
            store.record(growth.entry(run, report, int(report.published[11:13])))  # type: ignore[index]
        refresh(store)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Derived:
    with open_store(tmp_path_factory.mktemp("flood") / "s.db", create=True) as store:
        take_up(store, flood(), COPIES)
        return derived(store)


def test_a_flood_is_one_event_of_one_root_with_few_edges_a_copy(whole: Derived) -> None:
    events, stories, copies = whole
    assert [(len(event.articles), event.independent_roots) for event in events] == [(COPIES, 1)]
    assert len(stories) == 1
    children = [edge.child for edge in copies if wholly(edge, edge.child)]
    assert max(map(children.count, children)) == ENOUGH
    first = flood()[0].id
    assert all(any(e.child == r.id and e.parent == first for e in copies) for r in flood()[1:])


@pytest.mark.parametrize("seed", range(3))
def test_any_order_gives_the_same_edges_and_events(seed: int, tmp_path: Path, whole: Derived) -> None:
    reports = flood()
    random.Random(seed).shuffle(reports)
    with open_store(tmp_path / "s.db", create=True) as store:
        take_up(store, reports, (1, 5, COPIES)[seed])
        assert derived(store) == whole


def test_the_latest_first_gives_the_same(tmp_path: Path, whole: Derived) -> None:
    with open_store(tmp_path / "s.db", create=True) as store:
        take_up(store, flood()[::-1], 1)
        assert derived(store) == whole


def test_when_an_early_article_gets_a_new_version_later_ones_take_its_place(tmp_path: Path) -> None:
    reports = flood()
    with open_store(tmp_path / "s.db", create=True) as store:
        run = store.begin_run("test", "synthetic", {})
        for n, report in enumerate(reports):
            store.record(_at(growth.entry(run, report, n), f"https://gazette.example/{n}"))
        refresh(store)
        new = replace(
            reports[2], id=content_id("article", "anew"), text="The page was taken away. It is no longer here."
        )
        store.record(_at(growth.entry(run, new, COPIES), "https://gazette.example/2"))
        assert refresh(store).retired == 1
        before = derived(store)
        rebuild(store)
        assert derived(store) == before


def _at(entry: Entry, url: str) -> Entry:
    assert entry.article is not None
    return replace(entry, article=replace(entry.article, url=url))

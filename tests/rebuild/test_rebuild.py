"""Everything derived is a function of the ledger: order, chunks and what has nothing to do with it change nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sayso.model.ledger import Change, Copy, Event, Judgement, Story
from sayso.rebuild import Refreshed, rebuild, refresh
from sayso.store import Entry, Store
from tests.postgres import server
from tests.rebuild.told import crisis, recorded

Derived = tuple[list[Event], list[Story], list[Copy], list[Change]]


def derived(store: Store) -> Derived:
    """All that a store derived."""
    articles = [report.id for report in store.reports()]
    return store.events(), store.stories(), store.copies_of(articles), store.changes()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Derived:
    with recorded(tmp_path_factory.mktemp("whole") / "s.db", list(crisis())) as store:
        refresh(store)
        return derived(store)


def judgement(kind: str, a: str, b: str | None, answer: str = "yes", **more: str) -> Judgement:
    return Judgement(
        id=f"judgement:{kind}:{a}:{b}:{answer}",
        kind=kind,
        a=a,
        b=b,
        answer=answer,
        by="reader",
        at="2026-10-20T10:00:00Z",
        **more,
    )


def of_crisis() -> list[Entry]:
    return list(crisis())[:8]


def test_the_bundled_crisis_has_events_of_several_articles(whole: Derived) -> None:
    events, stories, copies, changes = whole
    assert max(event.reports for event in events) >= 3
    assert {event.verdict for event in events} >= {"single-source", "relayed", "echoed", "corroborated", "disputed"}
    assert copies
    assert {change.event for change in changes} == {event.id for event in events}
    assert len(stories) == 2


@pytest.mark.parametrize("seed", range(4))
def test_any_order_and_any_chunks_give_the_same(seed: int, tmp_path: Path, whole: Derived) -> None:
    pick = random.Random(seed)
    versions = list(crisis())[8:]  # of one page: they come in their order
    entries = list(crisis())[:8]
    pick.shuffle(entries)
    entries.insert(pick.randrange(9), versions[0])
    entries.append(versions[1])
    with recorded(tmp_path / "s.db", []) as store:
        run = store.begin_run("test", "default", {})
        while entries:
            for _ in range(pick.choice((1, 1, 2, 4))):
                if entries:
                    store.record(_in(run, entries.pop(0)))
            refresh(store, batch=pick.choice((1, 2, 200)))
        assert derived(store) == whole


def _in(run: str, entry: Entry) -> Entry:
    from dataclasses import replace

    return replace(entry, run=run)


def test_rebuilding_gives_what_refreshing_gave(tmp_path: Path) -> None:
    with recorded(tmp_path / "s.db", list(crisis())) as store:
        refresh(store, batch=3)
        before = derived(store)
        rebuild(store)
        assert derived(store) == before


def test_postgresql_derives_what_sqlite_derives(whole: Derived) -> None:
    with recorded(server().database(), list(crisis())) as store:
        refresh(store, batch=3)
        assert derived(store) == whole
        rebuild(store)
        assert derived(store) == whole


def test_nothing_new_does_nothing(tmp_path: Path) -> None:
    with recorded(tmp_path / "s.db", of_crisis()) as store:
        assert refresh(store).articles == 8
        assert refresh(store) == Refreshed()


def test_an_unrelated_article_changes_no_event_and_no_story(tmp_path: Path) -> None:
    with recorded(tmp_path / "s.db", of_crisis()) as store:
        refresh(store)
        events, stories, copies, _changes = derived(store)
        store.record(_in(store.begin_run("test", "default", {}), crisis()[8]))
        refresh(store)
        more = derived(store)
        assert [event for event in more[0] if event in events] == events
        assert [story for story in more[1] if story in stories] == stories
        assert more[2] == copies
        assert len(more[0]) > len(events)


def test_a_new_version_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    old, new = crisis()[8:]
    with recorded(tmp_path / "s.db", [*of_crisis(), old]) as store:
        refresh(store)
        store.record(_in(store.begin_run("test", "default", {}), new))
        assert refresh(store).retired == 1
        assert old.article is not None
        assert new.article is not None
        told = {own for event in store.events() for own in event.articles}
        assert old.article.id not in told
        assert new.article.id in told
        assert list(store.reports([old.article.id], current=False)), "the ledger keeps it"
        before = derived(store)
        rebuild(store)
        assert derived(store) == before


def test_never_more_roots_than_articles_nor_more_reports_than_claims(whole: Derived) -> None:
    for event in whole[0]:
        assert 1 <= event.independent_roots <= len(event.articles) <= len(event.claims)


def test_every_claim_stands_in_one_event(whole: Derived, tmp_path: Path) -> None:
    with recorded(tmp_path / "s.db", list(crisis())) as store:
        current = [report.id for report in store.reports()]
        claims = [record.id for records in store.records(current).values() for record in records]
    assert sorted(own for event in whole[0] for own in event.claims) == sorted(claims)


class TestJudgements:
    @pytest.fixture
    def store(self, tmp_path: Path) -> Store:
        store = recorded(tmp_path / "s.db", of_crisis())
        refresh(store)
        return store

    def test_two_events_judged_one_are_one_until_that_is_undone(self, store: Store) -> None:
        before = derived(store)
        one, other = sorted(before[0], key=lambda e: e.id)[:2]
        decided = judgement("same-event", one.claims[0], other.claims[0])
        store.judge(decided)
        refresh(store)
        together = store.event_of([one.claims[0], other.claims[0]])
        assert len(set(together.values())) == 1
        rebuild(store)
        assert store.event_of([one.claims[0], other.claims[0]]) == together
        store.judge(judgement("same-event", one.claims[0], other.claims[0], undoes=decided.id, answer="no"))
        refresh(store)
        assert derived(store) == before

    def test_an_event_keeps_its_reports_when_an_unlike_one_is_judged_the_same(self, store: Store) -> None:
        large = max(store.events(), key=lambda e: (e.reports, e.id))
        unlike = next(e for e in store.events() if e.type != large.type)
        store.judge(judgement("same-event", large.claims[0], unlike.claims[0]))
        refresh(store)
        assert len(set(store.event_of([*large.claims, *unlike.claims]).values())) == 1

    def test_claims_judged_apart_are_apart(self, store: Store) -> None:
        event = max(store.events(), key=lambda e: e.reports)
        first, last = event.claims[0], event.claims[-1]
        store.judge(judgement("same-event", first, last, "no"))
        refresh(store)
        assert len(set(store.event_of([first, last]).values())) == 2

    def test_what_was_judged_of_a_page_holds_for_its_next_version(self, tmp_path: Path) -> None:
        old, new = crisis()[8:]
        assert old.article is not None
        assert new.article is not None
        with recorded(tmp_path / "p.db", [*of_crisis(), old]) as store:
            refresh(store)
            claim = store.records([old.article.id])[old.article.id][0]
            store.judge(judgement("wrong", claim.id, None))
            refresh(store)
            store.record(_in(store.begin_run("test", "default", {}), new))
            refresh(store)
            heir = store.records([new.article.id])[new.article.id][0]
            assert heir.sentence == claim.sentence
            assert store.event_of([heir.id]) == {}
            before = derived(store)
            rebuild(store)
            assert derived(store) == before

    def test_a_claim_judged_wrong_stands_in_no_event(self, store: Store) -> None:
        claim = store.events()[0].claims[0]
        store.judge(judgement("wrong", claim, None))
        refresh(store)
        assert store.event_of([claim]) == {}
        assert store.records_by_id([claim]), "the ledger keeps it"

    def test_copies_that_were_judged_none_count_as_roots_again(self, store: Store) -> None:
        echoed = next(event for event in store.events() if event.verdict == "echoed")
        for copy in store.copies_of(echoed.articles):
            store.judge(judgement("copy-of", copy.child, copy.parent, "no"))
        refresh(store)
        now = store.events([store.event_of(echoed.claims[:1])[echoed.claims[0]]])[0]
        assert now.verdict != "echoed"
        assert now.independent_roots >= echoed.independent_roots

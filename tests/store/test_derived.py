"""What is derived comes back as it was put in, is replaced as a whole, and can be cleared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.errors import InputError
from sayso.model import content_id
from sayso.model.ledger import Change, Copy, Pair, SourceNode, Story
from sayso.store import Store
from sayso.store.tables import DERIVED, LEDGER
from tests.store.entries import EVIDENCE, article, entry, event, fill


def change(of: str, kind: str = "new", **more: object) -> Change:
    values = {"article": "article:1", "published": "2026-03-11", "seen": "2026-03-12T08:00:00Z", "before": None}
    values |= {"after": "single-source", "roots_before": 0, "roots_after": 1, "why": "first report"}
    return Change(event=of, change=kind, **(values | more))


def rows(store: Store, sql: str) -> list[tuple]:
    with store.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]


def test_events_come_back_whole(store: Store) -> None:
    one, other = event(("c1", "c2"), ("a1", "a2")), event(("c3",), ("a1",), site=None, counts=(), first_at="2026-01-01")
    store.replace_events([], [one, other])
    assert store.events() == [other, one]  # by their first report
    assert store.events([one.id, "event:none"]) == [one]
    assert store.event_of(["c1", "c2", "c3", "c4"]) == {"c1": one.id, "c2": one.id, "c3": other.id}


def test_events_are_flat_rows_for_people(store: Store) -> None:
    one = event(("c1", "c2"), ("a1", "a2"))
    store.replace_events([], [one])
    assert rows(store, "SELECT event_id, claim_id, stance, root_id FROM event_claims ORDER BY position") == [
        (one.id, "c1", "affirm", "actor:ministry"),
        (one.id, "c2", "affirm", "actor:ministry"),
    ]
    (row,) = rows(store, "SELECT actor, recipient, roots, place, reports, independent_roots, grade FROM v_events")
    assert row == ("Ardia", "Bovia", "the ministry", "Kassala", 2, 1, "F6")
    assert rows(store, "SELECT counts FROM events") == [('[{"kind":"killed","low":27,"high":null}]',)]


def test_replaced_events_leave_nothing_behind(store: Store) -> None:
    one, other = event(("c1",), ("a1",)), event(("c2",), ("a2",))
    store.replace_events([], [one, other], [change(one.id), change(other.id)])
    both = event(("c1", "c2"), ("a1", "a2"))
    store.replace_events([one.id, other.id], [both], [change(both.id, "confirmed")])
    assert store.events() == [both]
    assert [c.change for c in store.changes()] == ["confirmed"]
    for table in ("event_claims", "event_articles"):
        assert len(rows(store, f"SELECT * FROM {table}")) == 2


def test_an_id_that_an_event_once_had_leads_to_it(store: Store) -> None:
    later = event(("c2",), ("a2",))
    store.replace_events([], [later])
    whole = event(("c1", "c2"), ("a1", "a2"))  # an earlier claim joined, so the event has another id
    store.replace_events([later.id], [whole])
    assert (later.id, whole.id) == (content_id("event", "c2"), content_id("event", "c1"))
    assert store.resolve_event(later.id) == whole.id
    assert store.resolve_event(whole.id) == whole.id
    assert store.resolve_event("event:none") is None
    assert rows(store, "SELECT old, new FROM v_other_ids") == [(later.id, whole.id)]


def test_changes_are_kept_in_order_and_found_since(store: Store) -> None:
    one = event(("c1",), ("a1",))
    first = change(one.id)
    second = change(one.id, "confirmed", seen="2026-03-13T08:00:00Z", before="single-source", after="corroborated")
    store.replace_events([], [one], [first, second])
    assert store.changes() == [first, second]
    assert store.changes(since="2026-03-13") == [second]
    assert store.changes(["event:none"]) == []


def test_stories_come_back_and_are_replaced(store: Store) -> None:
    one = Story(id="story:1", title="Raid", articles=("a2", "a1"), first_at="2026-03-11", last_at="2026-03-12")
    store.replace_stories([], [one])
    assert store.stories() == [one]
    assert store.groups_of("story", ["a1", "a2", "a3"]) == {"a1": "story:1", "a2": "story:1"}
    other = replace(one, id="story:0", articles=("a0", "a1"), reopened=True)
    store.replace_stories([one.id], [other])
    assert store.stories(["story:0", "story:1"]) == [other]
    with pytest.raises(InputError, match="known: event"):
        store.groups_of("copies", ["a1"])


def test_copies_come_back_with_their_evidence(store: Store) -> None:
    one = Copy(child="a2", parent="a1", kind="partial", share=0.25, score=0.875, evidence=EVIDENCE)
    other = Copy(child="a3", parent="a2", kind="duplicate", share=1.0, score=1.0, directed=False)
    store.add_copies([one, other])
    assert store.copies_of(["a2"]) == [one, other]
    assert store.copies_of(["a1"]) == [one]
    store.add_copies([replace(one, kind="near-duplicate")])
    assert [c.kind for c in store.copies_of(["a1"])] == ["near-duplicate"]
    store.remove_copies(["a1"])
    assert store.copies_of(["a1", "a2", "a3"]) == [other]


def test_sources_come_back_with_their_aliases(store: Store) -> None:
    one = SourceNode(
        id="outlet:a", name="A", kind="outlet", standing="registered", family="f", aliases=("Al-A", "the A")
    )
    other = SourceNode(id="unnamed:b", name="an official", kind="unnamed", standing="unnamed", country="EGY")
    store.replace_sources([other, one])
    assert store.sources() == [one, other]
    store.add_sources([replace(one, aliases=("A.",))])
    assert store.sources(["outlet:a"]) == [replace(one, aliases=("A.",))]
    store.replace_sources([other])
    assert store.sources() == [other]


def test_what_is_new_is_pending_until_it_is_derived(store: Store) -> None:
    ids = fill(store, 4)
    assert store.pending(2) == ids[:2]
    store.mark_derived(ids[:3])
    assert store.pending(9) == ids[3:]
    store.unmark_derived(ids[1:2])
    assert store.pending(9) == [ids[1], ids[3]]
    store.clear_derived()
    assert store.pending(9) == ids


def test_versions_that_derived_ones_gave_way_to_are_told(store: Store) -> None:
    run = store.begin_run("code", "rules", {})
    url = "https://news.example/a"
    store.record(entry(run, "one", url=url))
    store.mark_derived([article("one").id])
    assert store.superseded() == []
    store.record(entry(run, "two", url=url))
    store.record(entry(run, "three", url=url))  # before anything was derived from the second
    assert store.superseded() == [article("one").id]
    assert store.pending(9) == [article("three").id]
    store.unmark_derived([article("one").id])
    store.mark_derived([article("three").id])
    assert (store.superseded(), store.pending(9)) == ([], [])
    store.clear_derived()
    assert store.pending(9) == [article("three").id]


def test_clearing_takes_all_that_is_derived_and_nothing_of_the_ledger(store: Store) -> None:
    fill(store, 2)
    store.mark_derived(store.pending(1))
    store.add("x", "a", 1, [1])
    one = event(("c1",), ("a1",))
    store.replace_events([], [one], [change(one.id)])
    store.replace_stories([], [Story(id="s", title="", articles=("a1",), first_at="", last_at="")])
    before = {t.name: rows(store, f"SELECT count(*) FROM {t.name}") for t in LEDGER}
    store.clear_derived()
    assert {t.name: rows(store, f"SELECT count(*) FROM {t.name}") for t in LEDGER} == before
    left = {t.name for t in DERIVED if rows(store, f"SELECT count(*) FROM {t.name}") != [(0,)]}
    assert left == {"pending_articles"}


def test_a_transaction_is_kept_whole_or_not_at_all(store: Store) -> None:
    def broken() -> None:
        with store.transaction():
            store.add("x", "a", 1, [1])
            store.replace_events([], [event(("c1",), ("a1",))])
            assert store.near("x", [1], 1) == [("a", 1)]  # inside, what was written is there
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert (store.near("x", [1], 1), store.events()) == ([], [])
    with store.transaction():
        store.add("x", "a", 1, [1])
        with store.transaction():
            store.add("x", "b", 1, [1])
    assert store.near("x", [1], 1) == [("a", 1), ("b", 1)]


def test_what_names_a_source_an_actor_or_an_event_is_found(store: Store) -> None:
    (own,) = fill(store, 1)
    records = store.records([own])[own]
    raid = next(
        r for r in records if r.in_role("actor") and r.in_role("actor")[0].id == "actor:sudanese-military-aircraft"
    )
    assert store.claims_naming(["actor:sudanese-military-aircraft"]) >= {raid.id}
    assert store.claims_naming([raid.root.id]) >= {raid.id}
    one = event((raid.id,), (own,))
    store.replace_events([], [one])
    assert store.claims_naming([one.id]) == {raid.id}
    assert store.claims_naming(["actor:ministry"]) == {raid.id}  # the root of the event
    assert store.claims_of_articles([own]) == {r.id for r in records}
    assert store.claims_naming(["actor:nobody"]) == set()


def test_one_pair_can_be_dropped(store: Store) -> None:
    store.add_pairs("x", [Pair(a="a", b="b", score=1.0), Pair(a="b", b="c", score=1.0)])
    store.remove_pair("x", "b", "a")
    assert store.pairs_touching("x", ["b"]) == [Pair(a="b", b="c", score=1.0)]
    assert store.not_derived(["b", "a"]) == ["b", "a"]
    store.mark_derived(["a"])
    assert store.not_derived(["b", "a"]) == ["b"]

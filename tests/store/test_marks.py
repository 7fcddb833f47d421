"""Answers kept by event, dyad or party: after any change the same as those of a reader that keeps nothing."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from sayso.desk import dyad_lists, dyad_mass, party_lists, tension
from sayso.desk.filters import Filter
from sayso.desk.mapping import mapped
from sayso.desk.testimony import account_of
from sayso.model.ledger import Event
from sayso.store import Store, open_store
from sayso.store.kept import Kept, Whole
from sayso.store.marks import DYAD, EVENT, PARTY, changed, key_of, newest
from sayso.store.people_tables import revisions
from sayso.store.tables import events
from tests.store.test_rollups import made, party, some


def asked(store: Store) -> dict[str, Any]:
    """Everything that is answered from what is kept by key."""
    with store.read() as connection:
        ids = sorted(connection.scalars(select(events.c.id)))
        account = account_of(connection, ids)
        masses = {level: dict(dyad_mass.masses(connection, level, date(2026, 3, 31))) for level in ("country", "actor")}
    until = "2026-04-01"
    return {
        "account": (account.articles, account.roots),
        "masses": masses,
        "dyads": [
            dyad_lists.dyad_now_json(one)
            for level in ("country", "actor")
            for order in dyad_lists.ORDERS
            for one in dyad_lists.dyads_now(store, level=level, order=order, until=until, limit=3)
        ],
        "map": mapped(store, Filter()),
        "parties": party_lists.busiest(store),
        "countries": party_lists.busiest(store, countries=True),
        "tension": [
            tension.tension_json(tension.tension(store, a, b, until=until))
            for a, b in (("actor:ardia", "actor:bovia"), ("actor:bovia", "actor:ardia"))
        ],
    }


@pytest.mark.parametrize("seed", range(4))
def test_after_any_change_answers_are_those_of_a_reader_that_keeps_nothing(
    store: Store, where: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    there: dict[str, Event] = {}
    with open_store(where, read_only=True) as reader:
        for _ in range(10):
            gone = rng.sample(sorted(there), min(len(there), rng.randrange(4)))
            fresh = [some(rng, rng.randrange(30)) for _ in range(rng.randrange(5))]
            with store.transaction():
                store.replace_events(gone, fresh)
            there = {own: e for own, e in there.items() if own not in gone} | {e.id: e for e in fresh}
            kept = asked(reader)
            with monkeypatch.context() as alone:
                alone.setattr("sayso.store.kept.place_of", lambda _: None)
                alone.setattr("sayso.store.kept.state_of", lambda _: None)
                assert kept == asked(reader)
        store.clear_derived()
        assert asked(reader)["masses"] == {"country": {}, "actor": {}}


def test_only_what_changed_is_made_again(store: Store, where: str) -> None:
    held: Kept[int] = Kept(EVENT, 10)
    calls: list[list[str]] = []

    def make(keys: list[str]) -> dict[str, int]:
        calls.append(keys)
        return dict.fromkeys(keys, len(calls))

    one, two = made(1), made(2)
    store.replace_events([], [one, two])
    with open_store(where, read_only=True) as reader:

        def ask() -> dict[str, int]:
            with reader.read() as connection:
                return held.of(connection, [one.id, two.id], make)

        assert ask() == ask() == {one.id: 1, two.id: 1}
        store.replace_events([two.id], [made(2, articles=3)])
        assert ask() == {one.id: 1, two.id: 2}
        assert calls == [[one.id, two.id], [two.id]]
        with store.read() as connection:  # open for writing: always asked
            assert held.of(connection, [one.id], make) == {one.id: 3}


def test_a_reader_of_an_earlier_state_neither_gets_nor_leaves_answers(store: Store, where: str) -> None:
    held: Kept[int] = Kept(EVENT, 10)

    def reports(connection: Connection) -> int:
        def make(keys: list[str]) -> dict[str, int]:
            found = connection.execute(select(events.c.id, events.c.reports).where(events.c.id.in_(keys)))
            return {row[0]: row[1] for row in found}

        return held.of(connection, [own], make)[own]

    own = made(1).id
    store.replace_events([], [made(1)])
    with open_store(where, read_only=True) as early, open_store(where, read_only=True) as late:
        with early.read() as then:
            assert reports(then) == 1
            store.replace_events([own], [made(1, articles=2)])
            with late.read() as now:
                assert reports(now) == 2
            assert reports(then) == 1
        with late.read() as now:
            assert reports(now) == 2


def test_a_whole_table_is_mended_where_it_changed_and_made_anew_after_very_many_changes(
    store: Store, where: str
) -> None:
    calls: list[Any] = []
    held: Whole[int] = Whole(PARTY, 2)

    def ask(reader: Store) -> dict[str, int]:
        with reader.read() as connection:
            number = connection.scalar(select(func.count()).select_from(events)) or 0
            return held.of(
                connection, "", lambda: calls.append("all") or {"actor:ardia": number, "actor:x": 0},
                lambda keys: calls.append(sorted(keys)) or {key: number for key in keys if key != "BOV"},
            )  # fmt: skip

    with open_store(where, read_only=True) as reader:
        assert ask(reader) == {"actor:ardia": 0, "actor:x": 0}
        store.replace_events([], [made(1, parties=(party("actor:ardia", "actor"),))])
        assert ask(reader) == {"actor:ardia": 1, "actor:x": 0, "ARD": 1}
        store.replace_events([], [made(2, parties=(party("actor:ardia", "actor"), party("actor:bovia", "recipient")))])
        assert ask(reader) == {"actor:ardia": 2, "actor:x": 0}
    assert calls == ["all", ["ARD", "actor:ardia"], "all"]


def test_marks_tell_of_both_levels_and_are_none_of_the_events_that_a_client_asks_for(store: Store) -> None:
    both = (party("actor:bovia", "actor"), party("actor:ardia", "recipient"))
    store.replace_events([], [made(1, parties=both)])
    with store.read() as connection:
        assert sorted(changed(connection, DYAD, 0, 9) or ()) == sorted(
            [key_of("actor", "actor:ardia", "actor:bovia"), key_of("country", "ARD", "BOV")]
        )
        assert changed(connection, DYAD, 0, 1) is None
        assert newest(connection, PARTY) == newest(connection, DYAD) > 0
        kinds = connection.execute(select(revisions.c.kind, func.count()).group_by(revisions.c.kind)).all()
    assert dict(map(tuple, kinds)) == {"event": 1, "dyad": 2, "party": 4}

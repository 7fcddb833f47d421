"""The log of changes: each change once, numbered as it became known, whatever ids its event had and in whatever order it came."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from sayso.model.ledger import Change, Event
from sayso.rebuild import rebuild, refresh
from sayso.store import Store, open_store
from sayso.store.change_log import JOINED, SPREAD
from sayso.store.desk_tables import change_log
from sayso.store.engine import address_of, engine_of
from sayso.store.schema import upgrade
from tests.desk.stores import BLOCKADE, C1, C2, C3, C5, CHANGES, EVENTS, SHELLING, TALKS, changed, event, fill
from tests.rebuild.told import crisis, recorded


def logged(store: Store) -> list[tuple[int, str, str]]:
    with store.read() as connection:
        query = (
            select(change_log).where(change_log.c.event_id != "").order_by(change_log.c.number)
        )  # no notes of rebuilds
        rows = connection.execute(query).all()
    return [(row.number, row.event_id, row.change) for row in rows]


def test_each_change_is_logged_once_and_in_order(where: str) -> None:
    store = fill(where)
    first = logged(store)
    assert [number for number, _, _ in first] == list(range(1, len(CHANGES) + 1))
    with store.transaction():
        store.replace_events([e.id for e in EVENTS], EVENTS, CHANGES)
    assert logged(store) == first
    store.close()


def test_an_event_that_takes_another_id_is_no_news(where: str) -> None:
    """An earlier report joins: the event is called after its claim now, and all its changes are rows of that id."""
    store = fill(where)
    before = len(logged(store))
    with store.transaction():
        store.replace_events([TALKS.id], [])  # their claim is the report that joins
    moved = replace(event("claim:5", [C5, C1, C2], SHELLING.articles, SHELLING.roots, "corroborated"))
    changes = [
        changed(moved, "new", 4, None, "single-source", (0, 1)),
        changed(moved, "confirmed", 2, "single-source", "corroborated", (1, 2)),
    ]
    with store.transaction():
        store.replace_events([SHELLING.id], [moved], changes)
    assert len(logged(store)) == before
    more: Change = changed(moved, "withdrawn", 3, "corroborated", "withdrawn", (2, 2))
    with store.transaction():
        store.replace_events([moved.id], [moved], [*changes, more])
    assert logged(store)[before:] == [(before + 1, moved.id, "withdrawn")]
    store.close()


def test_the_same_change_twice_in_an_event_is_two_changes(where: str) -> None:
    """Disputed, settled, and disputed again."""
    store = fill(where)
    before = len(logged(store))
    rows = [
        changed(BLOCKADE, "new", 1, None, "single-source", (0, 1)),
        changed(BLOCKADE, "disputed", 2, "single-source", "disputed", (1, 1)),
        changed(BLOCKADE, "changed", 3, "disputed", "single-source", (1, 1)),
        changed(BLOCKADE, "disputed", 4, "single-source", "disputed", (1, 1)),
    ]
    with store.transaction():
        store.replace_events([BLOCKADE.id], [BLOCKADE], rows)
    assert [change for _, _, change in logged(store)[before:]] == ["disputed", "changed", "disputed"]
    store.close()


def stands(store: Store, old: list[str], events: list[Event], changes: list[Change]) -> None:
    with store.transaction():
        store.replace_events(old, events, changes)


def states(store: Store, since: int) -> list[tuple[str, str, str | None, str, int]]:
    with store.read() as connection:
        rows = connection.execute(select(change_log).where(change_log.c.number > since).order_by(change_log.c.number))
        return [(r.event_id, r.change, r.verdict_before, r.verdict_after, r.roots_after) for r in rows]


def test_a_verdict_that_a_judgement_moves_back_and_forth_is_told_each_time(where: str) -> None:
    """Two roots are judged to be one: the replay has no row then that the log does not know. So it is when that is undone."""
    store = fill(where)
    whole = [c for c in CHANGES if c.event == SHELLING.id]
    one = replace(SHELLING, verdict="single-source", independent_roots=1)
    before = len(logged(store))
    for _ in range(2):
        stands(store, [SHELLING.id], [one], whole[:1])
        stands(store, [SHELLING.id], [one], whole[:1])  # made anew as it was: no news
        stands(store, [SHELLING.id], [SHELLING], whole)
    assert (
        states(store, before)
        == [
            (SHELLING.id, "changed", "corroborated", "single-source", 1),
            (SHELLING.id, "changed", "single-source", "corroborated", 2),
        ]
        * 2
    )
    store.close()


def test_events_that_are_joined_and_parted_are_told(where: str) -> None:
    store = fill(where)
    before = len(logged(store))
    joined = event("claim:1", [C1, C2, C3], SHELLING.articles, SHELLING.roots, "corroborated")
    assert joined.id == SHELLING.id
    whole, other = ([c for c in CHANGES if c.event == own] for own in (SHELLING.id, BLOCKADE.id))
    stands(store, [SHELLING.id, BLOCKADE.id], [joined], whole)
    told = states(store, before)
    assert [row[:2] for row in told] == [(BLOCKADE.id, JOINED), (SHELLING.id, "changed")]
    stands(store, [SHELLING.id], [joined], whole)
    assert states(store, before) == told
    stands(store, [SHELLING.id], [SHELLING, BLOCKADE], [*whole, *other])
    assert [row[:2] for row in states(store, before)[2:]] == [(BLOCKADE.id, "changed")]
    stands(store, [SHELLING.id, BLOCKADE.id], [SHELLING, BLOCKADE], [*whole, *other])
    assert len(states(store, before)) == 3
    store.close()


def test_what_a_rebuild_finds_otherwise_is_told_once_all_is_made(where: str) -> None:
    """Half-made events are no news, whatever they look like by then."""
    store = fill(where)
    before = len(logged(store))
    whole = [c for c in CHANGES if c.event == SHELLING.id]
    with store.transaction():
        store.clear_derived()
    one = replace(SHELLING, verdict="single-source", independent_roots=1)
    stands(store, [], [one], whole[:1])
    stands(store, [SHELLING.id], [SHELLING], whole)
    rest = [e for e in EVENTS if e.id not in (SHELLING.id, BLOCKADE.id)]
    stands(store, [], rest, [c for c in CHANGES if c.event not in (SHELLING.id, BLOCKADE.id)])
    grown = replace(BLOCKADE, verdict="disputed")
    own = [c for c in CHANGES if c.event == BLOCKADE.id]
    stands(store, [], [grown], [*own, changed(BLOCKADE, "disputed", 2, "single-source", "disputed", (1, 1))])
    assert len(logged(store)) == before
    for _ in range(2):
        with store.transaction():
            store.settle_changes()
    assert [change for _, _, change in logged(store)[before:]] == ["disputed"]
    store.close()


def test_a_rebuild_in_small_batches_is_no_news(tmp_path: Path) -> None:
    with recorded(tmp_path / "s.db", list(crisis())) as store:
        refresh(store)
        first = logged(store)
        rebuild(store, batch=1)
        assert logged(store) == first


def test_a_rebuild_is_no_news(tmp_path: Path) -> None:
    with recorded(tmp_path / "s.db", list(crisis())) as store:
        refresh(store)
        first = logged(store)
        rebuild(store)
        assert logged(store) == first
        assert {change for _, _, change in first} >= {"new", "confirmed", "disputed", "withdrawn"}


def test_what_an_older_store_knows_is_logged_when_it_is_brought_forward(where: str) -> None:
    address = address_of(where)
    engine = engine_of(address, create=True)
    upgrade(engine, "0005")
    with engine.begin() as connection:
        for n, change in enumerate(("new", "confirmed")):
            row = f"('c{n}', 'event:1', {n}, '{change}', 'a', '2026-01-0{n + 1}', '2026-01-0{n + 1}', NULL, 'relayed', 0, {n + 1}, 'w')"
            if n == 0:
                names = [c["name"] for c in _columns(connection)]
                values = {"id": "'event:1'"}
                filled = ", ".join(
                    values.get(name, "0" if name in _NUMBERS else "false" if name in _FLAGS else "''") for name in names
                )
                connection.exec_driver_sql(f"INSERT INTO events ({', '.join(names)}) VALUES ({filled})")
            connection.exec_driver_sql(f"INSERT INTO changes VALUES {row}")
    engine.dispose()
    with open_store(where) as store:
        assert logged(store) == [(1, "event:1", "new"), (2, "event:1", "confirmed")]


_NUMBERS = ("quad", "lat", "lon", "geonames_id", "reports", "outlets", "independent_roots", "credibility", "conflicts")
_FLAGS = ("circular", "export")


def _columns(connection: object) -> list[dict[str, str]]:
    from sqlalchemy import inspect

    return inspect(connection).get_columns("events")  # type: ignore[no-any-return]


def test_an_event_reaches_the_reports_that_a_rule_waits_for(where: str) -> None:
    from sayso.desk import rules

    store = fill(where)
    rules.add(store, rules.rule_of("Much told", {}, min_reports=4))
    before = len(logged(store))
    grown = replace(SHELLING, articles=(*SHELLING.articles, "article:4"))
    with store.transaction():
        store.replace_events([SHELLING.id], [grown], [c for c in CHANGES if c.event == SHELLING.id])
        store.replace_events([SHELLING.id], [grown], [c for c in CHANGES if c.event == SHELLING.id])
    assert [change for _, _, change in logged(store)[before:]] == [SPREAD]
    store.close()

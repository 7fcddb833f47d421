"""The log of changes: each change once, numbered as it became known, whatever ids its event had and in whatever order it came."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from sayso.model.ledger import Change
from sayso.rebuild import rebuild, refresh
from sayso.store import Store, open_store
from sayso.store.change_log import SPREAD
from sayso.store.desk_tables import change_log
from sayso.store.engine import address_of, engine_of
from sayso.store.schema import upgrade
from tests.desk.stores import BLOCKADE, CHANGES, EVENTS, SHELLING, changed, event, fill
from tests.rebuild.told import crisis, recorded


def logged(store: Store) -> list[tuple[int, str, str]]:
    with store.read() as connection:
        rows = connection.execute(select(change_log).order_by(change_log.c.number)).all()
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
    from tests.desk.stores import C1, C2, C5

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
